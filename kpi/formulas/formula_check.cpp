#include "kpi/formulas/formula_check.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "kpi/formulas/declared_units.h"
#include "kpi/formulas/relation.h"

namespace guangmu::kpi {
namespace {

template <class T>
std::string ids_of(const std::map<std::string, T>& all) {
  std::string list;
  for (const auto& [id, value] : all) list += (list.empty() ? "" : ", ") + id;
  return list.empty() ? "none are declared" : list;
}

std::string listed(const std::vector<std::string>& all) {
  std::string list;
  for (const auto& id : all) list += (list.empty() ? "" : ", ") + id;
  return list;
}

// What stands after "unit:" in data.yaml for it.
std::string unit_to_write(const Measure& m) {
  return m.plain() ? "none, or \"%\" for a ratio" : in_words(m);
}

// A ratio times 100 under "%": the wall would show it a hundred times too large.
bool times_hundred(const Expression& e) {
  const auto& root = e.nodes().back();
  if (root.op != Expression::Op::multiply) return false;
  return std::ranges::any_of(root.arguments, [&](std::size_t k) {
    const auto& n = e.nodes()[k];
    return n.op == Expression::Op::number && n.number == 100;
  });
}

class FormulaCheck {
 public:
  FormulaCheck(const DataSettings& data, fields::Complaints& complaints)
      : data_(data), complaints_(complaints) {}

  void run() {
    for (const auto& [id, m] : data_.metrics)
      if (!m.formula.empty()) look_at(id, m);
    for (const auto& [id, names] : inputs_) {
      std::set<std::string> seen;
      if (reaches(id, id, seen))
        complaints_.at("metrics." + id + ".formula",
                       fmt::format("the formula leads back to {} itself; expected no circle", id));
    }
  }

  // The names of `e` that nobody knows, each a complaint; true when there is none.
  bool known(const Expression& e, const std::string& key, const std::string& what) {
    bool all = true;
    const auto unknown = [&](std::string text) {
      complaints_.at(key, std::move(text));
      all = false;
    };
    for (const auto& name : e.metrics())
      if (!data_.metrics.contains(name))
        unknown(fmt::format("the {} names \"{}\", which is no metric; expected one of: {}", what, name,
                            ids_of(data_.metrics)));
    for (const TableColumn& what_of : e.sums()) {
      const auto& [table, column] = what_of;
      const auto t = data_.tables.find(table);
      if (t == data_.tables.end()) {
        unknown(fmt::format("the {} names \"{}\", which is no table; expected one of: {}", what, table,
                            ids_of(data_.tables)));
      } else if (what_of.counts_rows()) {
        continue;
      } else if (const auto keys = t->second.keys(); std::ranges::find(keys, column) == keys.end()) {
        unknown(fmt::format("the {} adds up \"{}\", which is no column of {}; expected one of: {}", what,
                            column, table, listed(keys)));
      }
    }
    for (const auto& call : e.past())
      if (!data_.metrics.contains(call.id) && !data_.sources.contains(call.id) &&
          std::ranges::find(e.metrics(), call.id) == e.metrics().end())
        unknown(fmt::format(
            "the {} asks for the health of \"{}\", which is no source and no metric; expected one "
            "of: {}, {}",
            what, call.id, ids_of(data_.sources), ids_of(data_.metrics)));
    return all;
  }

 private:
  void look_at(const std::string& id, const MetricSettings& m) {
    const std::string key = "metrics." + id + ".formula";
    auto e = Expression::parse(m.formula);
    if (!e) {
      complaints_.at(key, "the formula cannot be read: " + e.error().text);
      return;
    }
    inputs_[id] = e->metrics();
    if (!known(*e, key, "formula")) return;
    if (e->metrics().empty() && e->sums().empty() && e->past().empty()) {
      complaints_.at(key, "the formula names no figure; expected the id of at least one");
      return;
    }
    const auto computed = e->settle(DeclaredUnits(data_));
    if (!computed) {
      complaints_.at(key, "the units of the formula do not fit: " + computed.error().text);
      return;
    }
    fit(id, m, *computed);
    if (m.unit == "%" && times_hundred(*e))
      complaints_.warn(key, "unit \"%\" means a ratio, which the wall shows times 100 already; remove * 100");
  }

  void fit(const std::string& id, const MetricSettings& m, const Measure& computed) {
    const Measure declared = measure_of(m.unit);
    if (computed.unknown || declared.same(computed)) return;
    std::string text = m.unit.empty()
                           ? fmt::format("the formula gives {}, and no unit is declared", in_words(computed))
                           : fmt::format("the formula gives {}, not {}", in_words(computed), m.unit);
    text += "; expected unit: " + unit_to_write(computed);
    if (!m.unit.empty() && (computed.plain() || declared.same_kind(computed)))
      text += fmt::format(", or in(…, {}) around the formula", m.unit);
    complaints_.at("metrics." + id + (m.unit.empty() ? ".formula" : ".unit"), text);
  }

  bool reaches(const std::string& from, const std::string& target, std::set<std::string>& seen) const {
    const auto it = inputs_.find(from);
    if (it == inputs_.end() || !seen.insert(from).second) return false;
    return std::ranges::any_of(
        it->second, [&](const std::string& name) { return name == target || reaches(name, target, seen); });
  }

  const DataSettings& data_;
  fields::Complaints& complaints_;
  std::map<std::string, std::vector<std::string>> inputs_;
};

// A relation over the columns of each row of a table.
void check_rows(const Relation& r, const RelationSettings& settings, const DataSettings& data,
                const std::string& key, fields::Complaints& c) {
  const auto t = data.tables.find(settings.table);
  if (t == data.tables.end()) {
    c.at(key + ".table",
         fmt::format("there is no table \"{}\"; expected one of: {}", settings.table, ids_of(data.tables)));
    return;
  }
  const auto keys = t->second.keys();
  for (const auto& name : r.names())
    if (std::ranges::find(keys, name) == keys.end())
      c.at(key + ".holds",
           fmt::format("the relation names \"{}\", which is no column of {}; expected one of: {}", name,
                       settings.table, listed(keys)));
  if (!r.sums().empty() || !r.left().past().empty() || !r.right().past().empty())
    c.at(key + ".holds",
         "a relation about rows looks at one row; expected columns only, no sum and no history");
}

}  // namespace

void check_formulas(const DataSettings& data, fields::Complaints& c) {
  FormulaCheck(data, c).run();
}

void check_relations(const DataSettings& data, fields::Complaints& c) {
  for (const auto& [id, settings] : data.relations) {
    const std::string key = "relations." + id;
    auto r = Relation::parse(settings.holds, settings.decimals);
    if (!r) {
      c.at(key + ".holds", "the relation cannot be read: " + r.error().text);
      continue;
    }
    if (!settings.table.empty()) {
      check_rows(*r, settings, data, key, c);
      continue;
    }
    FormulaCheck check(data, c);
    const bool left = check.known(r->left(), key + ".holds", "relation");
    if (!check.known(r->right(), key + ".holds", "relation") || !left) continue;
    if (!r->left().past().empty() || !r->right().past().empty()) {
      c.at(key + ".holds", "a relation holds between what is delivered together; expected no history in it");
      continue;
    }
    if (const auto units = r->settle(DeclaredUnits(data)); !units)
      c.at(key + ".holds", "the units of the relation do not fit: " + units.error().text);
  }
}

}  // namespace guangmu::kpi
