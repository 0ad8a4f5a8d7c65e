// What data.yaml says about each figure, made ready for judging: immutable infos, marks of what was declared,
// and the order in which formulas are computed.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "kpi/formulas/expression.h"
#include "kpi/settings.h"
#include "kpi/values/snapshot.h"

namespace guangmu::kpi {

struct Declaration {
  DataSettings data;
  std::map<std::string, std::shared_ptr<const MetricInfo>> metrics;
  std::map<std::string, std::shared_ptr<const SeriesInfo>> series;
  std::map<std::string, std::shared_ptr<const TableInfo>> tables;
  // Formulas in an order in which every input comes before its user; those in a circle are left out.
  struct Formula {
    std::string id, text;
    Expression expression;  // its units settled
  };
  std::vector<Formula> formulas;
  std::set<std::string> summed;  // tables whose columns a formula or a relation adds up: all their rows are needed

  // The address of a source without what may be secret in it: name, password, query.
  std::string shown_url(const std::string& id) const;

  // A mark that changes with everything that makes an old reading another figure: address (without its
  // query), pointer, scale, unit, columns. Empty for derived metrics, whose readings are computed and never
  // kept.
  std::string metric_mark(const std::string& id) const;
  std::string series_mark(const std::string& id) const;
  std::string table_mark(const std::string& id) const;
};

// The report value of a derived metric without one of its own is computed from those of its inputs; it
// carries the oldest input's date and source. Its late_after and stale_after are the longest of its inputs,
// unless declared.
Declaration declare(DataSettings data);

}  // namespace guangmu::kpi
