// What fuzzing found worth keeping is replayed in every run.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/kpi/fuzz/targets.h"

namespace guangmu::kpi {
namespace {

TEST(Corpus, keeps_what_must_hold) {
  const struct {
    const char* folder;
    void (*target)(std::string_view);
  } all[] = {{"json", fuzz::json},     {"csv", fuzz::csv},   {"prometheus", fuzz::prometheus},
             {"amount", fuzz::amount}, {"path", fuzz::path}, {"payload", fuzz::payload}};
  for (const auto& one : all) {
    std::size_t files = 0;
    for (const auto& entry :
         std::filesystem::directory_iterator(std::string(GUANGMU_SOURCE_DIR "/tests/kpi/corpus/") + one.folder)) {
      SCOPED_TRACE(entry.path().string());
      std::ifstream in(entry.path(), std::ios::binary);
      const std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
      one.target(bytes);
      for (std::size_t cut = 1; cut < 5; ++cut) one.target(std::string_view(bytes).substr(0, bytes.size() * cut / 5));
      ++files;
    }
    EXPECT_GE(files, 3u) << one.folder;
  }
}

}  // namespace
}  // namespace guangmu::kpi
