#include "kpi/formats/payload.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kpi/formats/charset.h"

namespace guangmu::kpi {
namespace {

using testing::HasSubstr;

SourceSettings of(PayloadFormat format, Charset charset = Charset::automatic) {
  SourceSettings s;
  s.url = "http://127.0.0.1:1/";
  s.format = format;
  s.charset = charset;
  return s;
}

const std::string utf8 = R"({"名称":"兰州新区","值":12.5})";
// The same in GBK.
const std::string gbk =
    "{\"\xc3\xfb\xb3\xc6\":\"\xc0\xbc\xd6\xdd\xd0\xc2\xc7\xf8\",\"\xd6\xb5\":12.5}";

TEST(Payload, takes_the_charset_that_is_said) {
  std::string utf16 = "\xff\xfe", utf16be = "\xfe\xff";
  for (const char c : std::string(R"({"a":"x"})")) {
    utf16 += {c, '\0'};
    utf16be += {'\0', c};
  }
  const struct {
    const char* name;
    std::string bytes;
    Charset charset;
    const char *content_type, *expected;
  } cases[] = {
      {"plain", utf8, Charset::automatic, "", utf8.c_str()},
      {"said by the server", utf8, Charset::automatic, "application/json; charset=UTF-8", utf8.c_str()},
      {"mark", "\xef\xbb\xbf" + utf8, Charset::automatic, "", utf8.c_str()},
      {"the mark rules", "\xef\xbb\xbf" + utf8, Charset::gb18030, "text/plain; charset=gbk", utf8.c_str()},
      {"gbk declared", gbk, Charset::gb18030, "", utf8.c_str()},
      {"gbk said by the server", gbk, Charset::automatic, "application/json;charset=\"GBK\"", utf8.c_str()},
      {"gb2312", gbk, Charset::automatic, "text/html; charset=gb2312", utf8.c_str()},
      {"declaration before server", gbk, Charset::gb18030, "application/json; charset=utf-8", utf8.c_str()},
      {"ascii whatever it is called", "[1]", Charset::automatic, "text/plain; charset=iso-8859-1", "[1]"},
      {"utf-16 with mark", utf16, Charset::automatic, "", R"({"a":"x"})"},
      {"utf-16 the other way", utf16be, Charset::automatic, "", R"({"a":"x"})"},
  };
  for (const auto& c : cases) {
    const auto j = read_payload(c.bytes, of(PayloadFormat::json, c.charset), c.content_type);
    ASSERT_TRUE(j) << c.name << ": " << j.error().text;
    EXPECT_EQ(to_text(*j), c.expected) << c.name;
  }
}

TEST(Payload, refuses_whole_what_is_not_whole_or_not_what_it_should_be) {
  const std::string page =
      "\n<!DOCTYPE html>\n<html><head><title>统一身份认证</title></head><body><form action=\"/login\"></form></body></html>";
  const struct {
    const char* name;
    std::string bytes;
    PayloadFormat format;
    Charset charset;
    const char* content_type;
    std::vector<const char*> says;
  } cases[] = {
      {"nothing", "", PayloadFormat::json, Charset::automatic, "", {"no acceptable JSON", "empty"}},
      {"blanks", " \r\n", PayloadFormat::csv, Charset::automatic, "", {"no acceptable CSV", "empty"}},
      {"only a mark", "\xef\xbb\xbf", PayloadFormat::json, Charset::automatic, "", {"empty"}},
      {"half", utf8.substr(0, utf8.size() - 4), PayloadFormat::json, Charset::automatic, "", {"byte 33", "ends in the middle"}},
      {"half a word", "[tru", PayloadFormat::json, Charset::automatic, "", {"byte 5", "ends in the middle"}},
      {"half a character", utf8.substr(0, 3), PayloadFormat::json, Charset::automatic, "", {"byte 3", "middle of a character"}},
      {"gbk as utf-8", gbk, PayloadFormat::json, Charset::utf8, "", {"byte 3", "not UTF-8, as charset of the source says", "charset: gb18030"}},
      {"gbk said to be utf-8", gbk, PayloadFormat::json, Charset::automatic, "application/json; charset=utf-8", {"not UTF-8, as the server says", "charset: gb18030"}},
      {"gbk without a word", gbk, PayloadFormat::json, Charset::automatic, "", {"charset: gb18030"}},
      {"utf-8 as gbk", utf8, PayloadFormat::json, Charset::gb18030, "", {"the bytes are UTF-8", "charset: utf-8"}},
      {"utf-8 said to be gbk", utf8, PayloadFormat::json, Charset::automatic, "text/json; charset=GBK", {"the server says GB18030", "charset: utf-8"}},
      {"latin-1", "[\"caf\xe9\"]", PayloadFormat::json, Charset::automatic, "text/plain; charset=iso-8859-1", {"iso-8859-1"}},
      {"damaged", "[\"\xff\xff\xff\xff\xff\"]", PayloadFormat::json, Charset::automatic, "", {"byte 3", "neither UTF-8 nor GB18030"}},
      {"nul", std::string("{\"a\":1}\0\0", 9), PayloadFormat::json, Charset::automatic, "", {"byte 8", "NUL"}},
      {"gzip", "\x1f\x8b\x08zzzz", PayloadFormat::json, Charset::automatic, "", {"compressed"}},
      {"xlsx", "PK\x03\x04zzzz", PayloadFormat::csv, Charset::automatic, "", {"ZIP"}},
      {"login page", page, PayloadFormat::json, Charset::automatic, "text/html", {"web page", "统一身份认证", "login page"}},
      {"login page for csv", page, PayloadFormat::csv, Charset::automatic, "", {"web page"}},
      {"login page for prometheus", "<html>", PayloadFormat::prometheus, Charset::automatic, "", {"web page"}},
      {"xml", "<?xml version=\"1.0\"?><a/>", PayloadFormat::json, Charset::automatic, "", {"XML"}},
      {"twice", R"({"a":1,"b":{"c":1,"c":2}})", PayloadFormat::json, Charset::automatic, "", {"byte 19", "\"c\" stands twice"}},
      {"nan", R"({"a":NaN})", PayloadFormat::json, Charset::automatic, "", {"byte 6", "NaN"}},
      {"infinity", R"({"a":-Infinity})", PayloadFormat::json, Charset::automatic, "", {"byte 6", "Infinity"}},
      {"1e400", R"({"a":1e400})", PayloadFormat::json, Charset::automatic, "", {"byte 6", "1e400"}},
      {"deep", std::string(100, '['), PayloadFormat::json, Charset::automatic, "", {"byte 65", "deeper"}},
      {"more behind", "{} {}", PayloadFormat::json, Charset::automatic, "", {"byte 4", "more behind"}},
  };
  for (const auto& c : cases) {
    const auto j = read_payload(c.bytes, of(c.format, c.charset), c.content_type);
    ASSERT_FALSE(j) << c.name;
    for (const char* says : c.says) EXPECT_THAT(j.error().text, HasSubstr(says)) << c.name;
    EXPECT_FALSE(first_wrong_utf8(j.error().text)) << c.name;
  }
}

TEST(Payload, many_keys_are_compared_too) {
  std::string text = "{";
  for (int i = 0; i < 100; ++i) text += "\"k" + std::to_string(i) + "\":1,";
  EXPECT_TRUE(parse_json(text + "\"x\":1}"));
  for (const char* again : {"k0", "k15", "k16", "k99"})
    EXPECT_FALSE(parse_json(text + "\"" + again + "\":1}")) << again;
}

TEST(Csv, is_read_as_rfc_4180_says) {
  const struct {
    const char* name;
    std::string text;
    CsvSettings settings;
    const char* expected;
  } cases[] = {
      {"plain", "a,b\n1,x\n2.5,y\n", {}, R"({"rows":[{"a":1,"b":"x"},{"a":2.5,"b":"y"}]})"},
      {"crlf, no end", "a,b\r\n1,x\r\n2,y", {}, R"({"rows":[{"a":1,"b":"x"},{"a":2,"b":"y"}]})"},
      {"cr alone", "a\r1\r2", {}, R"({"rows":[{"a":1},{"a":2}]})"},
      {"quotes", "a,\"b, c\"\n\"x \"\"y\"\"\",\"1\n2\"\n", {}, R"({"rows":[{"a":"x \"y\"","b, c":"1\u000a2"}]})"},
      {"quoted number", "a\n\"12\"\n", {}, R"({"rows":[{"a":12}]})"},
      {"empty fields", "a,b\n,\"\"\n", {}, R"({"rows":[{"a":null,"b":null}]})"},
      {"blank lines", "\na,b\n\n1,2\n\n", {}, R"({"rows":[{"a":1,"b":2}]})"},
      {"blanks around", " a , b \n 1 , x y \n", {}, R"({"rows":[{"a":1,"b":"x y"}]})"},
      {"what is no number", "a,b,c,d\n007,1e5,440106198001011234,-\n", {}, R"({"rows":[{"a":"007","b":"1e5","c":"440106198001011234","d":"-"}]})"},
      {"semicolon", "a;b\n1,5;2\n", {";", true, 0}, R"({"rows":[{"a":"1,5","b":2}]})"},
      {"tab", "a\tb\n1\t2\n", {"tab", true, 0}, R"({"rows":[{"a":1,"b":2}]})"},
      {"empty between tabs", "a\tb\n\t2\n", {"tab", true, 0}, R"({"rows":[{"a":null,"b":2}]})"},
      {"no header", "1,x\n2,y\n", {",", false, 0}, R"({"rows":[{"1":1,"2":"x"},{"1":2,"2":"y"}]})"},
      {"skip", "报表\n\"two\n月,额\n9,1\n", {",", true, 2}, R"({"rows":[{"月":9,"额":1}]})"},
      {"nameless column", "a,\n1,2\n", {}, R"({"rows":[{"a":1,"2":2}]})"},
      {"header alone", "a,b\n", {}, R"({"rows":[]})"},
  };
  for (const auto& c : cases) {
    SourceSettings s = of(PayloadFormat::csv);
    s.csv = c.settings;
    const auto j = read_payload(c.text, s);
    ASSERT_TRUE(j) << c.name << ": " << j.error().text;
    EXPECT_EQ(to_text(*j), c.expected) << c.name;
  }
}

