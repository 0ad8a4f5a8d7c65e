// The catalogue: each row can be reached, sentences stand within sentences, and nothing that a server says breaks it.
#include "words/words.h"

#include <curl/curl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

#include "kpi/fetch/fault_words.h"
#include "kpi/formats/payload.h"
#include "words/phrases.h"

namespace guangmu::words {
namespace {

using kpi::AuthKind, kpi::FailedTransfer, kpi::SourceSettings;

bool has_han(std::string_view text) {
  for (const char c : text)
    if (const auto byte = static_cast<unsigned char>(c); byte >= 0xE3 && byte <= 0xE9) return true;
  return false;
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
    EXPECT_FALSE(std::regex_search(chinese, std::regex("\\{[0-9]?\\}"))) << chinese;
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
      {"the platform answers 4029: \"调用过于频繁\"; expected 0000", "平台答 4029：“调用过于频繁”，应为 0000"},
      {"page 5: the platform answers 4029: \"it is empty; expected more\"; expected 0, 200", "第 5 页：平台答 4029：“it is empty; expected more”，应为 0, 200"},
      {"the platform answers \"20000\"; expected 0", "平台答“20000”，应为 0"},
      {"the platform gives no code at \"/code\"; expected 20000", "平台在“/code”处没有代码，应为 20000"},
      {"it answers, but its own time stands still at 2026-11-20T10:40:47+08:00", "来源照常回答，但它自己的时间停在 2026-11-20 10:40:47"},
      {"page 3: the name of a.example:80 is not known here; check url, the cable and the name server",
       "第 3 页：域名查不到：a.example:80；请查 url、网线和域名服务器"},
      {"HTTP 401: the platform asks for credentials; set auth of the source", "HTTP 401：平台要求登录；请设置来源的 auth"},
      {"row 2 (兰州): the relation rows (Sum) does not hold: the left side is 1000.5 and the right 3; expected a == b",
       "第 2 (兰州) 行：关系“rows”不成立：左边是 1,000.5，右边是 3，应有 a == b"},
      {"505.7 is 455.14 away from 50.56, more than the allowed 20; accept it if that is right", "505.7 与 50.56 差 455.14，最多 20"},
      {"users_total: nothing at /data/users", "users_total：/data/users 处什么也没有"},
      {"127.0.0.1:7440: it does not open a WebSocket", "127.0.0.1:7440：没有打开 WebSocket"},
      {"hall/wall.yaml:3:1: error: ports.count: the number 5; expected true or false", "hall/wall.yaml:3:1：ports.count：数 5，应为 true 或 false"},
      {"hall/timeline.yaml:3:1: error: text of e1: no typeface has the characters \"々\"; expected others in \"佐々木\"",
       "hall/timeline.yaml:3:1：e1 的正文：字体里没有“々”，请改写“佐々木”"},
      {"register 02000001 was set to 01 but reads 00", "寄存器 02000001 写入 01，读回却是 00"},
      {"the text \"null\" at /data/users; expected a number", "/data/users 处是文字“null”，应为数字"},
      {"state/history.db cannot be written (No space left on device); check free space and rights", "state/history.db 写不进（磁盘满了）；请查磁盘空间和权限"},
      {"head 2: expected the screen \"LED R\" on DP-2, found nothing plugged in; plug the cable in and switch the processor on: the picture comes back by itself",
       "头 2：DP-2 上应接屏“LED R”，却什么也没有接；请插好线并打开视频处理器，画面会自己回来"},
      {"head 1: HDMI-1 runs at 1920x1080, the head needs 3840x2160: its picture is cut; xrandr --output HDMI-1 --mode 3840x2160",
       "头 1：HDMI-1 现在是 1920x1080，头要 3840x2160，画面被裁；请用 xrandr --output HDMI-1 --mode 3840x2160"},
      {"video processor 192.168.0.10:5200: asking for its state: 192.168.0.10:5200 cannot be reached: Connection refused (tried 3 times); look at its cable, "
       "its power and the model in wall.yaml",
       "视频处理器 192.168.0.10:5200 没有回答：192.168.0.10:5200 连不上：对方拒绝连接（试了 3 次）；请查它的网线、电源和 wall.yaml 里的型号"},
      {"/srv/hall/tours/a.wav: cannot be read as sound: it has 6 channels; expected a WAV, FLAC or OGG file with one or two channels",
       "/srv/hall/tours/a.wav 不能当声音读：有 6 个声道；应为一或两个声道的 WAV、FLAC 或 OGG 文件"},
      {"/srv/state/journal.log: the journal cannot be written; check the folder and the space on the disk", "操作记录 /srv/state/journal.log 写不进；请查文件夹和磁盘空间"},
      {"hall/data.yaml:12:3: error: the key \"evry\" is not known here; did you mean \"every\"?", "hall/data.yaml:12:3：这里没有“evry”这个键；是不是“every”？"},
      {"hall/data.yaml:12:3: error: every: nothing; expected a time such as 250ms, 5s, 2min, 1h or a number of seconds",
       "hall/data.yaml:12:3：every：什么也没写，应为时长，如 250ms、5s、2min、1h 或秒数"},
      {"hall/wall.yaml:3:1: error: size_mm: 12 is out of range; expected a number, 100 to 90000 mm", "hall/wall.yaml:3:1：size_mm: 12 超出范围；应为 100 到 90,000 mm 的数字"},
      {"hall/data.yaml:9:5: error: auth.token: the secret file /etc/wall/token is open to others; expected it readable by its owner alone: chmod 600 /etc/wall/token",
       "hall/data.yaml:9:5：auth.token：密钥文件 /etc/wall/token 别人也能读；请执行 chmod 600 /etc/wall/token"},
      {"hall/data.yaml:30:5: error: metrics.share.formula: the formula cannot be read: at character 4: it ends; expected a number",
       "hall/data.yaml:30:5：metrics.share.formula：公式读不懂：第 4 字：到这里就完了，还应有数"},
      {"hall/data.yaml:12:3: error: words of a later wall", "hall/data.yaml:12:3：这里写错了（words of a later wall）"},
  };
  for (const auto& c : cases) EXPECT_EQ(in_chinese(c.english), c.chinese);
  for (const char* unknown : {"", "?", "{0}", "is away from", "2026-11-20T10:40:47+08:00", "a later wall's words: with a colon"})
    EXPECT_EQ(in_chinese(unknown), unknown);
}

TEST(Words, TakeAnyText) {
  std::string deep = "it is empty";
  for (int i = 0; i < 200; ++i) deep = "page 1: " + deep;
  EXPECT_FALSE(in_chinese(deep).empty());
  std::string many;
  for (int i = 0; i < 400; ++i) many += "the host says: it is away at noon; expected another (see there). ";
  EXPECT_FALSE(in_chinese(many).empty());
  EXPECT_FALSE(in_chinese(std::string(20'000, '"') + " at /a: x; expected a number").empty());
}

}  // namespace
}  // namespace guangmu::words
