// Which figures the relations of data.yaml tie together, and which new values may stand together. Pure.
//
// Metrics that a relation names (through formulas, too) and tables whose columns it adds up are one group; relations
// that share a member are one group. New values are tried all at once, on what would stand: those of a relation that
// does not hold are left out, and the rest tried again, until everything holds. A relation over a figure that has no
// reading yet, or whose source has said nothing new for some polls, is not judged.
//
// Sources answer at different moments, and a figure moves in between: a relation between them that does not hold is no
// proof yet. Its new values wait silently until each of the sources has said `polls_of_proof` new things. It is broken
// when none of what they said since fits together, every value of the one beside every value of the other, and all of
// it misses to the same side; where it misses once to the left and once to the right, it held in between. What could
// have held stands, as long as what the sources go on to say could.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "kpi/declaration.h"
#include "kpi/formulas/relation.h"
#include "kpi/values/snapshot.h"

namespace guangmu::kpi {

using Rows = std::vector<std::vector<Cell>>;

struct Tie {
  std::string id;
  LocalText label;
  Relation relation;
  std::set<std::string> metrics;  // read from a source
  std::set<std::string> tables;
  std::map<std::string, std::string> source_of;  // its members
  std::set<std::string> sources;
  bool is_between_sources() const { return sources.size() > 1; }
};

inline constexpr std::size_t polls_of_proof = 3;

// What the sources of a relation said since it held last: new values only, the last ones of each.
struct TieWait {
  std::map<std::string, std::deque<std::map<std::string, double>>> said;  // by source: metric, value
  bool is_over(const Tie& tie) const;                                     // each has said enough
};
using TieWaits = std::map<std::string, TieWait>;  // by the relation's id; those that do not hold

struct TieGroup {
  std::vector<Tie> ties;
  std::set<std::string> metrics, tables;
};

// New values that wait to stand.
struct NewValues {
  std::map<std::string, double> metrics;
  std::map<std::string, const Rows*> tables;
};

// What stands now, for whoever judges.
struct StandingValues {
  std::function<std::optional<double>(const std::string& metric)> metric;  // without an operator's value
  std::function<const Rows*(const std::string& table)> table;              // null before the first
};

class Ties {
 public:
  Ties() = default;
  // Relations that cannot be read are left out: DataSettings::check has told them.
  explicit Ties(const Declaration& declaration);

  const std::vector<TieGroup>& groups() const { return groups_; }
  // The group of a metric or table; null without one.
  const TieGroup* of_metric(const std::string& id) const;
  const TieGroup* of_table(const std::string& id) const;

  // Why a new value of `group` cannot stand, by member.
  struct Broken {
    const Tie* tie = nullptr;
    std::string reason;
  };
  struct Outcome {
    std::map<std::string, Broken> metrics, tables;
    std::set<std::string> misfits;  // relations that do not hold, even where what breaks them may stand
  };
  Outcome settle(const TieGroup& group, const NewValues& fresh, const StandingValues& standing,
                 const TieWaits& waits) const;

  // Why a table cannot stand by itself: the first row that breaks a relation over its columns; empty when none does.
  std::string wrong_row(const std::string& table, const Rows& rows) const;

 private:
  struct RowTie {
    std::string id;
    LocalText label;
    Relation relation;
  };
  std::vector<TieGroup> groups_;
  std::map<std::string, std::size_t> group_of_metric_, group_of_table_;
  std::map<std::string, std::vector<RowTie>> rows_;  // by table
  std::map<std::string, std::vector<std::string>> columns_;
  std::map<std::string, Expression> formulas_;
};

}  // namespace guangmu::kpi
