#include "tools/narrate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "audio/decode.h"
#include "tools/narrate_sound.h"

namespace guangmu::tools {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

kpi::Declaration exhibit_figures() {
  kpi::DataSettings data;
  kpi::MetricSettings granted, green, articles, share;
  granted.source = green.source = articles.source = "platform";
  granted.unit = green.unit = "亿元";
  granted.decimals = green.decimals = 2;
  granted.report = kpi::ReportSettings{137.87, {2022, 12, 31}, {}};
  green.report = kpi::ReportSettings{50.56, {2022, 12, 31}, {}};
  articles.unit = "篇";
  articles.approx = true;
  articles.report = kpi::ReportSettings{100, {2022, 12, 31}, {}};
  share.formula = "green / granted";
  share.unit = "%";
  share.decimals = 1;
  data.metrics = {{"granted", granted}, {"green", green}, {"articles", articles}, {"share", share}};
  return kpi::declare(data);
}

show::Tour short_tour() {
  show::Tour tour;
  tour.id = "short";
  tour.title = {"短", "Short"};
  tour.lead = {0.5};
  tour.tail = {0.5};
  tour.steps.resize(2);
  tour.steps[0].id = "one";
  tour.steps[0].sentences.resize(2);
  tour.steps[0].sentences[0].text = {"实现融资 {granted}。", "Granted: {granted}."};
  tour.steps[0].sentences[1].text = {"占 {share}，报道 {articles}。", "{share}, {articles}."};
  tour.steps[1].id = "two";
  tour.steps[1].sentences.resize(1);
  tour.steps[1].sentences[0].text = {"感谢参观。", "Thank you."};
  return tour;
}

class Narrate : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
    job_.exhibit = fs::temp_directory_path() / (std::string("guangmu_narrate_") + info->name());
    fs::remove_all(job_.exhibit);
    fs::create_directories(job_.exhibit);
    job_.tour = short_tour();
    job_.figures = report_figures(exhibit_figures());
  }
  void TearDown() override { fs::remove_all(job_.exhibit); }
  NarrateJob job_;
};

TEST_F(Narrate, FillsFiguresInAsTheWallWritesThem) {
  const auto text = with_figures(job_.tour.steps[0].sentences[1].text, job_.figures);
  ASSERT_TRUE(text.ok());
  EXPECT_EQ(text->zh, "占 36.7%，报道 100 余篇。");
  EXPECT_THAT(figures_in(job_.tour.steps[0].sentences[1].text), ElementsAre("share", "articles"));
  const auto unknown = with_figures({"{grantd}", ""}, job_.figures);
  ASSERT_FALSE(unknown.ok());
  EXPECT_THAT(unknown.error().text, HasSubstr("grantd"));
  EXPECT_THAT(unknown.error().text, HasSubstr("granted"));
}

TEST_F(Narrate, SpeaksMeasuresAndRemakesOnlyWhatChanged) {
  std::string ignored;
  if (!run_program({"espeak-ng", "--version"}, ignored).ok()) GTEST_SKIP() << "espeak-ng is not installed";
  auto first = narrate(job_);
  ASSERT_TRUE(first.ok()) << first.error().text;
  EXPECT_THAT(first->made, ElementsAre("one", "two"));
  const show::NarratedStep& step = first->narration.steps[0];
  EXPECT_EQ(step.audio, "tours/short/one.ogg");
  const auto clip = audio::decode_file(job_.exhibit / step.audio);
  ASSERT_TRUE(clip.ok()) << clip.error().text;
  EXPECT_EQ((*clip)->frames, step.frames);
  EXPECT_EQ((*clip)->channels, 1) << "both channels alike";
  ASSERT_EQ(step.captions.size(), 2u);
  EXPECT_EQ(step.captions[0].from, 24000);
  EXPECT_EQ(step.captions[0].text.zh, "实现融资 137.87 亿元。");
  EXPECT_EQ(first->narration.figures.at("share").as_of, (Date{2022, 12, 31}));

  job_.before = first->narration;
  auto again = narrate(job_);
  ASSERT_TRUE(again.ok());
  EXPECT_THAT(again->made, IsEmpty());
  EXPECT_EQ(captions_yaml(again->narration), captions_yaml(first->narration));

  job_.tour.steps[1].sentences[0].text.zh = "谢谢参观。";
  EXPECT_THAT(narrate(job_)->made, ElementsAre("two"));
  job_.figures.at("granted").text.zh = "137.88 亿元";
  EXPECT_THAT(narrate(job_)->made, ElementsAre("one", "two"));
}

TEST_F(Narrate, SaysWhatIsMissing) {
  job_.program = "espeak-ng-that-is-not-here";
  const auto result = narrate(job_);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().blame, Blame::machine);
  EXPECT_THAT(result.error().text, HasSubstr("espeak-ng-that-is-not-here"));
  EXPECT_THAT(result.error().text, HasSubstr("apt-get install espeak-ng"));
  job_.program = "espeak-ng";
  job_.tour.steps[1].sentences[0].text.zh = "看 KPI。";
  const auto latin = narrate(job_);
  ASSERT_FALSE(latin.ok());
  EXPECT_THAT(latin.error().text, HasSubstr("step two: the voice cannot say \"KPI\""));
}

TEST_F(Narrate, WritesCaptionsWholeOrNotAtAll) {
  show::Narration narration;
  narration.figures["granted"] = {137.87, {2022, 12, 31}};
  narration.steps.push_back(
      {"one", "tours/short/one.ogg", 96000, "00ff", {{24000, 48000, {"说 \"好\"", "Say"}}}});
  const fs::path file = job_.exhibit / "captions.yaml";
  ASSERT_TRUE(write_captions(file, narration).ok());
  std::ifstream in(file);
  const std::string text((std::istreambuf_iterator<char>(in)), {});
  EXPECT_THAT(text, HasSubstr("granted: {value: 137.87, as_of: 2022-12-31}"));
  EXPECT_THAT(text, HasSubstr("zh: \"说 \\\"好\\\"\""));
  const auto refused = write_captions(job_.exhibit / "no/such/folder/captions.yaml", narration);
  ASSERT_FALSE(refused.ok());
  EXPECT_THAT(refused.error().text, HasSubstr("no/such/folder"));
}

TEST(NarrateSound, TrimsSilenceAndKnowsWhereSentencesStand) {
  std::vector<float> sentence(48000, 0.f);
  for (std::size_t i = 9600; i < 33600; ++i) sentence[i] = (i / 50) % 2 == 0 ? 0.3f : -0.3f;
  const std::vector<float> cut = trimmed(sentence);
  EXPECT_NEAR(static_cast<double>(cut.size()), 24000 + 2 * 480, 480);
  EXPECT_TRUE(trimmed(std::vector<float>(4800, 0.f)).empty());
  const Joined joined = join({{cut, 0.25}, {cut, 9}}, 1, 0.5);
  const auto n = static_cast<std::int64_t>(cut.size());
  ASSERT_EQ(joined.sentences.size(), 2u);
  EXPECT_EQ(joined.sentences[0].from, 48000);
  EXPECT_EQ(joined.sentences[1].from, 48000 + n + 12000);
  EXPECT_EQ(static_cast<std::int64_t>(joined.samples.size()), 48000 + 2 * n + 12000 + 24000);
}

}  // namespace
}  // namespace guangmu::tools
