#include "kpi/ties.h"

#include <fmt/core.h>

#include <algorithm>

namespace guangmu::kpi {
namespace {

constexpr std::size_t most_combinations = 256;

std::string described(const std::string& id, const LocalText& label, const std::string& text) {
  const std::string& name = !label.en.empty() ? label.en : label.zh;
  return name.empty() ? fmt::format("the relation {} does not hold: {}", id, text)
                      : fmt::format("the relation {} ({}) does not hold: {}", id, name, text);
}

// The cells of one row, by column.
class RowFigures : public Figures {
 public:
  RowFigures(const std::vector<std::string>& columns, const std::vector<Cell>& row) : columns_(columns), row_(row) {}
  std::optional<double> value(const std::string& column) const override {
    for (std::size_t k = 0; k < columns_.size() && k < row_.size(); ++k)
      if (columns_[k] == column) return row_[k].number;
    return std::nullopt;
  }

 private:
  const std::vector<std::string>& columns_;
  const std::vector<Cell>& row_;
};

// What would stand if the new values stood.
class WouldStand : public Figures {
 public:
  WouldStand(const NewValues& fresh, const StandingValues& standing, const std::map<std::string, Expression>& formulas,
             const std::map<std::string, std::vector<std::string>>& columns)
      : fresh_(fresh), standing_(standing), formulas_(formulas), columns_(columns) {}

  std::optional<double> value(const std::string& id) const override {
    if (const auto it = fresh_.metrics.find(id); it != fresh_.metrics.end()) return it->second;
    const auto formula = formulas_.find(id);
    if (formula == formulas_.end()) return standing_.metric(id);
    const auto computed = formula->second.evaluate(*this);
    return computed ? *computed : std::nullopt;
  }

  std::optional<double> sum(const TableColumn& what) const override {
    const auto it = fresh_.tables.find(what.table);
    const Rows* rows = it == fresh_.tables.end() ? standing_.table(what.table) : it->second;
    const auto columns = columns_.find(what.table);
    if (!rows || columns == columns_.end()) return std::nullopt;
    if (what.counts_rows()) return static_cast<double>(rows->size());
    double total = 0;
    for (const auto& row : *rows) {
      const auto cell = RowFigures(columns->second, row).value(what.column);
      if (!cell) return std::nullopt;
      total += *cell;
    }
    return total;
  }

 private:
  const NewValues& fresh_;
  const StandingValues& standing_;
  const std::map<std::string, Expression>& formulas_;
  const std::map<std::string, std::vector<std::string>>& columns_;
};

// Metrics and tables that a formula comes from, down to what sources deliver.
void gather(const Expression& e, const Declaration& d, Tie& tie) {
  for (const auto& sum : e.sums()) tie.tables.insert(sum.table);
  for (const auto& id : e.metrics()) {
    const auto formula = std::find_if(d.formulas.begin(), d.formulas.end(), [&](const auto& f) { return f.id == id; });
    if (formula != d.formulas.end()) {
      gather(formula->expression, d, tie);
    } else if (d.data.metrics.contains(id)) {
      tie.metrics.insert(id);
    }
  }
}

// Figures as they were: of each source, what it said so many polls ago.
class AsSaid : public Figures {
 public:
  AsSaid(const Figures& now, const Tie& tie, const TieWait& wait, const std::map<std::string, std::size_t>& ago,
         const std::map<std::string, Expression>& formulas)
      : now_(now), tie_(tie), wait_(wait), ago_(ago), formulas_(formulas) {}

  std::optional<double> value(const std::string& id) const override {
    if (const auto formula = formulas_.find(id); formula != formulas_.end()) {
      const auto computed = formula->second.evaluate(*this);
      return computed ? *computed : std::nullopt;
    }
    const auto source = tie_.source_of.find(id);
    if (source == tie_.source_of.end()) return now_.value(id);
    const auto said = wait_.said.find(source->second);
    const auto ago = ago_.find(source->second);
    if (said == wait_.said.end() || ago == ago_.end() || ago->second == 0) return now_.value(id);
    const auto& then = said->second[said->second.size() - 1 - ago->second];
    const auto it = then.find(id);
    return it == then.end() ? now_.value(id) : it->second;
  }
  std::optional<double> sum(const TableColumn& what) const override { return now_.sum(what); }

