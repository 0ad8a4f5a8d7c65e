// A whole wall stepped without window, clock or GL: what it asks of the renderer for what happened.
#include "stage/stage.h"

#include <gtest/gtest.h>

#include <cmath>

#include "kpi/still.h"
#include "stage/names.h"
#include "tools/exhibit.h"

namespace guangmu::stage {
namespace {

Settings lanzhou() {
  tools::Exhibit exhibit = tools::read_exhibit(std::string(GUANGMU_SOURCE_DIR) + "/config/exhibits/lanzhou", nullptr);
  EXPECT_TRUE(exhibit.ok()) << exhibit.first_error();
  return std::move(exhibit.settings);
}

// A stage on its own clock: 60 frames a second, figures of the report.
class Hall {
 public:
  explicit Hall(Settings settings = lanzhou()) {
    auto engine = draw::TextEngine::create();
    EXPECT_TRUE(engine) << engine.error().text;
    text_.emplace(std::move(*engine));
    data = std::make_shared<const kpi::Snapshot>(kpi::snapshot_from_reports(settings.data, clock_));
    auto made = Stage::create(std::move(settings), *text_, {});
    EXPECT_TRUE(made) << made.error().text;
    stage = std::move(*made);
  }

  // Steps once with these commands; returns the frame.
  const StageFrame& step(const std::vector<std::string>& commands = {}, double by_s = 1. / 60) {
    StageInput in;
    in.now_s = now_s_ += by_s;
    in.wall_clock = clock_ + now_s_;
    in.frame = ++frame_;
    in.data = data;
    if (!commands.empty()) {
      show::Batch batch{frame_, {}, "test"};
      for (const auto& text : commands) batch.commands.push_back(*show::parse_command(text));
      in.batches.push_back(batch);
    }
    last_ = stage->step(in);
    return *last_;
  }
  const StageFrame& run(double seconds) {
    for (double t = 0; t < seconds; t += 1. / 60) step();
    return *last_;
  }

  std::unique_ptr<Stage> stage;
  kpi::SnapshotPtr data;

