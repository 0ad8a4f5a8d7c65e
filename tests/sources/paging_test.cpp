// Documents that come in pages, joined.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kpi/formats/json.h"
#include "server.h"
#include "watch.h"

namespace guangmu::kpi::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

// Three pages of two rows each at /list?page=N, /next, and by cursor; the fourth is empty.
std::string page_of(const Asked& a) {
  const auto number = [](const std::string& text, const std::string& name) {
    const auto at = text.find(name);
    return at == std::string::npos ? 1 : std::stoi(text.substr(at + name.size()));
  };
  const int n = a.method == "POST" ? number(a.body, "\"p\":") : number(a.query, a.path == "/cursor" ? "c=" : "page=");
  std::string rows;
  for (int k = 2 * n - 1; n <= 3 && k <= 2 * n; ++k)
    rows += std::string(rows.empty() ? "" : ",") + "{\"id\":" + std::to_string(k) + ",\"名\":\"银行\"}";
  std::string next = "null";
  if (n < 3) next = a.path == "/next" ? "\"/next?page=" + std::to_string(n + 1) + "\"" : std::to_string(n + 1);
  return ok("{\"total\":6,\"data\":{\"rows\":[" + rows + "],\"next\":" + next + "}}");
}

PagingSettings pages(const char* rows, const char* parameter, const char* next, int most = 20) {
  PagingSettings p;
  p.rows = rows;
  p.parameter = parameter;
  p.next = next;
  p.most = most;
  return p;
}

std::string joined(const SourceSettings& s) {
  const std::string body = first(s);
  const auto document = parse_json(body);
  if (!document) return body;
  std::string ids;
  const Json* rows = at_pointer(*document, "/data/rows");
  for (const Json& row : rows->items)
    ids += number_as_text(row.member("id")->number) + row.member("名")->text + " ";
  return ids + number_as_text(document->member("total")->number);
}

const std::string all = "1银行 2银行 3银行 4银行 5银行 6银行 6";

TEST(Paging, joins_the_rows_of_all_pages) {
  const Server server(page_of);
  SourceSettings s = source(server.url("/list?size=2"));
  s.paging = pages("/data/rows", "page", "");
  EXPECT_EQ(joined(s), all);
  EXPECT_EQ(server.asked()[0].query, "size=2&page=1");
  EXPECT_EQ(server.count(), 4u) << "ends with the first page without rows";

  s.url = server.url("/next");
  s.paging = pages("/data/rows", "", "/data/next");
  EXPECT_EQ(joined(s), all);

  s.url = server.url("/cursor");
  s.paging = pages("/data/rows", "c", "/data/next");
  EXPECT_EQ(joined(s), all);

  s.url = server.url("/post");
  s.method = Method::post;
  s.body = R"({"p":{page}})";
  s.paging = pages("/data/rows", "p", "");
  EXPECT_EQ(joined(s), all);
}

TEST(Paging, reads_the_same_in_every_charset) {
  const Server server(page_of);
  SourceSettings s = source(server.url("/list"));
  s.paging = pages("/data/rows", "page", "");
  for (const char c : first(s)) EXPECT_GE(c, 0) << "a byte beyond ASCII";
}

struct BadPages {
  const char* name;
  std::function<std::string(const Asked&)> answer;
  const char* words;
};

TEST(Paging, is_bounded_in_pages_bytes_and_time_and_stays_on_the_host) {
  const Server other([](const Asked&) { return ok("{\"rows\":[]}"); });
  const BadPages cases[] = {
      {"endless", [](const Asked&) { return ok("{\"rows\":[1]}"); }, "goes on after 5 pages"},
      {"no list", [](const Asked&) { return ok("{\"rows\":1}"); }, "page 1 has no list at /rows"},
      {"no JSON", [](const Asked&) { return ok("{\"rows\":"); }, "page 1: the answer is no acceptable JSON"},
      {"gone", [](const Asked& a) { return a.query == "p=1" ? ok("{\"rows\":[1]}") : status(500); }, "HTTP 500"},
      {"too many bytes", [](const Asked&) { return ok("{\"rows\":[\"" + std::string(400, 'x') + "\"]}"); },
       "longer than max_bytes, 1000"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    const Server server(c.answer);
    SourceSettings s = source(server.url("/"));
    s.max_bytes = 1000;
    s.paging = pages("/rows", "p", "", 5);
    EXPECT_THAT(first(s), AllOf(HasSubstr("fault: "), HasSubstr(c.words)));
  }
  const Server leads([&](const Asked& a) {
    return ok("{\"rows\":[1],\"next\":\"" + (a.path == "/away" ? other.url("/") : "/same") + "\"}");
  });
  SourceSettings s = source(leads.url("/away"));
  s.paging = pages("/rows", "", "/next");
  EXPECT_THAT(first(s), HasSubstr("another host"));
  s.url = leads.url("/same");
  EXPECT_THAT(first(s), HasSubstr("names itself"));
  EXPECT_EQ(other.count(), 0u);

  const Server slow{Server::Handler([](const Asked&, Line& l) {
    l.pause(0.2);
    l.write(ok("{\"rows\":[1]}"));
  })};
  s = source(slow.url("/"));
  s.timeout = {0.5};
  s.paging = pages("/rows", "p", "", 1000);
  EXPECT_THAT(first(s), HasSubstr("within"));
}

TEST(Paging, tells_the_code_of_a_page_in_place_of_a_list_it_lacks) {
  const Server server([](const Asked& a) {
    return ok(a.query == "p=3" ? R"({"code":"4029","msg":"调用过于频繁","data":null})"
                               : R"({"code":"0000","data":{"rows":[)" + std::string(a.query == "p=2" ? "2" : "1") + "]}}");
  });
  SourceSettings s = source(server.url("/"));
  s.paging = pages("/data/rows", "p", "");
  s.answer = AnswerSettings{"/code", {"0000"}, "/msg"};
  EXPECT_EQ(first(s), "fault: page 3: the platform answers 4029: \"调用过于频繁\"; expected 0000");
}

}  // namespace
}  // namespace guangmu::kpi::test
