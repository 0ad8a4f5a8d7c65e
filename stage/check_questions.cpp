#include "stage/check_questions.h"

#include "led_mapping/pattern_table.h"

namespace guangmu::stage {

std::vector<show::CheckQuestion> check_questions() {
  const auto text = [](const led::BothLanguages& both) { return LocalText{std::string(both.zh), std::string(both.en)}; };
  std::vector<show::CheckQuestion> questions;
  for (const led::PatternInfo& p : led::pattern_table())
    for (const led::PatternQuestion& q : p.questions)
      questions.push_back({std::string(q.id), std::string(p.name), text(p.purpose), text(q.ask), text(q.if_not)});
  return questions;
}

}  // namespace guangmu::stage
