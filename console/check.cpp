#include "console/check.h"

#include <algorithm>

#include "console/model.h"
#include "show/values/command.h"

namespace guangmu::console {
namespace {

const char* zh_or(const Model& m, const char* chinese, const char* english) {
  return m.language == Language::zh ? chinese : english;
}

const char* button_of(show::CheckVerdict verdict) {
  return verdict == show::CheckVerdict::yes ? "check-yes" : verdict == show::CheckVerdict::no ? "check-no" : "check-unsure";
}

}  // namespace

const show::CheckStatus& check_told(const Model& m) {
  return m.technician_told().check;
}

bool check_pattern_shown(const Model& m) {
  return m.status() && check_told(m).running && m.status()->pattern == check_told(m).question.pattern;
}

void start_check(Model& m, CommandSink& out, bool again) {
  if (!m.status()) return;
  const std::string where = again ? "check-again" : "check-start";
  if (check_told(m).running && !again && check_pattern_shown(m)) return;
  if (!sure_before_visitors(m, where)) return;
  m.act(out, where, {again ? "verify start again" : "verify start"});
}

void answer_check(Model& m, CommandSink& out, show::CheckVerdict verdict) {
  const show::CheckStatus& check = check_told(m);
  const std::string where = button_of(verdict);
  if (!check.running) return m.refuse(where, zh_or(m, "没有在检查", "no check runs"));
  if (!check_pattern_shown(m)) return m.refuse(where, zh_or(m, "图样不在墙上", "no pattern on the wall"));
  m.act(out, where, {show::to_text(show::Command{show::VerifyAnswer{check.question.id, verdict, check_note(m)}})});
}

void back_check(Model& m, CommandSink& out) {
  if (!check_told(m).running) return m.refuse("check-back", zh_or(m, "没有在检查", "no check runs"));
  if (check_told(m).number <= 1) return m.refuse("check-back", zh_or(m, "这是第一题", "this is the first"));
  m.act(out, "check-back", {"verify back"});
}

void leave_check(Model& m, CommandSink& out) {
  if (check_told(m).running)
    m.act(out, "check-stop", {"verify stop"});
  else
    m.technician.check_open = false;
}

std::string check_note(const Model& m) {
  const Technician& t = m.technician;
  return t.noted_question == check_told(m).question.id ? t.note : "";
}

void type_note(Model& m) {
  if (!check_told(m).running) return m.refuse("check-note", zh_or(m, "没有在检查", "no check runs"));
  m.technician.note_draft = check_note(m);
  m.technician.noted_question = check_told(m).question.id;
}

void keep_note(Model& m) {
  Technician& t = m.technician;
  t.note = t.note_draft.value_or("");
  t.note_draft.reset();
}

}  // namespace guangmu::console
