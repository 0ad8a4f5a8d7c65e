// `guangmu narrate` on the exhibit that ships, in a copy.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "config/exhibit.h"
#include "tools/narrate.h"

namespace guangmu::tools {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

const fs::path shipped = fs::path(GUANGMU_SOURCE_DIR) / "config/exhibits/lanzhou";

std::string text_of(const fs::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

void replace_in(const fs::path& file, const std::string& what, const std::string& with) {
  std::string text = text_of(file);
  const std::size_t at = text.find(what);
  ASSERT_NE(at, std::string::npos) << what;
  text.replace(at, what.size(), with);
  std::ofstream(file) << text;
}

class NarrateCommand : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string ignored;
    if (!run_program({"espeak-ng", "--version"}, ignored).ok()) GTEST_SKIP() << "espeak-ng is not installed";
    const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
    folder_ = fs::temp_directory_path() / (std::string("guangmu_command_") + info->name());
    fs::remove_all(folder_);
    fs::copy(shipped, folder_, fs::copy_options::recursive);
  }
  void TearDown() override { fs::remove_all(folder_); }
  fs::path captions() const { return folder_ / "tours/welcome/captions.yaml"; }
  fs::path folder_;
};

TEST(WelcomeTourFiles, WhatIsCommittedWasMadeFromWhatIsWritten) {
  const config::Loaded loaded = config::load_exhibit(shipped.string());
  for (const config::Issue& issue : loaded.issues)
    EXPECT_THAT(issue.place.file, ::testing::Not(HasSubstr("tours/"))) << issue.line();
  const Figures figures = report_figures(kpi::declare(loaded.settings.data));
  ASSERT_TRUE(loaded.settings.tours.contains("welcome"));
  ASSERT_TRUE(loaded.settings.narrations.contains("welcome"));
  const show::Tour& tour = loaded.settings.tours.at("welcome");
  const show::Narration& narration = loaded.settings.narrations.at("welcome");
  ASSERT_EQ(narration.steps.size(), tour.steps.size());
  for (std::size_t i = 0; i < tour.steps.size(); ++i) {
    const auto hash = made_from(tour, tour.steps[i], figures);
    ASSERT_TRUE(hash.ok()) << hash.error().text;
    EXPECT_EQ(narration.steps[i].made_from, *hash) << tour.steps[i].id << " was changed: run guangmu narrate";
  }
}

TEST_F(NarrateCommand, LeavesAloneWhatDidNotChange) {
  const std::string before = text_of(captions());
  EXPECT_EQ(run_narrate(folder_.string()), 0);
  EXPECT_EQ(text_of(captions()), before);
  EXPECT_EQ(text_of(folder_ / "tours/welcome/arrival.ogg"), text_of(shipped / "tours/welcome/arrival.ogg"));
}

TEST_F(NarrateCommand, RemakesTheStepsThatNameAChangedFigure) {
  replace_in(folder_ / "data.yaml", "137.87", "140.01");
  EXPECT_EQ(run_narrate(folder_.string()), 0);
  EXPECT_THAT(text_of(captions()), HasSubstr("140.01 亿元"));
  EXPECT_THAT(text_of(captions()), HasSubstr("financing_granted: {value: 140.01, as_of: 2022-12-31}"));
  EXPECT_NE(text_of(folder_ / "tours/welcome/financing.ogg"),
            text_of(shipped / "tours/welcome/financing.ogg"));
  EXPECT_EQ(text_of(folder_ / "tours/welcome/arrival.ogg"), text_of(shipped / "tours/welcome/arrival.ogg"));
}

TEST_F(NarrateCommand, MendsWhatItWroteItself) {
  fs::remove(folder_ / "tours/welcome/farewell.ogg");
  EXPECT_EQ(run_narrate(folder_.string()), 0);
  EXPECT_TRUE(fs::exists(folder_ / "tours/welcome/farewell.ogg"));
  EXPECT_TRUE(config::load_exhibit(folder_.string()).ok());
}

TEST_F(NarrateCommand, RefusesAnExhibitWithMistakes) {
  replace_in(folder_ / "tours/welcome.yaml", "{users_total}", "{user_total}");
  ::testing::internal::CaptureStderr();
  EXPECT_EQ(run_narrate(folder_.string()), 1);
  EXPECT_THAT(
      ::testing::internal::GetCapturedStderr(),
      ::testing::ContainsRegex("welcome.yaml:[0-9]+:[0-9]+: error: step users: .user_total. is no figure"));
  EXPECT_EQ(run_narrate((folder_ / "nowhere").string()), 1);
}

}  // namespace
}  // namespace guangmu::tools
