#include "kpi/values/shared_map.h"

#include <gmock/gmock.h>

#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace guangmu::kpi {
namespace {

using Map = SharedMap<int>;
using Plain = std::map<std::string, int>;

Plain plain(const Map& map) {
  Plain all;
  for (const auto& [id, value] : map) all.emplace_hint(all.end(), id, value);
  return all;
}

int any(std::mt19937& random) { return std::uniform_int_distribution(0, 1 << 20)(random); }

std::string id_of(int n) { return "s" + std::to_string(n % 40) + "_m" + std::to_string(n / 40); }

struct Change {
  std::string id;
  int now;
  std::optional<int> then;
  bool operator==(const Change&) const = default;
};
std::vector<Change> changes(const Map& now, const Map& then) {
  std::vector<Change> told;
  now.changes_since(then, [&](const std::string& id, int value, const int* was) { told.push_back({id, value, was ? std::optional(*was) : std::nullopt}); });
  return told;
}

TEST(SharedMap, IsAMapWhateverIsDoneToIt) {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    std::mt19937 random(seed);
    Map map;
    Plain wanted;
    for (int step = 0; step < 1500; ++step) {
      const std::string id = id_of(any(random) % static_cast<int>(seed * 20));
      switch (any(random) % 5) {
        case 0: EXPECT_EQ(map.erase(id), wanted.erase(id)); break;
        case 1: map.emplace(id, step), wanted.emplace(id, step); break;
        case 2: map[id] += step, wanted[id] += step; break;
        default: map.put(id, step), wanted[id] = step;
      }
      ASSERT_EQ(map.contains(id), wanted.contains(id));
      ASSERT_EQ(map.empty(), wanted.empty());
    }
    EXPECT_EQ(map.size(), wanted.size());
    EXPECT_EQ(plain(map), wanted) << "seed " << seed;
    for (const auto& [id, value] : wanted) {
      EXPECT_EQ(*map.get(id), value);
      EXPECT_EQ(map.find(id)->first, id);
    }
    for (const char* strange : {"", "a", "s", "s1_m", "zz"}) EXPECT_FALSE(map.contains(strange)) << strange;
  }
}

TEST(SharedMap, ACopyKeepsWhatItHad) {
  std::mt19937 random(7);
  std::vector<std::pair<Map, Plain>> copies;
  Map map;
  Plain wanted;
  for (int step = 0; step < 2000; ++step) {
    const std::string id = id_of(any(random) % 500);
    if (any(random) % 7 == 0) {
      map.erase(id), wanted.erase(id);
    } else {
      map.put(id, step), wanted[id] = step;
    }
    if (step % 40 == 0) copies.emplace_back(map, wanted);
  }
  // In place, too: not even then does a copy change.
  for (auto& [id, value] : map) value = -1;
  map[id_of(3)] = -2;
  for (const auto& [copy, then] : copies) ASSERT_EQ(plain(copy), then);
}

TEST(SharedMap, TellsWhatAnEarlierCopyDoesNotShare) {
  std::mt19937 random(11);
  for (const int ids : {1, 15, 16, 17, 300, 2000}) {
    Map map;
    for (int i = 0; i < ids; ++i)
      if (i % 3 != 0) map.put(id_of(i), 0);
    for (int round = 1; round < 30; ++round) {
      const Map before = map;
      EXPECT_TRUE(changes(map, before).empty());
      Plain put;
      for (int n = any(random) % 60; n > 0; --n) {
        const std::string id = id_of(any(random) % ids);
        if (any(random) % 4 == 0) {
          map.erase(id), put.erase(id);
        } else {
          map.put(id, round), put[id] = round;
        }
      }
      std::vector<Change> wanted;
      for (const auto& [id, value] : put) {
        const int* was = before.get(id);
        wanted.push_back({id, value, was ? std::optional(*was) : std::nullopt});
      }
      ASSERT_EQ(changes(map, before), wanted) << ids << " ids, round " << round;
    }
    EXPECT_EQ(changes(map, Map{}).size(), map.size());
    EXPECT_TRUE(changes(Map{}, map).empty());
  }
}

}  // namespace
}  // namespace guangmu::kpi
