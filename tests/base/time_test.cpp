#include "base/time.h"

#include <gtest/gtest.h>

namespace guangmu {
namespace {

TEST(Instant, ReadsEveryDocumentedFormAndWritesItBack) {
  struct Case {
    const char* text;
    const char* canonical;
  };
  for (const Case& c : {Case{"2022-12-31T08:00:00+08:00", "2022-12-31T08:00:00+08:00"},
                        Case{"2022-12-31T00:00:00Z", "2022-12-31T08:00:00+08:00"},
                        Case{"2022-12-31 08:00:00", "2022-12-31T08:00:00+08:00"},
                        Case{"2022-12-31T08:00", "2022-12-31T08:00:00+08:00"},
                        Case{"2022-12-31T08:00:00.250-0330", "2022-12-31T19:30:00+08:00"},
                        Case{"2024-02-29", "2024-02-29T00:00:00+08:00"}}) {
    const auto t = parse_instant(c.text);
    ASSERT_TRUE(t) << c.text;
    EXPECT_EQ(iso8601(*t), c.canonical) << c.text;
  }
}

TEST(Instant, RefusesWhatIsNoTime) {
  for (const char* text : {"", "2022", "2022-13-01", "2023-02-29", "2022-12-31T", "2022-12-31T24:00", "2022-12-31T08:00:00+8",
                           "2022-12-31T08:00:00.Z", "2022-12-31T08:00:00 tomorrow", "31.12.2022"})
    EXPECT_FALSE(parse_instant(text)) << text;
}

TEST(Civil, GoesThereAndBackOverFourHundredYears) {
  for (std::int64_t day = -60000; day < 100000; day += 37) {
    const Instant t{day * 86400 * 1000000};
    const CivilTime c = civil(t);
    EXPECT_EQ(from_civil(c), t);
    EXPECT_EQ(c.weekday, static_cast<int>(((day % 7) + 11) % 7));
  }
}

TEST(Date, KeepsThePrecisionItWasGiven) {
  for (const char* text : {"2022", "2022-12", "2022-12-31"}) EXPECT_EQ(to_string(*parse_date(text)), text);
  for (const char* text : {"22", "2022-1", "2022-12-32", "2022-00", "2022-12-31 "}) EXPECT_FALSE(parse_date(text)) << text;
}

TEST(Duration, ReadsUnitsAndWritesTheShortestForm) {
  struct Case {
    const char* text;
    double seconds;
    const char* canonical;
  };
  for (const Case& c : {Case{"250ms", 0.25, "250ms"}, Case{"5s", 5, "5s"}, Case{"5", 5, "5s"}, Case{"2min", 120, "2min"},
                        Case{"1h", 3600, "1h"}, Case{"1.5 s", 1.5, "1.5s"}, Case{"30d", 2592000, "30d"}}) {
    const auto d = parse_duration(c.text);
    ASSERT_TRUE(d) << c.text;
    EXPECT_DOUBLE_EQ(d->s, c.seconds);
    EXPECT_EQ(to_string(*d), c.canonical);
  }
  for (const char* text : {"", "s", "5 parsecs", "-1s", "nan", "inf"}) EXPECT_FALSE(parse_duration(text)) << text;
}

}  // namespace
}  // namespace guangmu
