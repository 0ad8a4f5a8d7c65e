#include "show/values/check.h"

#include <fmt/core.h>

#include <algorithm>

namespace guangmu::show {

const CheckAnswer* CheckRecord::find(std::string_view question) const {
  for (const CheckAnswer& a : answers)
    if (a.question == question) return &a;
  return nullptr;
}

void CheckRecord::put(CheckAnswer answer) {
  std::erase_if(answers, [&](const CheckAnswer& a) { return a.question == answer.question; });
  answers.push_back(std::move(answer));
}

std::vector<CheckQuestion> open_questions(const CheckRecord& record, const std::vector<CheckQuestion>& questions) {
  std::vector<CheckQuestion> open;
  for (const CheckQuestion& q : questions)
    if (record.find(q.id) == nullptr) open.push_back(q);
  return open;
}

CheckCount count(const CheckRecord& record, const std::vector<CheckQuestion>& questions) {
  CheckCount c;
  for (const CheckQuestion& q : questions) {
    const CheckAnswer* a = record.find(q.id);
    if (a == nullptr)
      ++c.open;
    else
      ++(a->verdict == CheckVerdict::yes ? c.yes : a->verdict == CheckVerdict::no ? c.no : c.unsure);
  }
  return c;
}

std::string summary(const CheckRecord& record, const std::vector<CheckQuestion>& questions, Language language) {
  const bool chinese = language == Language::zh;
  std::string todo;
  for (const CheckQuestion& q : questions) {
    const CheckAnswer* a = record.find(q.id);
    if (a == nullptr || a->verdict != CheckVerdict::no) continue;
    todo += fmt::format("\n  {}: {}{}\n    -> {}", q.pattern, q.ask.in(language),
                        a->note.empty() ? std::string() : chinese ? "（" + a->note + "）" : " (" + a->note + ")",
                        q.if_not.in(language));
  }
  const CheckCount c = count(record, questions);
  std::string out =
      chinese ? fmt::format("{}，{}，检查人 {}，{}：是 {}，否 {}，跳过 {}，未答 {}", record.wall, record.size_px, record.by,
                            record.begun, c.yes, c.no, c.unsure, c.open)
              : fmt::format("{}, {}, looked at by {}, {}: {} yes, {} no, {} skipped, {} open", record.wall, record.size_px,
                            record.by, record.begun, c.yes, c.no, c.unsure, c.open);
  if (!todo.empty()) out += (chinese ? "\n要处理：" : "\nto do:") + todo;
  if (c.passed()) out += chinese ? "\n全部通过" : "\nall is well";
  return out;
}

}  // namespace guangmu::show
