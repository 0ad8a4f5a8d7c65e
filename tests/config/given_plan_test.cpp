// A card plan in wall.yaml: read whole, and every mistake in it told at its line.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "config/reader.h"
#include "config/yaml.h"
#include "led_mapping/plan_given.h"
#include "led_mapping/planner.h"
#include "led_mapping/settings.h"

namespace guangmu::config {
namespace {

const char* const wall_head =
    "size_mm: [640, 480]\n"
    "pitch_mm: 1.6667\n"
    "module: {px: [192, 96], mm: [320, 160]}\n"
    "card: {rule: product}\n"
    "heads: [{connector: HDMI-1, rect_px: [0, 0, 384, 288]}]\n";

struct Read {
  led::WallSettings wall;
  std::string told;
};

Read read_wall(const std::string& text) {
  std::vector<Issue> issues;
  Reading reading("wall.yaml", "", process_environment(), issues);
  Read out;
  const auto tree = parse_yaml(text, "wall.yaml", issues);
  if (tree) out.wall = read<led::WallSettings>(*tree, reading);
  for (const Issue& issue : issues)
    if (!issue.warning) out.told += issue.line() + "\n";
  return out;
}

TEST(GivenPlan, reads_and_writes_itself) {
  const std::string plan =
      "plan:\n"
      "  cards:\n"
      "    - {id: 1, port: 2, order: 1, rect_px: [0, 0, 384, 192], source_px: [0, 96, 384, 192], turn: 180}\n"
      "    - {id: 2, port: 2, order: 2, rect_px: [0, 192, 384, 96], source_px: [0, 0, 384, 96],\n"
      "       modules: [{connector: 6, module: 5}, {connector: 1, in_card_px: [192, 0, 192, 96]}]}\n"
      "  ports: [{id: 2, backup: 3}]\n";
  const Read read = read_wall(wall_head + plan);
  EXPECT_EQ(read.told, "");
  const led::Plan first = led::plan_wall(read.wall).value();
  ASSERT_EQ(first.cards.size(), 2u);
  EXPECT_EQ(first.ports.front().backup, 3);
  EXPECT_EQ(first.cards[1].modules[0].in_card_px, (RectPx{0, 0, 192, 96}));
  const Read again = read_wall(wall_head + led::plan_yaml(first));
  EXPECT_EQ(again.told, "");
  EXPECT_EQ(led::plan_wall(again.wall).value(), first);
}

TEST(GivenPlan, mistakes_are_told_at_their_line) {
  const std::string plan =
      "plan:\n"
      "  cards:\n"
      "    - {id: 1, port: 1, order: 1, rect_px: [0, 0, 384, 192]}\n"
      "    - {id: 2, port: 1, order: 3, rect_px: [0, 96, 384, 192], turn: 45, modules: [{connector: 1}]}\n"
      "    - {id: 3, port: 1, order: 2, rect_px: [0, 192, 384, 96], modules: [{connector: 1, module: 99}]}\n";
  const std::string told = read_wall(wall_head + plan).told;
  EXPECT_THAT(told,
              testing::HasSubstr("wall.yaml:9:68: error: turn: 45 degrees; expected 0, 90, 180 or 270"));
  EXPECT_THAT(
      told, testing::HasSubstr(
                "wall.yaml:9:82: error: connector 1 names no module; expected either module or in_card_px"));
  EXPECT_THAT(told, testing::HasSubstr("wall.yaml:10:95: error: plan.cards[2].modules[0].module: card 3 "
                                       "names module 99; the wall has 6 modules"));
}

TEST(GivenPlan, pixels_left_out_or_doubled_are_told_at_the_card) {
  const std::string plan =
      "plan:\n"
      "  cards:\n"
      "    - {id: 1, port: 1, order: 1, rect_px: [0, 0, 384, 96]}\n"
      "    - {id: 2, port: 1, order: 2, rect_px: [192, 0, 192, 192]}\n";
  const std::string told = read_wall(wall_head + plan).told;
  EXPECT_THAT(told, testing::HasSubstr("wall.yaml:9:7: error: "));
  EXPECT_THAT(told,
              testing::HasSubstr(
                  "192x96 px at (192, 0) are lit by card 1 and card 2; every pixel belongs to one card"));
  EXPECT_THAT(told, testing::HasSubstr("55296 of 110592 px are lit by no card, first 192x96 px at (0, 96)"));
}

}  // namespace
}  // namespace guangmu::config
