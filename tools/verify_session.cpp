#include "tools/verify_session.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <istream>
#include <ostream>

#include "store/verifications.h"

namespace guangmu::tools {

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
  constexpr std::array<std::pair<std::string_view, show::CheckVerdict>, 9> words{
      {{"y", show::CheckVerdict::yes}, {"yes", show::CheckVerdict::yes}, {"是", show::CheckVerdict::yes},
       {"n", show::CheckVerdict::no}, {"no", show::CheckVerdict::no}, {"否", show::CheckVerdict::no},
       {"s", show::CheckVerdict::unsure}, {"skip", show::CheckVerdict::unsure}, {"跳过", show::CheckVerdict::unsure}}};
  for (const auto& [name, verdict] : words)
    if (word == name) return Typed{verdict, note};
  return std::nullopt;
}

Result<void> sit(VerifySitting& sitting, std::istream& in, std::ostream& out) {
  const bool zh = sitting.language == Language::zh;
  const auto text = [&](const LocalText& both) -> const std::string& { return both.in(sitting.language); };
  out << (zh ? "回答 y 是、n 否、s 跳过，后面可写备注；q 停下，下次接着问\n"
             : "answer y, n or s (skip), a note may follow; q stops, and the next time goes on from here\n");
  std::string shown;
  const auto back = [&] { return shown.empty() ? Result<void>() : sitting.send("pattern off"); };
  const auto open = show::open_questions(sitting.record, sitting.questions);
  for (std::size_t i = 0; i < open.size(); ++i) {
    const show::CheckQuestion& question = open[i];
    if (shown != question.pattern) {
      if (const auto sent = sitting.send(fmt::format("pattern {}", question.pattern)); !sent) return sent;
      shown = question.pattern;
      out << fmt::format("\n[{}] {}\n", question.pattern, text(question.purpose));
    }
    std::optional<Typed> typed;
    while (!typed) {
      out << fmt::format("({}/{}) {} [y/n/s/q] ", i + 1, open.size(), text(question.ask)) << std::flush;
      std::string line;
      if (!std::getline(in, line) || line == "q" || line == "Q") {
        out << "\n";
        return back();
      }
      typed = read_answer(line);
      if (!typed) out << (zh ? "请回答 y、n、s 或 q\n" : "expected y, n, s or q\n");
    }
    if (typed->verdict == show::CheckVerdict::no) out << "  -> " << text(question.if_not) << "\n";
    sitting.record.put({question.id, typed->verdict, typed->note, sitting.time()});
    if (show::open_questions(sitting.record, sitting.questions).empty()) sitting.record.finished = sitting.time();
    if (const auto kept = store::keep_verification(sitting.state_folder, sitting.record); !kept) {
      (void)back();
      return kept;
    }
  }
  return back();
}

}  // namespace guangmu::tools