 private:
  const Figures& now_;
  const Tie& tie_;
  const TieWait& wait_;
  const std::map<std::string, std::size_t>& ago_;
  const std::map<std::string, Expression>& formulas_;
};

// Whether the relation can have held at some moment of what its sources said lately.
bool could_hold(const Tie& tie, const TieWait& wait, const Figures& now, const std::map<std::string, Expression>& formulas) {
  std::map<std::string, std::size_t> ago;
  for (const auto& [source, said] : wait.said) ago[source] = 0;
  bool misses_left = false, misses_right = false;
  for (std::size_t n = 0; n < most_combinations; ++n) {
    const auto judged = tie.relation.judge(AsSaid(now, tie, wait, ago, formulas));
    if (judged && *judged) {
      if ((*judged)->holds) return true;
      ((*judged)->left < (*judged)->right ? misses_left : misses_right) = true;
      if (misses_left && misses_right) return true;
    }
    auto next = ago.begin();
    for (; next != ago.end(); ++next) {
      if (++next->second < wait.said.at(next->first).size()) break;
      next->second = 0;
    }
    if (next == ago.end()) break;
  }
  return false;
}

}  // namespace

bool TieWait::is_over(const Tie& tie) const {
  return std::ranges::all_of(tie.sources, [&](const std::string& source) {
    const auto it = said.find(source);
    return it != said.end() && it->second.size() >= polls_of_proof;
  });
}

Ties::Ties(const Declaration& d) {
  for (const auto& [id, table] : d.data.tables) columns_[id] = table.keys();
  for (const auto& f : d.formulas) formulas_.emplace(f.id, f.expression);
  for (const auto& [id, settings] : d.data.relations) {
    auto relation = relation_of(settings, d.data);
    if (!relation) continue;
    if (!settings.table.empty()) {
      rows_[settings.table].push_back({id, settings.label, std::move(*relation)});
      continue;
    }
    Tie tie{id, settings.label, std::move(*relation), {}, {}, {}, {}};
    gather(tie.relation.left(), d, tie);
    gather(tie.relation.right(), d, tie);
    for (const auto& member : tie.metrics) tie.source_of[member] = d.data.metrics.at(member).source;
    for (const auto& member : tie.tables)
      if (const auto it = d.data.tables.find(member); it != d.data.tables.end()) tie.source_of[member] = it->second.source;
    for (const auto& [member, source] : tie.source_of) tie.sources.insert(source);
    // Joins every group that shares a member.
    TieGroup joined;
    const auto join = [&](const auto& theirs, auto& ours) { ours.insert(theirs.begin(), theirs.end()); };
    const auto shares = [](const auto& a, const auto& b) {
      return std::any_of(a.begin(), a.end(), [&](const auto& id_of) { return b.contains(id_of); });
    };
    for (auto it = groups_.begin(); it != groups_.end();) {
      if (!shares(tie.metrics, it->metrics) && !shares(tie.tables, it->tables)) {
        ++it;
        continue;
      }
      std::move(it->ties.begin(), it->ties.end(), std::back_inserter(joined.ties));
      join(it->metrics, joined.metrics);
      join(it->tables, joined.tables);
      it = groups_.erase(it);
    }
    join(tie.metrics, joined.metrics);
    join(tie.tables, joined.tables);
    joined.ties.push_back(std::move(tie));
    groups_.push_back(std::move(joined));
  }
  for (std::size_t i = 0; i < groups_.size(); ++i) {
    for (const auto& id : groups_[i].metrics) group_of_metric_[id] = i;
    for (const auto& id : groups_[i].tables) group_of_table_[id] = i;
  }
}

const TieGroup* Ties::of_metric(const std::string& id) const {
  const auto it = group_of_metric_.find(id);
  return it == group_of_metric_.end() ? nullptr : &groups_[it->second];
}

const TieGroup* Ties::of_table(const std::string& id) const {
  const auto it = group_of_table_.find(id);
  return it == group_of_table_.end() ? nullptr : &groups_[it->second];
}

Ties::Outcome Ties::settle(const TieGroup& group, const NewValues& fresh, const StandingValues& standing,
                           const TieWaits& waits) const {
  Outcome outcome;
  NewValues tried = fresh;
  // A value that stands already changes nothing and may stand on.
  std::erase_if(tried.metrics, [&](const auto& one) { return standing.metric(one.first) == one.second; });
  std::erase_if(tried.tables, [&](const auto& one) {
    const Rows* rows = standing.table(one.first);
    return rows && *rows == *one.second;
  });
  while (!tried.metrics.empty() || !tried.tables.empty()) {
    const WouldStand figures(tried, standing, formulas_, columns_);
    std::map<std::string, Broken> metrics, tables;
    for (const Tie& tie : group.ties) {
      const auto judged = tie.relation.judge(figures);
      if (judged && (!*judged || (*judged)->holds)) continue;
      outcome.misfits.insert(tie.id);
      const auto wait = waits.find(tie.id);
      if (judged && wait != waits.end() && wait->second.is_over(tie) && could_hold(tie, wait->second, figures, formulas_))
        continue;
      const Broken broken{&tie, described(tie.id, tie.label, judged ? (*judged)->text : judged.error().text)};
      for (const auto& id : tie.metrics)
        if (tried.metrics.contains(id)) metrics.emplace(id, broken);
      for (const auto& id : tie.tables)
        if (tried.tables.contains(id)) tables.emplace(id, broken);
    }
    if (metrics.empty() && tables.empty()) break;
    for (const auto& [id, broken] : metrics) tried.metrics.erase(id);
    for (const auto& [id, broken] : tables) tried.tables.erase(id);
    outcome.metrics.merge(metrics);
    outcome.tables.merge(tables);
  }
  // What stands already and was let stand.
  const WouldStand figures(tried, standing, formulas_, columns_);
  for (const Tie& tie : group.ties)
    if (tie.is_between_sources())
      if (const auto judged = tie.relation.judge(figures); judged && *judged && !(*judged)->holds)
        outcome.misfits.insert(tie.id);
  return outcome;
}

std::string Ties::wrong_row(const std::string& table, const Rows& rows) const {
  const auto ties = rows_.find(table);
  if (ties == rows_.end()) return {};
  const auto& columns = columns_.at(table);
  for (std::size_t i = 0; i < rows.size(); ++i)
    for (const RowTie& tie : ties->second) {
      const auto judged = tie.relation.judge(RowFigures(columns, rows[i]));
      if (judged && *judged && (*judged)->holds) continue;
      std::string name;
      for (const Cell& cell : rows[i])
        if (name.empty() && !cell.number) name = cell.text;
      const std::string what = !judged    ? judged.error().text
                               : !*judged ? "one of its cells is no number"
                                          : (*judged)->text;
      return fmt::format("row {}{}: {}", i + 1, name.empty() ? "" : " (" + name + ")",
                         described(tie.id, tie.label, what));
    }
  return {};
}

}  // namespace guangmu::kpi
