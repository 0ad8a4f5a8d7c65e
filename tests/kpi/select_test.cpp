#include "kpi/formats/select.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace guangmu::kpi {
namespace {

using testing::HasSubstr;

// After the bookstore of RFC 9535, 1.5.
const char* const store = R"({"store":{"book":[
  {"category":"reference","author":"Rees","price":8.95},
  {"category":"fiction","author":"Waugh","price":12.99},
  {"category":"fiction","author":"Melville","isbn":"0-553","price":8.99},
  {"category":"fiction","author":"Tolkien","isbn":"0-395","price":22.99}],
  "bicycle":{"color":"red","price":399}},"银行 表":[1,2,3],"a-b":{"it's":1},"n":null,"t":true})";

TEST(Select, finds_what_rfc_9535_says) {
  const auto document = parse_json(store);
  ASSERT_TRUE(document);
  const struct {
    const char *path, *found;
  } cases[] = {
      {"$.store.book[*].author", R"(["Rees","Waugh","Melville","Tolkien"])"},
      {"$..author", R"(["Rees","Waugh","Melville","Tolkien"])"},
      {"$.store..price", "[8.95,12.99,8.99,22.99,399]"},
      {"$..book[2].author", R"(["Melville"])"},
      {"$..book[-1].author", R"(["Tolkien"])"},
      {"$..book[0,1].author", R"(["Rees","Waugh"])"},
      {"$..book[:2].author", R"(["Rees","Waugh"])"},
      {"$.store.book[1:3].price", "[12.99,8.99]"},
      {"$.store.book[-2:].price", "[8.99,22.99]"},
      {"$.store.book[::2].price", "[8.95,8.99]"},
      {"$.store.book[9:].price", "[]"},
      {"$..book[?(@.isbn)].price", "[8.99,22.99]"},
      {"$..book[?@.isbn].price", "[8.99,22.99]"},
      {"$..book[?(!@.isbn)].price", "[8.95,12.99]"},
      {"$..book[?(@.price<10)].price", "[8.95,8.99]"},
      {"$..book[?(@.price <= 8.95)].price", "[8.95]"},
      {"$..book[?(@.price > 8.95 && @.price < 20)].price", "[12.99,8.99]"},
      {"$..book[?(@.author=='Rees' || @.author==\"Tolkien\")].price", "[8.95,22.99]"},
      {"$..book[?(@.category!='fiction')].price", "[8.95]"},
      {"$..book[?('Rees'==@.author)].price", "[8.95]"},
      {"$..book[?(@['author']>='Waugh')].price", "[12.99]"},
      {"$..book[?((@.price<9 || @.price>20) && @.isbn)].price", "[8.99,22.99]"},
      {"$['store']['bicycle']['color']", R"(["red"])"},
      {"$.store.bicycle['color','price']", R"(["red",399])"},
      {"$['银行 表'][*]", "[1,2,3]"},
      {"$['银行 表'][?(@>=2)]", "[2,3]"},
      {"$.a-b['it\\'s']", "[1]"},
      {"$.n", "[null]"},
      {"$[?(@==null)]", "[null]"},
      {"$[?(@==true)]", "[true]"},
      {"$.nothing", "[]"},
      {"$.store.book.author", "[]"},
      {"$.store[0]", "[]"},
      {"$.store.book[4]", "[]"},
      {"$.store.book[-5]", "[]"},
      {"/store/bicycle/price", "[399]"},
      {"/store/nothing", "[]"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(wrong_path(c.path), "") << c.path;
    const auto found = all_at(*document, c.path);
    ASSERT_TRUE(found) << c.path << ": " << found.error().text;
    Json list = Json::list();
    for (const Json* j : *found) list.items.push_back(*j);
    EXPECT_EQ(to_text(list), c.found) << c.path;
    EXPECT_EQ(at_path(*document, c.path).ok(), found->size() == 1) << c.path;
  }
}

TEST(Select, tells_nothing_and_too_much_apart) {
  const auto document = parse_json(store);
  EXPECT_THAT(at_path(*document, "$.x").error().text, HasSubstr("nothing at $.x"));
  EXPECT_THAT(at_path(*document, "/x").error().text, HasSubstr("nothing at /x"));
  EXPECT_THAT(at_path(*document, "$..author").error().text, HasSubstr("4 values at $..author; expected one"));
}

TEST(Select, names_the_column_of_what_cannot_be_read) {
  const struct {
    const char *path, *says;
  } cases[] = {
      {"data/x", "JSON Pointer"},      {"/a~", "JSON Pointer"},         {"/a~2", "JSON Pointer"},
      {"$x", "column 2"},              {"$.", "column 3"},              {"$.a.", "column 5"},
      {"$[", "column 3"},              {"$[]", "column 3"},             {"$['a", "closing quote"},
      {"$['a'", "expected ] or ,"},    {"$[1", "expected ] or ,"},      {"$[?(@.a=1)]", "expected =="},
      {"$[?(@.a==)]", "expected @"},   {"$[?(@.a==x)]", "expected @"},  {"$[?(@.a==1]", "expected )"},
      {"$[?(1)]", "behind a value"},   {"$.length()", "functions"},     {"$[99999999999]", "whole number"},
      {"$[1:2:0]", "above 0"},         {"$[1:2:-1]", "above 0"},        {"$.a b", "column 4"},
      {"$['\\x']", "backslash"},       {"$.a]", "column 4"},            {"$[?($.a==1)]", "expected @"},
      {"$[?(@.a=='x' & @.b)]", "expected )"},
  };
  for (const auto& c : cases) EXPECT_THAT(wrong_path(c.path), HasSubstr(c.says)) << c.path;
  EXPECT_THAT(wrong_path("$[?" + std::string(100, '(') + "@" + std::string(100, ')') + "]"), HasSubstr("too deeply"));
  EXPECT_THAT(wrong_path("$" + std::string(3000, '.')), HasSubstr("longer"));
}

TEST(Select, ends_where_a_path_would_look_for_ever) {
  std::string deep = "0";
  for (int i = 0; i < 60; ++i) deep = "[" + deep + ",1,2]";
  const auto document = parse_json(deep);
  ASSERT_TRUE(document);
  const auto found = all_at(*document, "$..*..*..*..*..*..*..*");
  ASSERT_FALSE(found);
  EXPECT_THAT(found.error().text, HasSubstr("places"));
}

}  // namespace
}  // namespace guangmu::kpi
