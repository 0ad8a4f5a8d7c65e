// What the data page (F2) keeps and decides: which figures are listed, which one is explained, which doubtful one is
// pinned above the table, what is being typed. No drawing and no network. Frame thread.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/language.h"
#include "base/result.h"
#include "base/time.h"
#include "kpi/values/why.h"
#include "show/values/status.h"

namespace guangmu::console {

// How a figure stands, one shape each. broken: nothing ever came, or its source is gone and the figure has grown stale.
enum class FigureState { live, late, stale, checking, broken, manual };
FigureState figure_state(const show::MetricStatus& m, const show::Status& status);
// A value waits for the operator's word.
bool held_back(const show::MetricStatus& m);

// The chips above the table. `late` takes late and stale, `live` also what was set by hand.
enum class Filter { all, live, late, checking, broken };
inline constexpr std::size_t filter_count = 5;
std::array<int, filter_count> filter_counts(const show::Status& status);

// A value by hand, while it is being typed.
struct ManualDraft {
  std::string metric, value, until, name;
};

// The answer to a question about one figure (inquiry.h); problem is why there is none, in words.
struct Inquired {
  std::string metric;
  enum class About { why, course } about = About::why;
  std::optional<kpi::Why> why;
  std::optional<kpi::Course> course;
  std::string problem;
};

// What is known of the figure that is explained.
struct Explained {
  std::string metric;
  std::optional<kpi::Why> why;
  std::string problem;  // why there is none, in words
};

struct FiguresPage {
  Filter filter = Filter::all;
  std::string sought;      // part of a label, an id or a source
  bool searching = false;  // the search box has the focus
  std::string selected;    // id; empty: the first of the list
  int first_row = 0;       // of the list as it is scrolled
  bool history = false;    // the course in the place of the sections
  std::optional<ManualDraft> draft;
  std::string operator_name;           // who signs a value by hand; empty: the console's own name
  std::optional<std::string> to_copy;  // for the clipboard, taken by the program
  Explained explained;
  std::map<std::string, kpi::Course> courses;
  std::string course_problem;  // why curves are missing, in words

  void hear(Inquired answer);
  bool typing() const { return searching || draft.has_value(); }
};

// Ids of the figures that filter and search leave, as the scenes show them: the first scene's figures first.
std::vector<std::string> listed(const FiguresPage& page, const show::Status& status);
// The figure that is explained: the chosen one as long as the wall has it, else the pinned one, else the first listed.
std::string explained_id(const FiguresPage& page, const show::Status& status);
// The doubtful figure above the table: the explained one if it waits, else the first that waits; empty: none does.
std::string pinned_id(const FiguresPage& page, const show::Status& status);
// Moves the choice by `by` rows and keeps it among the `rows` that are seen.
void move_choice(FiguresPage& page, const show::Status& status, int by, int rows);
void choose(FiguresPage& page, const std::string& id);

// How often the value that waits has come, by the marks of its course; 0: not known.
int times_held(const show::MetricStatus& m, const kpi::Course* course);

// Why the value waits, in the operator's language where the rule says enough, and what a slip of the pen may explain; the
// second may be empty.
std::pair<std::string, std::string> doubt_words(const show::MetricStatus& m, Language language);

// A value of this metric as the wall would write it.
std::string written(double value, const show::MetricStatus& m, Language language);
// "+12", "−0.06", "0" between the first and the last point, with a unit where it differs from the figure's; "—" without
// a course.
std::string change_words(const kpi::Course* course, const show::MetricStatus& m, Language language);

// "90" and "90m": minutes; "2h", "3d"; "2小时", "30分"; "12:00": until then, today or tomorrow. In seconds.
std::optional<double> duration_s(const std::string& text, Instant now);
// override METRIC VALUE S, or what is wrong with the draft, in `language`.
Result<std::string> manual_command(const ManualDraft& draft, const show::MetricStatus& m, Instant now, Language language);

// The parts of a formula in order: words between figures, and figures by index into `inputs` (else -1).
struct FormulaPart {
  std::string words;
  int input = -1;
};
std::vector<FormulaPart> formula_parts(const std::string& formula, const std::vector<kpi::Why>& inputs);
// The figure whose origin is told: itself, or of its inputs the oldest.
const kpi::Why& origin_of(const kpi::Why& why);

// The whole answer as text that can be handed on: value, formula, origin, original text, checks, where it stood.
std::string proof_text(const kpi::Why& why, Language language, Instant now);

// The name of a check in words: "range" -> 在范围内, of one that failed 超出范围.
std::string check_name(const std::string& rule, Language language, bool passed);

}  // namespace guangmu::console
