// Versions of a wall's colours on the disk: numbered, whole, in the order in which they were confirmed.
#include "store/profiles.h"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <thread>

#include "store/state_folder.h"

namespace guangmu::store {
namespace {

namespace fs = std::filesystem;

struct Profiles : ::testing::Test {
  fs::path state = fs::path(::testing::TempDir()) /
                   ("profiles-" + std::to_string(::testing::UnitTest::GetInstance()->random_seed()) +
                    ::testing::UnitTest::GetInstance()->current_test_info()->name());
  Profiles() {
    fs::remove_all(state);
    EXPECT_TRUE(prepare_folder((state / "profiles").string()));
  }
  ~Profiles() override { fs::remove_all(state); }
  void put(const std::string& name, const std::string& text) {
    ASSERT_TRUE(replace_file((state / "profiles" / name).string(), text));
  }
  std::vector<std::string> ids() {
    std::vector<std::string> ids;
    for (const ProfileFile& file : list_profiles(state.string()).files) ids.push_back(file.id);
    return ids;
  }
  // The next listing that satisfies, within 10 s.
  template <class Enough>
  std::optional<ProfileListing> eventually(ProfileFolder& folder, Enough enough) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (std::chrono::steady_clock::now() < until) {
      if (auto listing = folder.news(); listing && enough(*listing)) return listing;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return std::nullopt;
  }
};

TEST_F(Profiles, IdsAreNumberAndName) {
  const struct {
    int version;
    const char *label, *id;
  } cases[] = {{1, "installed", "0001-installed"},
               {12, "Night shift!", "0012-night-shift"},
               {3, "gamma.r 2.6, gamma.g 2.7", "0003-gamma-r-2-6-gamma-g-2-7"},
               {4, "夜间", "0004-version"},
               {5, "", "0005-version"},
               {6, "夜 a 间", "0006-a"},
               {7, "../../etc/passwd", "0007-etc-passwd"}};
  for (const auto& each : cases) {
    EXPECT_EQ(profile_id(each.version, each.label), each.id);
    EXPECT_EQ(profile_version(each.id), each.version);
  }
  EXPECT_LE(profile_id(9, std::string(400, 'x')).size(), 40u);
  for (const char* none : {"", "calib", "12-a", "0001", "0001_", "a001-x", "-001-x"})
    EXPECT_EQ(profile_version(none), 0) << none;
}

TEST_F(Profiles, WhatIsKeptAndConfirmedIsThereAfterwards) {
  {
    ProfileFolder folder(state.string());
    EXPECT_TRUE(folder.first().files.empty());
    folder.keep("0001-installed", "label: installed\n");
    folder.activate("0001-installed");
    folder.keep("0002-night", "label: night\n");
    folder.activate("0002-night");
    folder.activate("wall");
  }  // writes what is waiting
  const ProfileListing listing = list_profiles(state.string());
  ASSERT_EQ(listing.files.size(), 2u);
  EXPECT_EQ(listing.files[1].text, "label: night\n");
  EXPECT_EQ(listing.files[1].version, 2);
  EXPECT_EQ(listing.highest, 2);
  EXPECT_EQ(listing.confirmed, (std::vector<std::string>{"0001-installed", "0002-night", "wall"}));
  ProfileFolder again(state.string());
  EXPECT_EQ(again.first(), listing);
}

TEST_F(Profiles, FilesThatArePutThereAreFoundAndTakeANumber) {
  put("0001-installed.yaml", "a");
  ProfileFolder folder(state.string());
  put("calib.yaml", "b");
  put("notes.txt", "c");
  const auto listing = eventually(folder, [](const ProfileListing& l) { return l.files.size() == 2; });
  ASSERT_TRUE(listing.has_value());
  EXPECT_EQ(listing->files[1].id, "calib");
  EXPECT_EQ(listing->files[1].version, 0);
  folder.adopt("calib", "0002-calib");
  const auto after =
      eventually(folder, [](const ProfileListing& l) { return l.files.back().id == "0002-calib"; });
  ASSERT_TRUE(after.has_value());
  EXPECT_EQ(after->files.back().text, "b");
}

TEST_F(Profiles, OrderIsByNumberAndHalfWrittenFilesAreNotSeen) {
  for (const char* name :
       {"0010-j.yaml", "0002-b.yaml", "z.yaml", "0001-a.yaml", "0003-c.yaml.new", "0004.pixels"})
    put(name, "x");
  EXPECT_EQ(ids(), (std::vector<std::string>{"0001-a", "0002-b", "0010-j", "z"}));
  EXPECT_EQ(list_profiles(state.string()).highest, 10);
}

TEST_F(Profiles, AnImportCopiesFileAndPixelsAsTheNextVersion) {
  put("0003-c.yaml", "x");
  const fs::path away = state / "away";
  fs::create_directories(away);
  ASSERT_TRUE(replace_file((away / "Calib night.yaml").string(), "pixels: c.pixels\n"));
  ASSERT_FALSE(import_profile(state.string(), (away / "Calib night.yaml").string(), "c.pixels"))
      << "no pixels there";
  ASSERT_TRUE(replace_file((away / "c.pixels").string(), "p"));
  const auto id = import_profile(state.string(), (away / "Calib night.yaml").string(), "c.pixels");
  ASSERT_TRUE(id) << id.error().text;
  EXPECT_EQ(*id, "0004-calib-night");
  EXPECT_EQ(*read_file((state / "profiles/c.pixels").string()), "p");
  EXPECT_EQ(*read_file((state / "profiles/0004-calib-night.yaml").string()), "pixels: c.pixels\n");
  ASSERT_TRUE(replace_file((away / "c.pixels").string(), "other"));
  EXPECT_FALSE(import_profile(state.string(), (away / "Calib night.yaml").string(), "c.pixels"))
      << "the pixels of a version are never overwritten";
  EXPECT_EQ(*read_file((state / "profiles/c.pixels").string()), "p");
  EXPECT_FALSE(import_profile(state.string(), (away / "none.yaml").string(), ""));
}

TEST_F(Profiles, WhatCannotBeWrittenIsToldAndNothingElseIsLost) {
  put("0001-a.yaml", "x");
  put("active", "0001-a\n");
  fs::create_directories(state / "profiles/active.new");  // stands in the way of the next one
  {
    ProfileFolder folder(state.string());
    folder.activate("0002-b");
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (folder.fault().empty() && std::chrono::steady_clock::now() < until)
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    EXPECT_NE(folder.fault().find("active"), std::string::npos);
  }
  EXPECT_EQ(list_profiles(state.string()).confirmed, (std::vector<std::string>{"0001-a"}));
}

}  // namespace
}  // namespace guangmu::store