// What a platform answers with HTTP 200 in place of figures.
TEST(Payload, is_none_where_the_platform_answers_another_code) {
  const struct {
    const char *text, *says;
    std::vector<std::string> ok = {"0000"};
    const char *at = "/code", *message = "/msg";
  } cases[] = {
      {R"({"code":"0000","msg":"成功","data":1})", ""},
      {R"({"code":"4029","msg":"调用过于频繁","data":null})", "the platform answers 4029: \"调用过于频繁\"; expected 0000"},
      {R"({"code":0,"data":1})", "", {"0", "200"}},
      {R"({"code":200,"data":1})", "", {"0", "200"}},
      {R"({"code":0,"data":1})", "the platform answers \"0\"; expected 0000"},
      {R"({"code":500})", "the platform answers \"500\"; expected 0, 200", {"0", "200"}},
      {R"({"code":500,"msg":""})", "the platform answers \"500\"; expected 0000"},
      {R"({"code":500,"msg":"忙"})", "the platform answers \"500\"; expected 0000", {"0000"}, "/code", ""},
      {R"({"success":true})", "", {"true"}, "/success"},
      {R"({"success":false,"msg":["x"]})", "the platform answers \"false\"; expected true", {"true"}, "/success"},
      {R"({"head":{"rc":"E1"}})", "the platform answers \"E1\"; expected 0", {"0"}, "$.head.rc"},
      {R"({"data":1})", "the platform gives no code at \"/code\"; expected 0000"},
      {R"({"code":null,"msg":"忙"})", "the platform gives no code at \"/code\", only \"忙\"; expected 0000"},
      {R"([1])", "the platform gives no code at \"/code\"; expected 0000"},
      {R"({"code":"1","msg":"say \"no\"\nnow"})", "the platform answers 1: \"say 'no' now\"; expected 0000"},
      {R"({"code":)", "the answer is no acceptable JSON: byte 9: it ends in the middle"},
  };
  for (const auto& c : cases) {
    SourceSettings s = of(PayloadFormat::json);
    s.answer = AnswerSettings{c.at, c.ok, c.message};
    const auto j = read_payload(c.text, s);
    EXPECT_EQ(j ? "" : j.error().text, c.says) << c.text;
  }
  SourceSettings s = of(PayloadFormat::json);
  s.answer = AnswerSettings{"/code", {"0"}, "/msg"};
  const auto wordy = read_payload("{\"code\":1,\"msg\":\"" + std::string(5000, 'x') + "\"}", s);
  ASSERT_FALSE(wordy);
  EXPECT_LT(wordy.error().text.size(), 200u);
}