 private:
  std::optional<draw::TextEngine> text_;
  std::optional<StageFrame> last_;
  Instant clock_ = *parse_instant("2022-12-31T10:00:00+08:00");
  double now_s_ = 100;
  std::uint64_t frame_ = 0;
};

std::vector<const draw::Group*> groups(const draw::DrawList& list) {
  std::vector<const draw::Group*> all;
  for (const auto& placed : list.groups) all.push_back(placed.group.get());
  return all;
}

TEST(Stage, TheFirstFrameAlreadyAsksForAPicture) {
  Hall hall;
  const StageFrame& frame = hall.step();
  ASSERT_NE(frame.request.program, nullptr);
  EXPECT_EQ(frame.request.program->canvas, (SizePx{2304, 1440}));
  EXPECT_EQ(frame.request.tables->wall, (SizePx{2304, 1440}));
  EXPECT_EQ(frame.request.light, 1.f);
}

TEST(Stage, TheFiguresOnTheWallAreThoseItsPictureWasMadeFrom) {
  Hall hall;
  EXPECT_EQ(hall.stage->program_data(), nullptr);
  hall.step();
  EXPECT_EQ(hall.stage->program_data(), hall.data);
  EXPECT_FALSE(hall.stage->program_metrics().empty());
  const kpi::SnapshotPtr before = hall.data;
  hall.step({"freeze on"});
  hall.data = std::make_shared<const kpi::Snapshot>(*before);
  hall.step();
  EXPECT_EQ(hall.stage->program_data(), before) << "a frozen picture keeps its figures";
  hall.step({"freeze off"});
  EXPECT_EQ(hall.stage->program_data(), hall.data);
}

TEST(Stage, ASceneAtRestIsNotBuiltAgainBeforeSomethingIsDue) {
  Hall hall;
  hall.step({"take timeline", "timeline hold", "rotation off"});
  hall.run(6);
  const auto before = groups(*hall.step().request.program);
  std::size_t kept = 0;
  const auto after = groups(*hall.step().request.program);
  ASSERT_EQ(before.size(), after.size());
  for (std::size_t i = 0; i < before.size(); ++i) kept += before[i] == after[i] ? 1 : 0;
  EXPECT_GT(kept, before.size() / 2) << "most groups of a scene at rest are the same pointers";
}

TEST(Stage, ATakeShowsBothScenesUntilItsTransitionIsOver) {
  Hall hall;
  hall.step({"rotation off"});
  hall.run(1);
  const StageFrame& during = hall.step({"take timeline"});
  ASSERT_TRUE(during.show.answers.size() == 1 && during.show.answers[0].applied);
  hall.run(0.2);
  const StageFrame& moving = hall.step();
  EXPECT_NE(moving.request.outgoing, nullptr);
  EXPECT_GT(moving.request.progress, 0.f);
  EXPECT_LT(moving.request.progress, 1.f);
  EXPECT_NE(moving.request.program_key, moving.request.outgoing_key);
  EXPECT_EQ(hall.run(2).request.outgoing, nullptr);
}

TEST(Stage, BlackoutDimsToNothingAndComesBack) {
  Hall hall;
  hall.step({"blackout on"});
  EXPECT_EQ(hall.run(1).request.light, 0.f);
  hall.step({"blackout off"});
  EXPECT_EQ(hall.run(1).request.light, 1.f);
}

std::array<std::uint8_t, 3> code_of(const StageFrame& frame, int x) {
  const float gray[3] = {0.2f, 0.2f, 0.2f};
  return led::grade(gray, x, 700, *frame.request.tables);
}

TEST(Stage, AnAdjustmentIsInTheCodesOfItsFrameAndGoneAfterItsTime) {
  Hall hall;
  const auto before = code_of(hall.step(), 40);
  const std::uint64_t version = hall.step().request.tables_version;
  const StageFrame& adjusted = hall.step({"adjust gamma.r 2.2"});
  ASSERT_TRUE(adjusted.show.answers.at(0).applied);
  EXPECT_GT(adjusted.request.tables_version, version);
  const auto during = code_of(adjusted, 40);
  EXPECT_NEAR(during[0], 255 * std::pow(0.2, 1 / 2.2), 4) << "the inverse of what the cards are said to do";
  EXPECT_LT(during[0], before[0] - 10);
  EXPECT_EQ(during[1], before[1]);
  const StageFrame& refused = hall.step({"adjust gamma.r 77"});
  EXPECT_FALSE(refused.show.answers.at(0).applied);
  EXPECT_EQ(code_of(refused, 40), during) << "what was refused changes nothing";
  EXPECT_NE(code_of(hall.run(19), 40), before);
  EXPECT_EQ(code_of(hall.run(1.5), 40), before);
}

TEST(Stage, HalfTheWallCanShowAnotherVersion) {
  Hall hall;
  const auto before = code_of(hall.step(), 40);
  hall.step({"adjust gamma.r 2.2"});
  const StageFrame& split = hall.step({"profile split active now"});
  EXPECT_EQ(code_of(split, 40), before);
  EXPECT_LT(code_of(split, 2300)[0], before[0] - 10);
  const StageFrame& swapped = hall.step({"profile swap", "brightness 0.5"});
  EXPECT_LT(code_of(swapped, 40)[0], code_of(swapped, 2300)[0]) << "both halves at the same brightness";
  EXPECT_LT(code_of(swapped, 2300)[1], before[1]);
  EXPECT_EQ(code_of(swapped, 2300)[1], code_of(swapped, 40)[1]);
}

TEST(Stage, AnEditedWallKeepsTheColoursThatWereAdjusted) {
  Hall hall;
  hall.step({"adjust gamma.r 2.2"});
  Settings edited = hall.stage->settings();
  edited.wall.colour.gamma.g = 2.4;
  ASSERT_TRUE(hall.stage->replace(edited));
  const auto code = code_of(hall.step(), 40);
  EXPECT_NEAR(code[0], 255 * std::pow(0.2, 1 / 2.2), 4);
  EXPECT_NEAR(code[1], 255 * std::pow(0.2, 1 / 2.4), 4);
  EXPECT_EQ(hall.stage->colour_fault(), "");
}

TEST(Stage, AProfileThatFitsTheWallNoMoreIsToldAndTheWallGoesOn) {
  Settings settings = lanzhou();
  auto engine = draw::TextEngine::create();
  ASSERT_TRUE(engine);
  StageOptions options;
  KeptProfile kept;
  kept.info.id = "0001-even";
  kept.settings.modules.assign(180, {0.5, 0, 0, 0, 0.5, 0, 0, 0, 0.5});
  options.shelf.list.push_back(kept);
  options.profile = "0001-even";
  auto stage = Stage::create(settings, *engine, options);
  ASSERT_TRUE(stage) << stage.error().text;
  EXPECT_NEAR((*stage)->tables().tile_matrices[0][4], 0.5 * led::make_output_tables(settings.wall).tile_matrices[0][4], 1e-5);
  show::Status status;
  (*stage)->describe(status);
  EXPECT_EQ(status.technician.profiles.active, "0001-even");
  EXPECT_EQ(status.technician.colour.module_corrections, 180);
  Settings smaller = settings;
  smaller.wall.size_mm = {1920, 1200};
  smaller.wall.heads.resize(1);
  smaller.wall.heads[0].rect_px = {0, 0, 1152, 720};
  const auto replaced = (*stage)->replace(smaller);
  if (replaced) {
    EXPECT_NE((*stage)->colour_fault().find("180 matrices"), std::string::npos) << (*stage)->colour_fault();
  }
  ASSERT_TRUE((*stage)->replace(settings));
  EXPECT_EQ((*stage)->colour_fault(), "");
}

TEST(Stage, NoCaptionStaysLitOnABlackWallButAnEmergencyDoes) {
  Hall hall;
  hall.step({"message welcome"});
  EXPECT_FALSE(hall.run(1).request.overlay.empty());
  hall.step({"blackout on"});
  EXPECT_TRUE(hall.run(1).request.overlay.empty());
  hall.step({"emergency leave the hall"});
  EXPECT_FALSE(hall.run(1).request.overlay.empty());
  hall.step({"emergency off"});
  hall.step({"blackout off"});
  EXPECT_FALSE(hall.run(1).request.overlay.empty());
}

TEST(Stage, BrightnessChangesTheTablesAndSaysSo) {
  Hall hall;
  const std::uint64_t before = hall.step().request.tables_version;
  const float full = hall.stage->tables().tile_matrices[0][0];
  hall.step({"brightness 0.5"});
  EXPECT_GT(hall.run(1).request.tables_version, before);
  EXPECT_NEAR(hall.stage->tables().tile_matrices[0][0], full / 2, 1e-6f);
}

TEST(Stage, PatternsStandInsteadOfTheScene) {
  Hall hall;
  EXPECT_EQ(hall.step().request.pattern, nullptr);
  const StageFrame& frame = hall.step({"pattern gray"});
  ASSERT_NE(frame.request.pattern, nullptr);
  EXPECT_TRUE(frame.request.pattern->in_codes);
  EXPECT_EQ(frame.request.pattern->rgb.size(), 2304u * 1440u * 3u);
  EXPECT_EQ(hall.step({"pattern off"}).request.pattern, nullptr);
}

TEST(Stage, ATourShowsTheFiguresItSpeaksOf) {
  Hall hall;
  kpi::Snapshot newer = *hall.data;
  newer.metrics["users_total"].reading->value = 99999;
  ++newer.version;
  hall.data = std::make_shared<const kpi::Snapshot>(newer);
  hall.step({"tour start welcome"});
  hall.run(4);
  std::string texts;
  for (const auto& placed : hall.step().request.program->groups)
    for (const auto& item : placed.group->items)
      if (const auto* text = std::get_if<draw::Text>(&item.shape); text && text->run) texts += text->run->text + "|";
  EXPECT_EQ(texts.find("99,999"), std::string::npos) << "a live figure stands beside a spoken one";
  EXPECT_FALSE(hall.step().request.overlay.empty()) << "caption and date of the figures";
}

TEST(Stage, ABadEditLeavesTheRunningWallAsItWas) {
  Hall hall;
  hall.run(1);
  Settings broken = lanzhou();
  broken.wall.card.max_px = 10;  // not even one module fits
  const auto replaced = hall.stage->replace(broken);
  EXPECT_FALSE(replaced);
  EXPECT_EQ(hall.step().request.program->canvas, (SizePx{2304, 1440}));
  EXPECT_EQ(hall.stage->settings().wall.card.max_px, 131072);
}

TEST(Stage, UnknownNamesAreRefusedAndChangeNothing) {
  Hall hall;
  hall.run(1);
  const StageFrame& frame = hall.step({"take nowhere"});
  ASSERT_EQ(frame.show.answers.size(), 1u);
  EXPECT_FALSE(frame.show.answers[0].applied);
  EXPECT_EQ(frame.show.picture.program, "overview");
}

TEST(Names, EveryNameThatCrossesRoomsIsChecked) {
  struct Case {
    const char* what;
    void (*spoil)(Settings&);
    const char* says;
    bool warning;
  };
  for (const Case& c : {
           Case{"cue", [](Settings& s) { s.show.scenes[1].scene = "timelien"; }, "did you mean \"timeline\"", false},
           Case{"tour", [](Settings& s) { s.show.tours = {"farewell"}; }, "tour \"farewell\"", false},
           Case{"step scene", [](Settings& s) { s.tours.at("welcome").steps[0].scene = "lobby"; }, "scene \"lobby\"", false},
           Case{"step event", [](Settings& s) { s.tours.at("welcome").steps[6].event = "two_year"; }, "two_years", false},
           Case{"series", [](Settings& s) { s.data.series.erase("financing_trend"); }, "financing_trend", true},
           Case{"narration", [](Settings& s) { s.narrations.clear(); }, "guangmu narrate", true},
       }) {
    Settings settings = lanzhou();
    EXPECT_TRUE(check_names(settings, nullptr).empty()) << c.what << ": honest names";
    c.spoil(settings);
    const auto faults = check_names(settings, nullptr);
    ASSERT_FALSE(faults.empty()) << c.what;
    EXPECT_NE(faults[0].text.find(c.says), std::string::npos) << c.what << ": " << faults[0].text;
    EXPECT_EQ(faults[0].warning, c.warning) << c.what;
    EXPECT_GT(faults[0].place.line, 0) << c.what << " has no place";
  }
}

TEST(Names, ACharacterWithoutAGlyphIsAnErrorAtLoad) {
  auto text = draw::TextEngine::create();
  ASSERT_TRUE(text);
  Settings settings = lanzhou();
  EXPECT_TRUE(check_names(settings, &*text).empty());
  settings.timeline.events[0].title.zh += "\xF0\x93\x80\x80";  // an Egyptian hieroglyph
  const auto faults = check_names(settings, &*text);
  ASSERT_FALSE(faults.empty());
  EXPECT_NE(faults[0].text.find("no typeface"), std::string::npos);
  EXPECT_FALSE(faults[0].warning);
}

TEST(Nearest, FindsTheNameThatWasMeantAndNothingFarAway) {
  EXPECT_EQ(nearest("overveiw", {"overview", "timeline"}), "overview");
  EXPECT_EQ(nearest("zzz", {"overview", "timeline"}), "");
}

}  // namespace
}  // namespace guangmu::stage
