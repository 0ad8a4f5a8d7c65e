#include "kpi/formats/json.h"

#include <gtest/gtest.h>

namespace guangmu::kpi {
namespace {

TEST(Json, takes_what_is_json) {
  for (const std::string text : {R"({"a":1})", "[]", " 3.5 ", R"("x")", "null", R"({"a":{"a":1}})", "-0.0",
                                 "1e300", R"(["\u4e2d\ud83d\ude00"])", "18446744073709551615"}) {
    const auto j = parse_json(text);
    ASSERT_TRUE(j) << text << ": " << j.error().text;
    const auto again = parse_json(to_text(*j));
    ASSERT_TRUE(again) << text;
    EXPECT_EQ(*again, *j) << text;
  }
}

TEST(Json, refuses_what_is_not) {
  const struct {
    std::string text;
    const char* reason;
  } cases[] = {
      {"", "empty"},
      {" \n", "empty"},
      {"<html>", "byte 1"},
      {R"({"a":1)", "byte"},
      {R"({"a":1}})", "byte"},
      {R"({"a":1,"a":2})", "twice"},
      {R"({"x":{"k":1,"k":1}})", "twice"},
      {"[NaN]", "byte"},
      {"[Infinity]", "byte"},
      {"[1e400]", "overflow"},
      {"[-1e400]", "overflow"},
      {"[01]", "byte"},
      {"[1,]", "byte"},
      {"{'a':1}", "byte"},
      {"[\"\xc3\x28\"]", "UTF-8"},
      {"[\"\xed\xa0\x80\"]", "UTF-8"},
      {R"(["\ud800"])", "byte"},
      {"[1] // note", "byte"},
      {std::string("[1]\0", 4), "byte"},
      {std::string("{\"a\":1}\0{", 9), "byte"},
      {std::string(65, '[') + std::string(65, ']'), "deeper"},
      {std::string(200000, '['), "deeper"},
  };
  for (const auto& c : cases) {
    const auto j = parse_json(c.text);
    ASSERT_FALSE(j) << c.text.substr(0, 40);
    EXPECT_NE(j.error().text.find(c.reason), std::string::npos)
        << c.text.substr(0, 40) << " -> " << j.error().text;
  }
  EXPECT_TRUE(parse_json(std::string(64, '[') + std::string(64, ']')));
}

TEST(Json, refuses_more_values_than_a_wall_can_need) {
  std::string many = "[0";
  for (int i = 0; i < 1'000'001; ++i) many += ",0";
  const auto j = parse_json(many + "]");
  ASSERT_FALSE(j);
  EXPECT_NE(j.error().text.find("more than"), std::string::npos);
}

TEST(Pointer, finds_what_rfc_6901_says) {
  // The document of RFC 6901, section 5.
  const auto doc = parse_json(
      R"({"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"g|h":4,"i\\j":5,"k\"l":6," ":7,"m~n":8})");
  ASSERT_TRUE(doc);
  EXPECT_EQ(at_pointer(*doc, ""), &*doc);
  EXPECT_EQ(at_pointer(*doc, "/foo/0")->text, "bar");
  const struct {
    const char* pointer;
    double number;
  } cases[] = {{"/", 0},     {"/a~1b", 1}, {"/c%d", 2}, {"/e^f", 3}, {"/g|h", 4},
               {"/i\\j", 5}, {"/k\"l", 6}, {"/ ", 7},   {"/m~0n", 8}};
  for (const auto& c : cases) {
    const Json* j = at_pointer(*doc, c.pointer);
    ASSERT_NE(j, nullptr) << c.pointer;
    EXPECT_EQ(j->number, c.number) << c.pointer;
  }
  for (const char* missing :
       {"/foo/2", "/foo/-", "/foo/00", "/foo/x", "/foo/0/x", "/nothing", "foo", "/foo/-1", "/m~n"})
    EXPECT_EQ(at_pointer(*doc, missing), nullptr) << missing;
}

TEST(Pointer, is_recognised) {
  for (const char* good : {"", "/", "/a/b", "/a~0~1"}) EXPECT_TRUE(is_pointer(good)) << good;
  for (const char* bad : {"a", "data/users", "/a~", "/a~2"}) EXPECT_FALSE(is_pointer(bad)) << bad;
}

}  // namespace
}  // namespace guangmu::kpi
