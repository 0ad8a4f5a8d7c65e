// Every sentence of faults, refusals and checks has its Chinese: the sentences are read out of the sources themselves, so that
// a new one without words fails here.
#include "words/words.h"

#include <curl/curl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include "kpi/fetch/fault_words.h"
#include "kpi/formats/payload.h"
#include "words/phrases.h"

namespace guangmu::words {
namespace {

namespace fs = std::filesystem;
using kpi::AuthKind, kpi::FailedTransfer, kpi::SourceSettings;

bool has_han(std::string_view text) {
  for (const char c : text)
    if (const auto byte = static_cast<unsigned char>(c); byte >= 0xE3 && byte <= 0xE9) return true;
  return false;
}

// Files whose sentences reach an operator, and what of them does not.
constexpr const char* speaking[] = {"entry", "explain", "figure_store", "formats/amount", "formats/amount_text", "formats/charset", "formats/csv",
                                    "formats/json", "formats/lists", "formats/number_words", "formats/payload", "formats/prometheus", "formats/rows",
                                    "formats/select", "formulas/expression", "formulas/relation", "history/file", "history/history", "judge",
                                    "ledger", "ledger_derive", "recording/recorder", "ties"};
// Told when data.yaml is read or in the log, or said to a programmer: never as a fault or a refusal.
constexpr const char* elsewhere[] = {
    "is no JSONPath that can be read here; {}", "is no JSON Pointer; expected steps with / before each, e.g. /data/users/total, or a JSONPath beginning with $",
    "is no place in a row; expected ~name, ~value or ~index behind ~", "is empty; expected a key", "\"{}\" is no JSONPath: {}", "there is no source \"{}\"",
    "it compares nothing; expected two sides with ==, <=, >=, < or > between them", "!= says nothing that could be checked; expected ==, <=, >=, < or >",
    "==, <=, >=, < or >", "an operator (+ - * / ^) or the end", "it names no figure; expected the id of at least one", "compared with",
    "{} was damaged ({}) and was set aside as {}; a new one is begun", "{} is damaged ({}) and cannot be set aside ({})", "set aside",
    "Expire date:",  // what curl calls it
    "the clock of this machine jumped by {} s; readings keep the times they got", "{}: {} records were dropped", "it is no file of recordings",
    "{}: {} records were left out because the disk is too slow", "; recording goes on there",
    "{}: the recording cannot be written; check that the folder is there and may be written", "; name another file with --record",
    "{}: this recording is of the exhibit {}, not of {}; name another file with --record",
    "<!doctype html", "subject name", "does not match"};

// The texts of a C++ file, neighbours joined, comments and #include left out.
std::vector<std::string> texts_of(const fs::path& path) {
  std::ifstream in(path);
  EXPECT_TRUE(in.is_open()) << path;
  std::stringstream whole;
  whole << in.rdbuf();
  const std::string code = std::regex_replace(whole.str(), std::regex("#include[^\n]*"), "");
  std::vector<std::string> texts;
  bool joins = false;
  for (std::size_t i = 0; i < code.size();) {
    if (code.compare(i, 2, "//") == 0) {
      i = std::min(code.find('\n', i), code.size());
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

TEST(Words, EverySentenceOfTheSourcesHasItsChinese) {
  const fs::path room = fs::path(GUANGMU_SOURCE_DIR) / "kpi";
  std::vector<fs::path> files;
  for (const char* name : speaking) files.push_back(room / (std::string(name) + ".cpp"));
  for (const auto& entry : fs::directory_iterator(room / "fetch"))
    if (entry.path().extension() == ".cpp") files.push_back(entry.path());
  std::size_t sentences = 0;
  for (const fs::path& file : files)
    for (const std::string& text : texts_of(file)) {
      const std::string said = std::regex_replace(text, std::regex("\\{:[^}]*\\}"), "{}");
      if (!is_sentence(said) || std::ranges::find(elsewhere, said) != std::end(elsewhere)) continue;
      ++sentences;
      const std::string filled_in = std::regex_replace(said, std::regex("\\{\\}"), "7");
      EXPECT_TRUE(is_part(said) || has_chinese(filled_in))
          << file.filename() << ": \"" << said << "\" has no row in words/phrases_*.cpp";
    }
  EXPECT_GT(sentences, 150u);  // they were found at all
}

TEST(Words, EachRowIsReachedAndSaysSomethingElse) {
  for (const Phrase& phrase : phrases()) {
    if (phrase.joins) continue;
    std::string english;
    std::vector<std::string> words;
    for (std::size_t i = 0; i < phrase.english.size(); ++i) {
      if (phrase.english.compare(i, 2, "{}") != 0) {
        english += phrase.english[i];
        continue;
      }
      words.push_back("w" + std::to_string(words.size()) + "w");
      english += words.back();
      ++i;
    }
    const std::string chinese = in_chinese(english);
    EXPECT_EQ(chinese, filled(phrase.chinese, words)) << phrase.english;
    EXPECT_NE(chinese, english);
    EXPECT_TRUE(phrase.chinese == "{0}" || has_han(chinese)) << phrase.english;
    EXPECT_EQ(chinese.find('{'), phrase.chinese.find("{…}") == std::string_view::npos ? std::string::npos : chinese.find("{…}")) << chinese;
  }
}

TEST(Words, EveryFaultOfTheNetworkSpeaksChinese) {
  const std::regex left_over("\\b(the|is|it|not|of|no|has|does|check|expected)\\b");
  SourceSettings source;
  source.url = "https://platform.example/kpi";
  source.tls = {"/etc/ca.pem", "/etc/wall.pem", "/etc/wall.key", ""};
  const auto speaks = [&](const std::string& fault) {
    const std::string chinese = in_chinese(fault);
    EXPECT_NE(chinese, fault);
    EXPECT_TRUE(has_han(chinese)) << fault;
    EXPECT_FALSE(std::regex_search(chinese, left_over)) << fault << "\n" << chinese;
  };
  for (int code = 1; code < CURL_LAST; ++code)
    for (const bool connected : {false, true})
      for (const bool big : {false, true}) {
        FailedTransfer t;
        t.code = code;
        t.url = source.url;
        t.detail = "XYZ";
        t.connected = connected;
        t.head_too_big = big;
        t.bytes = connected ? 100 : 0;
        speaks(kpi::transfer_in_words(t, source));
      }
  for (long verify = 0; verify < 100; ++verify)
    for (const char* ca : {"", "/etc/ca.pem"}) {
      FailedTransfer t;
      t.code = CURLE_PEER_FAILED_VERIFICATION;
      t.url = source.url;
      t.verify_result = verify;
      t.detail = verify == 0 ? "certificate subject name 'a' does not match target host name 'b'" : "XYZ";
      source.tls.ca = ca;
      speaks(kpi::transfer_in_words(t, source));
    }
  for (const AuthKind kind : {AuthKind::none, AuthKind::basic, AuthKind::bearer, AuthKind::oauth2, AuthKind::hmac})
    for (long status = 100; status < 600; ++status) {
      source.auth.kind = kind;
      speaks(kpi::status_in_words(status, source));
    }
  speaks(kpi::web_page_in_words(source.url));
  speaks(kpi::away_in_words("http://10.0.0.1/login"));
}

TEST(Words, SentencesStandWithinSentences) {
  const struct {
    const char *english, *chinese;
  } cases[] = {
      {"the answer is no acceptable JSON: byte 12: it ends in the middle", "回答不是合格的 JSON：第 12 字节：中途断了"},
      {"the text \"12 at 5\" at /data/users; expected a number", "/data/users 处是文字“12 at 5”，应为数字"},
      {"the text \"2026\" at /data/users; expected a number", "/data/users 处是文字“2026”，应为数字"},
      {"page 3: the name of a.example:80 is not known here; check url, the cable and the name server",
       "第 3 页：域名查不到：a.example:80；请查 url、网线和域名服务器"},
      {"HTTP 401: the platform asks for credentials; set auth of the source", "HTTP 401：平台要求登录；请设置来源的 auth"},
      {"row 2 (兰州): the relation rows (Sum) does not hold: the left side is 1000.5 and the right 3; expected a == b",
       "第 2 (兰州) 行：关系“rows”不成立：左边是 1,000.5，右边是 3，应有 a == b"},
      {"505.7 is 455.14 away from 50.56, more than the allowed 20; accept it if that is right", "505.7 与 50.56 差 455.14，最多 20"},
      {"users_total: nothing at /data/users", "users_total：/data/users 处什么也没有"},
      {"127.0.0.1:7440: it does not open a WebSocket", "127.0.0.1:7440：没有打开 WebSocket"},
  };
  for (const auto& c : cases) EXPECT_EQ(in_chinese(c.english), c.chinese);
  for (const char* unknown : {"", "?", "{0}", "is away from", "2026-11-20T10:40:47+08:00", "a later wall's words: with a colon"})
    EXPECT_EQ(in_chinese(unknown), unknown);
}

TEST(Words, TakeAnyText) {
  std::string deep = "it is empty";
  for (int i = 0; i < 200; ++i) deep = "page 1: " + deep;
  EXPECT_FALSE(in_chinese(deep).empty());
  EXPECT_FALSE(in_chinese(std::string(20'000, '"') + " at /a: x; expected a number").empty());
}

}  // namespace
}  // namespace guangmu::words
