// Every sentence that can become a fault, an advice, a refusal or a check has its Chinese: the sentences are read out of the
// sources themselves, so that a new one without words fails here.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "words/phrases.h"
#include "words/words.h"

namespace guangmu::words {
namespace {

namespace fs = std::filesystem;

// Files whose sentences reach an operator; a folder stands for its .cpp files.
constexpr const char* speaking[] = {
    // figures
    "kpi/entry.cpp", "kpi/explain.cpp", "kpi/fetch", "kpi/figure_store.cpp", "kpi/formats/amount.cpp", "kpi/formats/amount_text.cpp",
    "kpi/formats/charset.cpp", "kpi/formats/csv.cpp", "kpi/formats/json.cpp", "kpi/formats/json_path.cpp", "kpi/formats/lists.cpp",
    "kpi/formats/number_words.cpp", "kpi/formats/payload.cpp", "kpi/formats/prometheus.cpp", "kpi/formats/rows.cpp", "kpi/formats/select.cpp",
    "kpi/formulas", "kpi/history/file.cpp", "kpi/history/history.cpp", "kpi/judge.cpp", "kpi/ledger.cpp", "kpi/ledger_derive.cpp",
    "kpi/recording/recorder.cpp", "kpi/ties.cpp",
    // the wall and its hall
    "app/alarm_keeper.cpp", "app/fault_book.cpp", "app/profile_keeper.cpp", "app/rehearsal.cpp", "app/wall_heads.cpp", "app/wall_status.cpp",
    "audio", "devices", "led_mapping/edid_read.cpp", "stage/profiles.cpp", "store",
    // files, and the colours kept in them
    "config/exhibit.cpp", "config/filled_in.cpp", "config/reader.h", "config/reading.cpp", "config/secret_file_linux.cpp",
    "config/secret_file_windows.cpp", "config/yaml.cpp", "kpi/settings.cpp", "kpi/source_settings.cpp", "led_mapping/colour_model.cpp",
    "led_mapping/pixel_correction.cpp", "led_mapping/profile.cpp", "led_mapping/settings.cpp", "scenes/timeline_settings.cpp", "stage/names.cpp"};

// Files of which only complaints reach an operator, not the help.
constexpr const char* complaining[] = {"config/exhibit_settings.h", "config/hall_settings.h", "led_mapping/power.cpp", "led_mapping/processor_settings.h",
                                       "scenes/area.h", "scenes/circles.h", "scenes/grades.h", "scenes/list.h", "scenes/ratios.h", "scenes/ridge.h",
                                       "scenes/rows.h", "scenes/settings.h", "scenes/timeline_settings.h", "show/settings.h", "show/tour_settings.h"};

struct Elsewhere {
  const char* file;
  std::vector<const char*> texts;
};
// What of them is never a fault, an advice, a refusal or a check, and why.
const Elsewhere elsewhere[] = {
    // Only in the log.
    {"app/wall_heads.cpp", {"none of the heads' screens is there; the wall waits for them out of sight (--size gives a window)",
                            "none of the heads' screens is there; the wall waits for them out of sight",
                            "the wall's window is at {},{} {}x{}, {} of {} heads have their picture", "{} has its picture back: {}x{} at {},{}"}},
    {"audio/output.cpp", {"; the show runs without sound and keeps looking", "sound plays on {}, latency {} ms",
                          "sound device {} is lost: {}; the show runs on without sound, tried again in {} s"}},
    {"devices/display_watch_linux.cpp", {"nothing is plugged into {}", "{} offers no mode of {}x{}; add one: guangmu led signal --modeline",
                                         "the graphics card has no picture left for {}; switch another output off",
                                         "{} does not take {}x{} at {},{} (XRandR status {})"}},
    {"devices/webhook.cpp", {"too many messages wait; the oldest, to {}, is dropped, as are more to come", "{}: {}; tried again",
                             "{}: a message is given up: {}"}},
    {"kpi/", {"{} was damaged ({}) and was set aside as {}; a new one is begun"}},
    {"kpi/history/history.cpp", {"{} is damaged ({}) and cannot be set aside ({})",
                                 "the clock of this machine jumped by {} s; readings keep the times they got"}},
    // Warnings of a file: at the start, in the log.
    {"config/exhibit.cpp", {"is not read; "}},
    {"kpi/formulas/formula_check.cpp", {"unit \"%\" means a ratio, which the wall shows times 100 already; remove * 100"}},
    {"kpi/settings.cpp", {"nothing is read from this source"}},
    {"led_mapping/profile.cpp", {"a correction for every pixel is named too and takes the place of this one"}},
    {"led_mapping/settings.cpp", {"{} heads: a graphics card with {} outputs has none left for the console, which then runs on another machine or a tablet"}},
    {"stage/names.cpp", {"\"{}\" is not declared in data.yaml; the widget shows its empty state",
                         "the tour \"{}\" has no narration and runs silently; make it with `guangmu narrate`"}},
    // Why the wall, or another command of the command line, does not begin.
    {"app/rehearsal.cpp", {"--speed {}: expected a number above 0, at most 10000"}},
    {"app/wall_heads.cpp", {"; or use --size for a window"}},
    {"devices/processor_wish.cpp", {"brightness {} of the processor: expected a number from 0 to 1", "the processor has no input {}; expected one of: {}",
                                    "the processor has no pattern {}; expected off or one of: {}", "freeze on", "black on", "black and freeze off",
                                    "\"{}\" is nothing a processor can be asked; expected brightness 0..1, input NAME, freeze on|off, black on|off or "
                                    "pattern NAME|off"}},
    {"kpi/recording/recorder.cpp", {"{}: the recording cannot be written; check that the folder is there and may be written",
                                    "{}: this recording is of the exhibit {}, not of {}; name another file with --record",
                                    "; name another file with --record", "; recording goes on there"}},
    // Told in Chinese where it is made, with the name that people know.
    {"app/wall_status.cpp", {"source {}: {}; the wall shows the last good figures with their age", "{}: a reading was refused: {}"}},
    // What others say, recognised and told in words of ours.
    {"config/yaml.cpp", {"illegal map value", "end of map not found", "end of sequence not found", "end of map flow not found",
                         "end of sequence flow not found", "illegal EOF in scalar", "illegal document indicator in scalar", "unknown escape character",
                         "the referenced anchor is not defined", "unknown token"}},
    {"kpi/fetch/fault_words.cpp", {"<!doctype html", "does not match", "subject name"}},
    {"kpi/fetch/transfer.cpp", {"Expire date:"}},
    {"kpi/formats/payload.cpp", {"<!doctype html"}},
    // To whoever writes the program.
    {"config/reader.h", {"a member type that base/fields.h does not name"}},
};

// Sentences of which a {} takes one of a few words of ours: each as it is said.
const std::pair<const char*, std::vector<const char*>> spelled_out[] = {
    {"no sound device with \"{}\" in its name found{}", {"no sound device with \"7\" in its name found", "no sound device with \"7\" in its name found; 7: 7"}},
    {"no {}answer within {} s", {"no answer within 7 s", "no undamaged answer within 7 s"}},
    {"the video processor {}:{}", {"the video processor 7:7 is set to black"}},
    {"at least {}{}", {"expected a number, at least 7 s"}},
    {"at most {}{}", {"expected a number, at most 7 s"}},
    {"the control character 0x{}; expected text", {"the control character 0x07; expected text"}},
    {"{} at {}; expected a number{}", {"null at /7; expected a number", "null at /7; expected a number (set reads: text for numbers in texts)"}},
    {"\"{}\" is no JSONPath: {}", {"\"7\" is no JSONPath: column 7: expected $"}},
    {"\"{}{}\" is no number; expected plain digits without a unit (12000 for 1.2万, 0.05 for 5%); lengths of time stand only where a period is asked for",
     {"\"7x\" is no number; expected plain digits without a unit (12000 for 1.2万, 0.05 for 5%); lengths of time stand only where a period is asked for"}},
    {"the {} adds up \"{}\", which is no column of {}; expected one of: {}",
     {"the formula adds up \"7\", which is no column of 7; expected one of: 7", "the relation adds up \"7\", which is no column of 7; expected one of: 7"}},
    {"the {} asks for the health of \"{}\", which is no source and no metric; expected one of: {}, {}",
     {"the formula asks for the health of \"7\", which is no source and no metric; expected one of: 7, 7",
      "the relation asks for the health of \"7\", which is no source and no metric; expected one of: 7, 7"}},
    {"the {} names \"{}\", which is no metric; expected one of: {}",
     {"the formula names \"7\", which is no metric; expected one of: 7", "the relation names \"7\", which is no metric; expected one of: 7"}},
    {"the {} names \"{}\", which is no table; expected one of: {}",
     {"the formula names \"7\", which is no table; expected one of: 7", "the relation names \"7\", which is no table; expected one of: 7"}},
    {"{}source or history", {"a curve of history is read nowhere; remove source or history"}},
    {"\"{}\" is no address; expected {}", {"\"7\" is no address; expected http:// or https://", "\"7\" is no address; expected ws:// or wss:// (push: websocket)"}},
    {"row {} sums to {}: white would leave its {} LEDs dark; expected a sum above 0",
     {"row 7 sums to 0: white would leave its red LEDs dark; expected a sum above 0", "row 7 sums to 0: white would leave its green LEDs dark; expected a sum above 0",
      "row 7 sums to 0: white would leave its blue LEDs dark; expected a sum above 0"}},
    {"a module {} mm {} with {} px has a pitch of {} mm, not {}",
     {"a module 7 mm wide with 7 px has a pitch of 7 mm, not 7", "a module 7 mm high with 7 px has a pitch of 7 mm, not 7"}},
    {"{} mm {} is {} modules of {} mm; expected a whole number of modules",
     {"7 mm wide is 7 modules of 7 mm; expected a whole number of modules", "7 mm high is 7 modules of 7 mm; expected a whole number of modules"}},
    {"connector {} names {}; expected either module or in_card_px",
     {"connector 7 names module and in_card_px; expected either module or in_card_px", "connector 7 names no module; expected either module or in_card_px"}},
    {"{} cannot be {} {}",
     {"户 cannot be added to 元; expected figures of one unit", "元 cannot be subtracted from 户; expected figures of one unit",
      "万元 cannot be compared with 元; declare both figures in one unit, or write in(…, 元) around one of them",
      "万元 cannot be chosen beside 元; declare both figures in one unit, or write in(…, 元) around one of them"}},
    {"there is no {} \"{}\"; {}",
     {"there is no scene \"7\"; expected one of: 7", "there is no tour \"7\"; did you mean \"7\"?", "there is no event of timeline.yaml \"7\"; expected one of: 7"}},
};

// The texts of C++, neighbours joined, comments and #include left out.
std::vector<std::string> texts_of(std::string code) {
  code = std::regex_replace(code, std::regex("#include[^\n]*"), "");
  std::vector<std::string> texts;
  bool joins = false;
  for (std::size_t i = 0; i < code.size();) {
    if (code.compare(i, 2, "//") == 0) {
      i = std::min(code.find('\n', i), code.size());
    } else if (code[i] == '\'' && i > 0 && std::isalnum(static_cast<unsigned char>(code[i - 1]))) {
      ++i;  // 12'000
    } else if (code[i] == '\'') {
      i += code[i + 1] == '\\' ? 4 : 3;
    } else if (code[i] == '"') {
      std::string text;
      for (++i; i < code.size() && code[i] != '"'; ++i) {
        if (code[i] != '\\') text += code[i];
        else if (code[++i] == 'x') i += 2, text += '?';
        else text += code[i] == 'n' ? '\n' : code[i];
      }
      ++i;
      if (joins) texts.back() += text;
      else texts.push_back(text);
      joins = true;
    } else {
      if (!std::isspace(static_cast<unsigned char>(code[i]))) joins = false;
      ++i;
    }
  }
  return texts;
}

std::string code_of(const fs::path& path) {
  std::ifstream in(path);
  EXPECT_TRUE(in.is_open()) << path;
  std::stringstream whole;
  whole << in.rdbuf();
  return whole.str();
}

// What stands in c.at(…): the complaints of a struct that describes settings.
std::string complaints_in(const std::string& code) {
  std::string out;
  for (std::size_t at = code.find("c.at("); at != std::string::npos; at = code.find("c.at(", at + 1)) out += code.substr(at, code.find(");\n", at) - at) + ";\n";
  return out;
}

// Some words of English that are not SQL.
bool is_sentence(const std::string& text) {
  static const std::regex words("[a-z]{2,} [a-z]{1,}"), sql("^(SELECT|INSERT|PRAGMA|CREATE|DELETE|UPDATE|BEGIN| ON CONFLICT|DROP|ALTER)"),
      alone("^[^ ]* ?$");
  return std::regex_search(text, words) && !std::regex_search(text, sql) && !std::regex_match(text, alone);
}

bool is_part(const std::string& text) {
  for (const Phrase& phrase : phrases())
    if (phrase.english.find(text) != std::string_view::npos) return true;
  return false;
}

// In Chinese as a whole: not only the start or the end of a sentence that a general row takes for something else.
bool is_chinese(const std::string& said) {
  if (!chinese_of(said)) return false;
  const std::string chinese = in_chinese(said);
  static const std::regex left_over("[A-Za-z]+ [a-z]{2,}|\\b(the|is|it|not|of|no|has|does|check|expected|and|at|to)\\b");
  for (auto it = std::sregex_iterator(chinese.begin(), chinese.end(), left_over); it != std::sregex_iterator(); ++it)
    // As in a command or a key that a row gives in Latin letters.
    if (std::ranges::none_of(phrases(), [&](const Phrase& row) { return row.chinese.find(it->str()) != std::string_view::npos; })) return false;
  return true;
}

TEST(Words, EverySentenceOfTheSourcesHasItsChinese) {
  const fs::path root = GUANGMU_SOURCE_DIR;
  std::size_t sentences = 0;
  std::set<std::string> excused;
  const auto look_at = [&](const fs::path& file, const std::string& code) {
    const std::string name = file.lexically_relative(root).string();
    for (const std::string& text : texts_of(code)) {
      const std::string said = std::regex_replace(text, std::regex("\\{:[^}]*\\}"), "{}");
      if (!is_sentence(said)) continue;
      bool out = false;
      for (const Elsewhere& each : elsewhere)
        if (name.starts_with(each.file) && std::ranges::find(each.texts, said) != each.texts.end()) out = excused.insert(each.file + said).second || true;
      if (out) continue;
      ++sentences;
      if (const auto spelled = std::ranges::find(spelled_out, said, [](const auto& each) { return std::string(each.first); });
          spelled != std::end(spelled_out)) {
        for (const char* each : spelled->second) EXPECT_TRUE(is_chinese(each)) << name << ": \"" << each << "\": " << in_chinese(each);
        continue;
      }
      EXPECT_TRUE(is_part(said) || is_chinese(std::regex_replace(said, std::regex("\\{\\}"), "7")))
          << name << ": \"" << said << "\" has no row in words/phrases_*.cpp";
    }
  };
  for (const fs::path name : speaking) {
    if (!fs::is_directory(root / name)) {
      look_at(root / name, code_of(root / name));
      continue;
    }
    for (const auto& entry : fs::directory_iterator(root / name))
      if (entry.path().extension() == ".cpp") look_at(entry.path(), code_of(entry.path()));
  }
  for (const fs::path name : complaining) look_at(root / name, complaints_in(code_of(root / name)));
  EXPECT_GT(sentences, 500u);  // they were found at all
  for (const Elsewhere& each : elsewhere)
    for (const char* text : each.texts) EXPECT_TRUE(excused.contains(each.file + std::string(text))) << each.file << " says no more: " << text;
}

}  // namespace
}  // namespace guangmu::words
