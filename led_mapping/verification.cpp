#include "led_mapping/verification.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace guangmu::led {

namespace {

std::string_view in(const BothLanguages& text, bool chinese) {
  return chinese ? text.zh : text.en;
}

}  // namespace

std::vector<VerifyStep> verify_steps() {
  std::vector<VerifyStep> out;
  for (const PatternInfo& p : pattern_table())
    for (const PatternQuestion& q : p.questions) out.push_back({&p, &q});
  return out;
}

std::string_view name_of(Verdict verdict) {
  return verdict == Verdict::yes ? "yes" : verdict == Verdict::no ? "no" : "skipped";
}

std::optional<Verdict> verdict_named(std::string_view name) {
  for (const Verdict v : {Verdict::yes, Verdict::no, Verdict::skipped})
    if (name_of(v) == name) return v;
  return std::nullopt;
}

const VerifyAnswer* VerifyRecord::find(std::string_view question) const {
  for (const VerifyAnswer& a : answers)
    if (a.question == question) return &a;
  return nullptr;
}

void VerifyRecord::put(VerifyAnswer answer) {
  std::erase_if(answers, [&](const VerifyAnswer& a) { return a.question == answer.question; });
  answers.push_back(std::move(answer));
}

std::vector<VerifyStep> open_steps(const VerifyRecord& record) {
  std::vector<VerifyStep> out = verify_steps();
  std::erase_if(out, [&](const VerifyStep& s) { return record.find(s.question->id) != nullptr; });
  return out;
}

std::optional<Typed> read_answer(std::string_view line) {
  const auto trim = [](std::string_view s) {
    const auto from = s.find_first_not_of(" \t\r");
    return from == std::string_view::npos ? std::string_view() : s.substr(from, s.find_last_not_of(" \t\r") - from + 1);
  };
  line = trim(line);
  const auto space = line.find_first_of(" \t");
  std::string word(line.substr(0, space));
  std::transform(word.begin(), word.end(), word.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  const std::string note(space == std::string_view::npos ? std::string_view() : trim(line.substr(space)));
  constexpr std::array<std::pair<std::string_view, Verdict>, 9> words{
      {{"y", Verdict::yes}, {"yes", Verdict::yes}, {"是", Verdict::yes},
       {"n", Verdict::no}, {"no", Verdict::no}, {"否", Verdict::no},
       {"s", Verdict::skipped}, {"skip", Verdict::skipped}, {"跳过", Verdict::skipped}}};
  for (const auto& [name, verdict] : words)
    if (word == name) return Typed{verdict, note};
  return std::nullopt;
}

bool passed(const VerifyRecord& record) {
  return open_steps(record).empty() && std::all_of(record.answers.begin(), record.answers.end(), [](const VerifyAnswer& a) {
           return a.verdict == Verdict::yes;
         });
}

std::string summary(const VerifyRecord& record, bool chinese) {
  int yes = 0, no = 0, skipped = 0;
  std::string todo;
  for (const VerifyStep& s : verify_steps()) {
    const VerifyAnswer* a = record.find(s.question->id);
    if (!a) continue;
    if (a->verdict == Verdict::yes) ++yes;
    if (a->verdict == Verdict::skipped) ++skipped;
    if (a->verdict != Verdict::no) continue;
    ++no;
    todo += fmt::format("\n  {}: {}{}\n    -> {}", s.pattern->name, in(s.question->ask, chinese),
                        a->note.empty() ? std::string() : chinese ? "（" + a->note + "）" : " (" + a->note + ")",
                        in(s.question->if_not, chinese));
  }
  const std::size_t open = open_steps(record).size();
  std::string out =
      chinese ? fmt::format("{}，{}，检查人 {}，{}：是 {}，否 {}，跳过 {}，未答 {}", record.wall, record.size_px, record.by,
                            record.begun, yes, no, skipped, open)
              : fmt::format("{}, {}, looked at by {}, {}: {} yes, {} no, {} skipped, {} open", record.wall, record.size_px,
                            record.by, record.begun, yes, no, skipped, open);
  if (!todo.empty()) out += (chinese ? "\n要处理：" : "\nto do:") + todo;
  if (passed(record)) out += chinese ? "\n全部通过" : "\nall is well";
  return out;
}

}  // namespace guangmu::led
