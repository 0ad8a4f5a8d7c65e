#include "show/check.h"

#include <fmt/core.h>

#include <algorithm>

#include "show/commands.h"

namespace guangmu::show {
namespace {

using Questions = std::vector<CheckQuestion>;

Verdict refused(std::string reason) {
  return {Outcome::refused, std::move(reason), {}};
}
Verdict ignored(std::string reason) {
  return {Outcome::ignored, std::move(reason), {}};
}

Questions::const_iterator place_of(const Questions& questions, const std::string& id) {
  return std::find_if(questions.begin(), questions.end(), [&](const CheckQuestion& q) { return q.id == id; });
}

void ask(State& s, const CheckQuestion& question) {
  s.check.running = true;
  s.check.question = question.id;
  s.pattern = question.pattern;
}

void end(State& s, const Questions& questions) {
  const auto asked = place_of(questions, s.check.question);
  if (asked != questions.end() && s.pattern == asked->pattern) {
    s.pattern.clear();
    s.stands_since = s.show_s;
  }
  s.check.running = false;
  s.check.question.clear();
}

// What a check needs before it can ask anything.
std::string why_not(const State& s, const CheckSetup& setup) {
  if (!setup.why_not.empty()) return setup.why_not;
  if (setup.questions.empty()) return "this wall has no patterns to ask about";
  return s.emergency.empty() ? "" : "an emergency text stands on the wall; end it by `emergency off`";
}

Verdict start(State& s, const CheckSetup& setup, const World& w, bool again, const std::string& by, const std::string& at) {
  Check& c = s.check;
  if (const std::string why = why_not(s, setup); !why.empty()) return refused(why);
  if (c.running && !again) {
    const auto asked = place_of(setup.questions, c.question);
    if (s.pattern == asked->pattern) return ignored("the check is under way");
    ask(s, *asked);  // somebody took the pattern off
    return {};
  }
  const Questions open = open_questions(c.record, setup.questions);
  if (c.record.begun.empty() || open.empty() || again) {
    if (c.record.begun == at) return refused("a check began in this very second; start the next one later");
    const LocalText& title = w.setup.exhibit.title;
    c.record = {title.in(s.language).empty() ? w.setup.exhibit.id : title.in(s.language), setup.size_px, by, at, "", {}};
    ask(s, setup.questions.front());
  } else {
    ask(s, open.front());
  }
  return {};
}

Verdict back(State& s, const Questions& questions) {
  const auto asked = place_of(questions, s.check.question);
  if (asked == questions.begin()) return ignored("this is the first question");
  ask(s, *std::prev(asked));
  return {};
}

}  // namespace

Verdict apply_check(State& s, const World& w, const VerifyControl& command, const std::string& by, const std::string& at) {
  const CheckSetup& setup = w.setup.check;
  if (command.action == VerifyAction::start || command.action == VerifyAction::again)
    return start(s, setup, w, command.action == VerifyAction::again, by, at);
  if (!s.check.running)
    return command.action == VerifyAction::stop ? ignored("no check is under way")
                                                : refused("no check is under way; begin one by `verify start`");
  if (command.action == VerifyAction::back) return back(s, setup.questions);
  end(s, setup.questions);
  return {};
}

Verdict apply_check(State& s, const World& w, const VerifyAnswer& command, const std::string& at) {
  const Questions& questions = w.setup.check.questions;
  Check& c = s.check;
  if (place_of(questions, command.question) == questions.end())
    return refused(fmt::format("there is no question {}{}", command.question,
                               c.running ? "; the check asks " + c.question : ""));
  if (!c.running) return refused("no check is under way; begin one by `verify start`");
  if (command.question != c.question) {
    if (c.record.find(command.question) != nullptr) return ignored("answered already; `verify back` asks it again");
    return refused(fmt::format("the check asks {} now", c.question));
  }
  const auto asked = place_of(questions, c.question);
  if (!s.emergency.empty()) return refused("an emergency text stands on the wall; end it by `emergency off`");
  if (s.pattern != asked->pattern)
    return refused(fmt::format("the pattern {} does not stand on the wall any more; `verify start` brings it back",
                               asked->pattern));
  c.record.put({command.question, command.verdict, command.note, at});
  const Questions open = open_questions(c.record, questions);
  c.record.finished = open.empty() ? at : "";
  if (open.empty()) {
    end(s, questions);
    return {};
  }
  // The next one without an answer; after the last of them those that were left out before.
  const auto next = std::find_if(asked + 1, questions.end(),
                                 [&](const CheckQuestion& q) { return c.record.find(q.id) == nullptr; });
  ask(s, next == questions.end() ? open.front() : *next);
  return {};
}

void describe_check(const State& s, const World& w, CheckStatus& status) {
  const CheckSetup& setup = w.setup.check;
  const Check& c = s.check;
  status = {};
  status.reason = setup.why_not;
  status.available = setup.why_not.empty() && !setup.questions.empty();
  status.running = c.running;
  status.of = static_cast<int>(setup.questions.size());
  if (const auto asked = place_of(setup.questions, c.question); c.running && asked != setup.questions.end()) {
    status.question = *asked;
    status.number = static_cast<int>(asked - setup.questions.begin()) + 1;
  }
  if (c.record.begun.empty()) return;
  const CheckCount counted = count(c.record, setup.questions);
  status.by = c.record.by;
  status.begun = c.record.begun;
  status.finished = c.record.finished;
  status.passed = counted.passed();
  status.yes = counted.yes;
  status.no = counted.no;
  status.unsure = counted.unsure;
  status.answers = c.record.answers;
  for (const CheckQuestion& q : setup.questions) {
    const CheckAnswer* a = c.record.find(q.id);
    if (a == nullptr)
      status.open.push_back(q.id);
    else if (a->verdict == CheckVerdict::no)
      status.todo.push_back({q, a->note});
  }
}

}  // namespace guangmu::show
