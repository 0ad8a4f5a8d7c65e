// A folder with many mistakes in many files: one list, nothing left out, and never a stop at the first.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "config/exhibit.h"

namespace guangmu::config {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::HasSubstr;

class Folder : public testing::Test {
 protected:
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "guangmu-exhibit-XXXXXX").string();
    root_ = ::mkdtemp(pattern.data());
    folder_ = root_ / "small";
    fs::copy(GUANGMU_SOURCE_DIR "/config/exhibits/lanzhou", folder_, fs::copy_options::recursive);
  }
  ~Folder() override { fs::remove_all(root_); }

  void change(const std::string& name, const std::string& from, const std::string& to) {
    std::ifstream in(folder_ / name, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    const auto at = text.find(from);
    ASSERT_NE(at, std::string::npos) << name << ": " << from;
    std::ofstream(folder_ / name, std::ios::binary) << text.replace(at, from.size(), to);
  }
  void write(const std::string& name, const std::string& text) { std::ofstream(folder_ / name) << text; }

  // The issues without the folder's name.
  std::vector<std::string> told() {
    std::vector<std::string> lines;
    for (const Issue& issue : load_exhibit(folder_.string()).issues)
      lines.push_back(issue.line().substr(folder_.string().size() + 1));
    return lines;
  }

  fs::path root_, folder_;
};

TEST_F(Folder, GathersMistakesOfEveryFile) {
  change("exhibit.yaml", "still_clock", "still_clok");
  change("data.yaml", "every: 5s", "every: often");
  change("data.yaml", "max_step: 100", "max_step: -1");
  change("timeline.yaml", "date: 2019-11", "date: 2019-13");
  change("theme.yaml", "\"#04120E\"", "black");
  change("hall.yaml", "kind: sound", "kind: sond");
  write("scenes/broken.yaml", "title: [\n");
  write("tours/empty.yaml", "title: {zh: 空}\nsteps: []\n");
  const auto lines = told();
  EXPECT_THAT(lines,
              Contains(HasSubstr("exhibit.yaml:")).Times(2));  // unknown key, and its right name missing
  EXPECT_THAT(lines, Contains(HasSubstr("did you mean \"still_clock\"?")));
  EXPECT_THAT(lines, Contains(HasSubstr("every: \"often\"; expected a time")));
  EXPECT_THAT(lines, Contains(HasSubstr("max_step: -1 is out of range; expected a number, at least 0")));
  EXPECT_THAT(lines, Contains(HasSubstr("timeline.yaml:7:11: error: date: \"2019-13\"")));
  EXPECT_THAT(lines, Contains(HasSubstr("theme.yaml:")));
  EXPECT_THAT(lines, Contains(HasSubstr("did you mean sound?")));
  EXPECT_THAT(lines, Contains(HasSubstr("scenes/broken.yaml:")));
  EXPECT_THAT(lines, Contains(HasSubstr("tours/empty.yaml:2:8: error: steps: the tour has no steps")));
}

TEST_F(Folder, NamesMissingFiles) {
  for (const auto* name : {"exhibit.yaml", "wall.yaml", "data.yaml"}) {
    fs::rename(folder_ / name, root_ / name);
    EXPECT_THAT(told(),
                Contains(std::string(name) + ": error: there is no such file; expected it in every exhibit"));
    fs::rename(root_ / name, folder_ / name);
  }
  fs::remove_all(folder_ / "scenes");
  EXPECT_THAT(told(), Contains(HasSubstr("scenes: error: there is no such folder")));
}

TEST_F(Folder, GoesWithoutWhatIsOptional) {
  for (const auto* name : {"theme.yaml", "timeline.yaml", "hall.yaml", "tours"})
    fs::remove_all(folder_ / name);
  EXPECT_TRUE(load_exhibit(folder_.string()).ok());
}

TEST_F(Folder, TakesIdsFromTheNamesOfFiles) {
  change("exhibit.yaml", "id: lanzhou\n", "");
  const auto loaded = load_exhibit(folder_.string() + "/");
  EXPECT_EQ(loaded.settings.exhibit.id, "small");
  EXPECT_TRUE(loaded.settings.scenes.contains("overview"));
  EXPECT_TRUE(loaded.settings.tours.contains("welcome"));
}

TEST_F(Folder, RefusesTwoScenesOfOneName) {
  fs::copy(folder_ / "scenes/overview.yaml", folder_ / "scenes/zz.yaml");
  change("scenes/zz.yaml", "title:", "id: overview\ntitle:");
  EXPECT_THAT(
      told(),
      Contains("scenes/zz.yaml: error: a second file with the id \"overview\"; expected ids that differ"));
  fs::rename(folder_ / "scenes/zz.yaml", folder_ / "scenes/Big Scene.yaml");
  change("scenes/Big Scene.yaml", "id: overview\n", "");
  EXPECT_THAT(
      told(),
      Contains(HasSubstr("scenes/Big Scene.yaml: error: the name of the file, \"Big Scene\", is no id")));
}

TEST_F(Folder, WarnsOfFilesThatNobodyReads) {
  write("dat.yaml", "a: 1\n");
  write("theme.yml", "a: 1\n");
  EXPECT_THAT(told(), Contains("dat.yaml: warning: is not read; did you mean data.yaml?"));
  EXPECT_THAT(told(), Contains("theme.yml: warning: is not read; did you mean theme.yaml?"));
}

TEST_F(Folder, AFileThatIsAFolderIsToldLikeAnyMistake) {
  fs::remove(folder_ / "data.yaml");
  fs::create_directory(folder_ / "data.yaml");
  EXPECT_THAT(told(),
              Contains("data.yaml: error: cannot be read; expected a file with the right to read it"));
}

}  // namespace
}  // namespace guangmu::config