TEST(Csv, names_the_line_of_what_is_wrong) {
  const struct {
    const char *text, *says;
  } cases[] = {
      {"a,b\n1,2\n3\n", "line 3: 1 fields; expected 2, as in line 1"},
      {"a,b\n1,2,3\n", "line 2: 3 fields"},
      {"a,b\n\"x\ny\",2\n1\n", "line 4: 1 fields"},
      {"a,b\n1,\"x\n2,y\n", "line 2: the quote that opens here is never closed"},
      {"a,b\n1,x\"y\n", "line 2: a quote inside"},
      {"a,b\n1,\"x\"y\n", "line 2: \"y\" behind a closing quote"},
      {"a,a\n1,2\n", "line 1: the column \"a\" stands twice"},
      {"\n\n", "empty"},
  };
  for (const auto& c : cases) {
    const auto j = read_payload(c.text, of(PayloadFormat::csv));
    ASSERT_FALSE(j) << c.text;
    EXPECT_THAT(j.error().text, HasSubstr(c.says)) << c.text;
  }
}

TEST(Prometheus, samples_are_read_as_the_format_says) {
  const auto j = read_payload(
      "# HELP http_requests_total The total number of HTTP requests.\n# TYPE http_requests_total counter\n"
      "http_requests_total{method=\"post\",code=\"200\",} 1027 1395066363000\n"
      "\n  metric_without_timestamp_and_labels 12.47\n"
      "path_seconds{path=\"C:\\\\DIR\\n\\\"F\\\"\"} 1.458255915e9\r\n"
      "something_weird{problem=\"division by zero\"} +Inf -3982045\n"
      "none NaN\nnegative -5\nwith_example{le=\"1\"} 3 # {trace_id=\"x\"} 0.5\n",
      of(PayloadFormat::prometheus));
  ASSERT_TRUE(j) << j.error().text;
  EXPECT_EQ(to_text(*j),
            R"({"metric_without_timestamp_and_labels":12.47,"negative":-5,"samples":[)"
            R"({"name":"http_requests_total","labels":{"method":"post","code":"200"},"value":1027,"time":1395066363000},)"
            R"({"name":"metric_without_timestamp_and_labels","labels":{},"value":12.47},)"
            R"({"name":"path_seconds","labels":{"path":"C:\\DIR\u000a\"F\""},"value":1458255915},)"
            R"({"name":"negative","labels":{},"value":-5},)"
            R"({"name":"with_example","labels":{"le":"1"},"value":3}]})");
}

