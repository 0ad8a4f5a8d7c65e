// Mistakes of wiring are found from simulated photographs, and the corrected plan makes the wall right again.
// GUANGMU_SEED_BASE=N tries other walls, cameras and mistakes; GUANGMU_ROUNDS=N more of them.
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "led_mapping/photo/diagnose.h"
#include "led_mapping/photo/miswiring_text.h"
#include "led_mapping/photo/wall_codes.h"
#include "tests/led_photo/miswirings.h"

namespace guangmu::led {
namespace {

using namespace testing_walls;

std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

// Under a sanitizer every light takes ten times as long; a few walls of each kind do.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::uint64_t usual_rounds = 6;
#else
constexpr std::uint64_t usual_rounds = 50;
#endif

// Different for every pixel of a small wall, and lit.
Picture8 numbered(SizePx size) {
  Picture8 out{size, {}};
  for (int y = 0; y < size.h; ++y)
    for (int x = 0; x < size.w; ++x)
      for (const int v : {60 + x % 190, 60 + y % 190, 60 + (x / 190 + 3 * (y / 190)) * 12 % 190})
        out.rgb.push_back(static_cast<std::uint8_t>(v));
  return out;
}

struct Series {
  std::vector<Photograph> photos;
  std::vector<std::string> names;
};

Series photograph(const WallSettings& wall, const Plan& plan, const Miswiring& wrong,
                  const PhotoSimulator& camera) {
  Series out;
  const auto steps = LocateGrid(wall).steps();
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const Picture8 codes = rasterise(locate_pattern(wall, steps[i]));
    out.photos.push_back(camera.shoot(light_of(wall, plan, wrong, plan, codes), i));
    out.names.push_back(locate_name(i) + ".png");
  }
  return out;
}

Result<WallCodes> read(const WallSettings& wall, const Series& series) {
  LocatePhotos photos(wall);
  for (std::size_t i = 0; i < series.photos.size(); ++i)
    if (const auto added = photos.add(series.photos[i], series.names[i]); !added) return added.error();
  return photos.read();
}

std::string told(const Mistakes& m) {
  std::string out;
  const auto module = [](const std::tuple<int, int, int>& k) {
    return std::to_string(std::get<0>(k)) + "/" + std::to_string(std::get<1>(k)) + "/" +
           std::to_string(std::get<2>(k));
  };
  for (const auto& [a, b] : m.cards) out += " card " + std::to_string(a) + " shows " + std::to_string(b);
  for (const auto& [a, t] : m.turns) out += " card " + std::to_string(a) + " turned " + std::to_string(t);
  for (const auto& c : m.connectors) out += " connectors " + module(c);
  for (const int c : m.dead_cards) out += " dead card " + std::to_string(c);
  for (const int c : m.dead_ports) out += " dead port " + std::to_string(c);
  for (const auto& c : m.dead_modules) out += " dead module " + module(c);
  for (const auto& [a, b] : m.modules) out += " module " + module(a) + " shows " + module(b);
  for (const auto& [a, t] : m.module_turns) out += " module " + module(a) + " turned " + std::to_string(t);
  return out;
}

struct Bench {
  const char* name;
  WallSettings wall;
  SizePx photo;
  bool shuffled = false;  // the plan itself turns cards and gives them sources elsewhere
};

std::vector<Bench> benches() {
  std::vector<Bench> out;
  out.push_back({"48 cards of 2x2", wall_of(12, 15, {24, 12}, 2, 2, 6), {560, 380}});
  out.push_back({"30 cards of 2x3", wall_of(12, 15, {24, 12}, 2, 3, 6), {560, 380}});
  out.push_back({"square cards, backup", wall_of(8, 6, {20, 20}, 2, 2, 3), {480, 360}});
  out.back().wall.ports.count = 12;
  out.push_back({"square cards of narrow modules", wall_of(8, 8, {28, 14}, 2, 4, 4), {520, 360}});
  out.push_back({"ribbons of two modules", wall_of(12, 12, {24, 12}, 2, 3, 4), {520, 360}});
  out.back().wall.card.connectors = 3;
  out.back().wall.card.modules_per_connector = 2;
  out.push_back(
      {"square cards, turned and displaced by plan", wall_of(8, 6, {20, 20}, 2, 2, 3), {480, 360}, true});
  return out;
}

void shuffle(Plan& plan, Random& chance) {
  for (std::size_t i = plan.cards.size() - 1; i > 0; --i) {
    Card& other = plan.cards[static_cast<std::size_t>(chance.below(static_cast<int>(i) + 1))];
    std::swap(plan.cards[i].source_px, other.source_px);
  }
  for (Card& card : plan.cards) card.turn = 90 * chance.below(4);
}

TEST(Locate, FindsEveryOneOfFiftyMiswirings) {
  const std::uint64_t base = number_from("GUANGMU_SEED_BASE", 0),
                      rounds = number_from("GUANGMU_ROUNDS", usual_rounds);
  const std::vector<Bench> walls = benches();
  int faults = 0;
  for (std::uint64_t round = 0; round < rounds; ++round) {
    Random chance(scramble(base) + round);
    const Bench& bench = walls[round % walls.size()];
    const WallSettings& wall = bench.wall;
    Plan plan = plan_wall(wall).value();
    if (bench.shuffled) shuffle(plan, chance);
    Miswiring wrong;
    while (miswiring_words(wrong).empty()) wrong = MistakeMaker(plan, chance).make();
    const PhotoSimulator camera(random_camera(chance, bench.photo),
                                make_spread(wall.size_px(), wall.module_px(), random_spread(chance)),
                                wall.size_mm);
    SCOPED_TRACE(bench.name + std::string(", seed base ") + std::to_string(base) + ", round " +
                 std::to_string(round) + ":" + told(mistakes(wrong)));
    const auto codes = read(wall, photograph(wall, plan, wrong, camera));
    if (!codes) {
      ADD_FAILURE() << codes.error().text;
      continue;
    }
    const Diagnosis found = diagnose(plan, *codes);
    EXPECT_EQ(told(mistakes(found.wrong)), told(mistakes(wrong)));
    EXPECT_TRUE(found.odd.empty());
    faults += !found.all_right();
    // With the corrected plan every LED that gets data at all shows its own pixel.
    const Plan corrected = corrected_plan(plan, found.wiring);
    const Picture8 picture = numbered(wall.size_px());
    const WallLight right = light_of(wall, plan, {}, plan, picture),
                    now = light_of(wall, plan, wrong, corrected, picture);
    std::size_t dark = 0, astray = 0;
    for (std::size_t i = 0; i < right.rgb.size(); i += 3) {
      const bool is_dark = now.rgb[i] == 0;
      dark += is_dark;
      astray += !is_dark && (now.rgb[i] != right.rgb[i] || now.rgb[i + 1] != right.rgb[i + 1] ||
                             now.rgb[i + 2] != right.rgb[i + 2]);
    }
    EXPECT_EQ(astray, 0u);
    if (wrong.dead_cards.empty() && wrong.dead_ports.empty() && wrong.dead_modules.empty()) {
      EXPECT_EQ(dark, 0u);
    }
  }
  EXPECT_EQ(faults, static_cast<int>(rounds));
}

}  // namespace
}  // namespace guangmu::led