TEST(Prometheus, names_the_line_of_what_is_wrong) {
  const struct {
    const char *text, *says;
  } cases[] = {
      {"a 1\nb 2", "line 2: the last line does not end"},
      {"a\n", "line 1: the value is missing"},
      {"a x\n", "\"x\" is no number"},
      {"a 1e400\n", "does not fit"},
      {"a 1,000\n", "is no number"},
      {"a 1 x\n", "time is no number"},
      {"a 1 2 3\n", "more behind"},
      {"1a 1\n", "expected the name of a sample"},
      {"{\"a\"} 1\n", "name in quotes"},
      {"a{b=1} 1\n", "in double quotes"},
      {"a{b=\"1} 1\n", "never closed"},
      {"a{b=\"1\",b=\"2\"} 1\n", "stands twice"},
      {"a{b=\"1\"c=\"2\"} 1\n", "expected , or }"},
      {"a{b=\"\\x\"} 1\n", "backslash"},
      {"a 1\na 2\n", "line 2: the sample a stands twice"},
      {"samples 1\n", "samples"},
      {"# only words\n", "no sample"},
  };
  for (const auto& c : cases) {
    const auto j = read_payload(c.text, of(PayloadFormat::prometheus));
    ASSERT_FALSE(j) << c.text;
    EXPECT_THAT(j.error().text, HasSubstr(c.says)) << c.text;
  }
}

}  // namespace
}  // namespace guangmu::kpi
