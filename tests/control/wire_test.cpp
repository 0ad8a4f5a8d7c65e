// The state and the commands survive the way through JSON.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "control/wire/command_wire.h"
#include "control/wire/status_wire.h"

namespace guangmu::wire {
namespace {

// No member as it is by default.
show::TechnicianStatus full_technician() {
  show::TechnicianStatus t;
  t.wall = {{192, 96}, 12, 15, {{27, 4, 3, {768, 576, 384, 192}}}, {{4, 589824, 650000, 2}, {5, 1, 2, {}}}};
  t.modules = {{7, 6, {0.98, 1, 0.955}, {1, 1.02, 1, 0.99}, 3}};
  t.pointed = "module 7-6";
  t.colour = {5600,
              {0.33, 0.34},
              {0.9, 1, 0.8},
              {0.5, 0, 0.25},
              {2.6, 2.7, 2.75},
              {{{{0, 0}, {0.5, 0.125}, {1, 1}}, {{0, 0}, {1, 1}}, {{0, 0}, {0.25, 0.1}, {1, 1}}}},
              {3, 4, 5},
              {250, 251, 252},
              "ordered",
              180,
              true};
  t.profiles = {true, "kept", "0003-night", {}, {}, "0001-installed", "0003-night"};
  t.profiles.list = {
      {"0003-night", "夜间", "Wang", 3, *parse_instant("2026-11-19T22:10:00+08:00"), true, 0.012},
      {"0001-installed", "", "", 1, {}, false, {}}};
  t.profiles.trial = show::TrialStatus{"adjust", "gamma.r 2.6", "0003-night", 12.5, 20, 4};
  t.power = {900, 98, 101, 300, 600, 580, 0.17, 0.8, 250, {98, 101.5f}, {20, 18.75f}};
  t.heads = {{"HDMI-1",
              "GM-L",
              "DELL",
              show::HeadState::wrong_screen,
              "swap the cables",
              {0, 0, 1152, 1440},
              60,
              116.5,
              165}};
  return t;
}

show::Status full_status() {
  show::Status s;
  s.version = "0.1.0";
  s.wall_clock = *parse_instant("2026-11-20T10:44:02.250+08:00");
  s.uptime_s = 12.5;
  s.exhibit = {"lanzhou", {"绿金通", "Lvjintong"}, {"绿", "L"}, {Language::zh, Language::en}};
  s.wall_px = {2304, 1440};
  s.scene.program = "overview";
  s.scene.preview = "timeline";
  s.scene.ready = true;
  s.scene.transition = show::TransitionStatus{"hold", "overview", show::TransitionKind::push, 1.2, 0.25};
  s.scene.program_since = *parse_instant("2026-11-20T10:40:00+08:00");
  s.scene.undo_depth = 3;
  s.scenes = {{"overview", {"总览", "Overview"}, true, "", {"users_total", "green_share"}}};
  s.tour.id = "welcome";
  s.tour.running = true;
  s.tour.step = 2;
  s.tour.step_id = "development";
  s.tour.position_s = 31.25;
  s.tour.caption = {"欢迎", "Welcome"};
  s.tour.steps = {{"open", "overview", "", {"开场", "Opening"}, 0, 20.5, {{"你好。", "Hello."}}}};
  s.tours = {{"welcome", {"欢迎", "Welcome"}, 100, 6}};
  s.timeline = {2, "phase_two", true, {{"phase_one", {"一期", "Phase one"}, "2019-11"}}};
  s.control = {show::Holder::operator_,
               "console",
               *parse_instant("2026-11-20T10:47:00+08:00"),
               {show::Holder::tour, show::Holder::rotation}};
  s.hold_left_s = 90;
  s.blackout = true;
  s.brightness = 0.62;
  s.language = Language::en;
  s.message = "欢迎 \"来宾\"\n";
  s.patterns = {"cards", "gray"};
  s.last_commands = {{s.wall_clock, "take overview", "ctl", show::Outcome::ignored, "twice", 44}};
  show::MetricStatus metric;
  metric.value = 10016;
  metric.unit = "户";
  metric.age_s = 4;
  metric.freshness = kpi::Freshness::late;
  metric.source = "platform";
  metric.digits = {"10,016", "10,016"};
  s.metrics["users_total"] = metric;
  s.metrics["green_share"] = {};
  s.sources = {{"platform", "http://127.0.0.1:7440", "refused", s.wall_clock, std::nullopt, 7, 2}};
  s.sources[0].fault_zh = "被拒绝";
  s.sources[0].label = {"平台", "Platform"};
  s.sources[0].refused = {{"甲：没有", "a: nothing"}};
  s.sources[0].refused_count = 9;
  s.sources[0].day.available = 0.9994;
  s.sources[0].day.by_hour[3] = 0.5;
  s.sources[0].day.begins = s.wall_clock + -82800;
  s.sound.device = "null";
  s.sound.state = audio::DeviceState::missing;
  s.sound.volume_db = {-3, 0, -12, 0, -6};
  s.sound.levels.bus[1].rms_db = -23;
  s.faults = {
      {s.wall_clock, "kpi", "the source platform is gone", "call the platform", show::Severity::fault, "平台断了", "打电话问平台"}};
  s.frame = {1234, 5, 59.9, 1.25, 9.5, {{"scene", 0.5}}};
  s.technician = full_technician();
  return s;
}

TEST(StatusWire, EveryFieldComesBack) {
  const show::Status s = full_status();
  const auto back = parse_status(status_json(s));
  ASSERT_TRUE(back.ok()) << back.error().text;
  EXPECT_EQ(back->scene, s.scene);
  EXPECT_EQ(back->scenes, s.scenes);
  EXPECT_EQ(back->tour, s.tour);
  EXPECT_EQ(back->tours, s.tours);
  EXPECT_EQ(back->timeline, s.timeline);
  EXPECT_EQ(back->control, s.control);
  EXPECT_EQ(back->last_commands, s.last_commands);
  EXPECT_EQ(back->faults, s.faults);
  EXPECT_EQ(back->exhibit, s.exhibit);
  EXPECT_EQ(back->sound.volume_db, s.sound.volume_db);
  EXPECT_EQ(back->metrics.at("users_total").age_s, 4);
  EXPECT_FALSE(back->metrics.at("green_share").value.has_value());
  // What the comparisons above leave out shows in the text.
  EXPECT_EQ(status_json(*back), status_json(s));
}

TEST(StatusWire, TheTechniciansPageComesBackWhole) {
  const auto back = parse_status(status_json(full_status()));
  ASSERT_TRUE(back.ok()) << back.error().text;
  const show::TechnicianStatus& t = back->technician;
  ASSERT_EQ(t.wall.cards.size(), 1u);
  EXPECT_EQ(t.wall.cards[0].rect_px, (std::array{768, 576, 384, 192}));
  EXPECT_EQ(t.wall.ports[0].backup, 2);
  EXPECT_FALSE(t.wall.ports[1].backup.has_value());
  EXPECT_EQ(t.modules[0].seam[1], 1.02);
  EXPECT_EQ(t.pointed, "module 7-6");
  EXPECT_EQ(t.colour.curve[2][1][1], 0.1);
  EXPECT_EQ(t.colour.dark_codes, (std::array{3, 4, 5}));
  EXPECT_EQ(t.profiles.list[0].label, "夜间");
  EXPECT_EQ(t.profiles.list[0].non_uniformity, 0.012);
  ASSERT_TRUE(t.profiles.trial.has_value());
  EXPECT_EQ(t.profiles.trial->left_s, 12.5);
  EXPECT_EQ(t.power.minute_w_m2[1], 101.5f);
  EXPECT_EQ(t.heads[0].state, show::HeadState::wrong_screen);
  // Every member of the listing differs from its default, so what is not listed or is listed twice shows
  // here.
  EXPECT_EQ(status_json(*back), status_json(full_status()));
  EXPECT_THAT(status_json(*back), testing::HasSubstr(R"("technician":{"wall":{"module_px":[192,96])"));
}

TEST(StatusWire, ListenersGetTheMapOfTheWallOnce) {
  const show::Status first = full_status();
  show::Status later = first;
  later.technician.pointed = "card 3";
  const std::string small = state_message(later, Map::left_out);
  EXPECT_THAT(small, testing::Not(testing::HasSubstr("rect_px\":[768")));
  const auto joined = parse_message(small, &first);
  ASSERT_TRUE(joined.ok() && joined->status);
  EXPECT_EQ(joined->status->technician.pointed, "card 3");
  EXPECT_EQ(status_json(*joined->status), status_json(later));
  EXPECT_TRUE(parse_message(small)->status->technician.wall.cards.empty());
  // A map that is sent wins over the old one, and a changed one is seen in its gist.
  later.technician.wall.cards[0].port = 5;
  EXPECT_EQ(parse_message(state_message(later), &first)->status->technician.wall.cards[0].port, 5);
  EXPECT_NE(map_gist(later.technician.wall), map_gist(first.technician.wall));
  EXPECT_EQ(map_gist(full_status().technician.wall), map_gist(first.technician.wall));
}

TEST(StatusWire, ScriptsFindTheirFields) {
  const std::string json = status_json(full_status());
  for (const char* part :
       {R"("scene":{"program":"overview","preview":"timeline")", R"("tour":{"id":"welcome")",
        R"("running":true)", R"("step":2)", R"("position_s":31.25)",
        R"("users_total":{"value":10016.0,"unit":"户","age_s":4.0,"freshness":"late","source":"platform")",
        R"({"since":"2026-11-20T10:44:02.250+08:00","room":"kpi","text":)",
        R"("frame":{"number":1234,"late":5,"fps":59.9)", R"("holder":"operator")",
        R"("volume_db":{"master":-3.0,"narration":0.0,"music":-12.0)"})
    EXPECT_THAT(json, testing::HasSubstr(part));
}

TEST(StatusWire, WhatIsNotFiniteOrBrokenStaysReadable) {
  show::Status s;
  s.brightness = std::numeric_limits<double>::quiet_NaN();
  s.message = "\xff\xfe";
  EXPECT_TRUE(parse_status(status_json(s)).ok());
}

TEST(StatusWire, ForeignAndBrokenTextIsRefusedInWords) {
  const std::pair<const char*, const char*> cases[] = {
      {"", "no JSON"},
      {"{", "no JSON"},
      {"[]", "an object"},
      {R"({"scene": 3})", "scene: expected an object"},
      {R"({"scene": {"program": 3}})", "scene.program: expected a text"},
      {R"({"frame": {"number": -1}})", "frame.number"},
      {R"({"tour": {"step": 1e3}})", "tour.step: expected a whole number"},
      {R"({"tour": {"step": 99999999999}})", "tour.step"},
      {R"({"faults": [{"since": "yesterday"}]})", "faults[0].since"},
      {R"({"wall_px": [1]})", "wall_px: expected a list of 2"},
      {R"({"language": "de"})", "language: expected a known name"},
      {R"({"metrics": {"a": {"value": "x"}}})", "metrics.a.value: expected a number"},
  };
  for (const auto& [text, told] : cases) {
    const auto parsed = parse_status(text);
    ASSERT_FALSE(parsed.ok()) << text;
    EXPECT_THAT(parsed.error().text, testing::HasSubstr(told)) << text;
  }
  EXPECT_TRUE(parse_status(R"({"new_key": 1})").ok()) << "a newer wall may say more";
}

TEST(StatusWire, GistChangesWithWhatOneSeesOnly) {
  show::Status a = full_status(), b = a;
  b.frame.number += 60;
  b.uptime_s += 1;
  b.metrics["users_total"].age_s = 5;
  b.tour.position_s += 1;
  b.technician.profiles.trial->left_s -= 1;
  b.technician.power.w += 10;
  b.technician.power.minute_w_m2.push_back(3);
  EXPECT_EQ(status_gist(a), status_gist(b));
  b.metrics["users_total"].value = 10017;
  EXPECT_NE(status_gist(a), status_gist(b));
}

TEST(StatusWire, MessagesCarryStateOrEvent) {
  const auto state = parse_message(state_message(full_status()));
  ASSERT_TRUE(state.ok() && state->status && !state->event);
  EXPECT_EQ(state->status->scene.program, "overview");
  const show::Event event{*parse_instant("2026-11-20T10:44:02+08:00"), "caption", "欢迎", 3.5, 168000};
  const auto told = parse_message(event_message(event));
  ASSERT_TRUE(told.ok() && told->event);
  EXPECT_EQ(*told->event, event);
  EXPECT_FALSE(parse_message("hello").ok());
  EXPECT_FALSE(parse_message("[1]").ok());
}

TEST(CommandWire, BatchesGoThereAndBack) {
  const std::vector<std::string> batch{"take overview", "message 欢迎 \"来宾\""};
  EXPECT_EQ(*parse_commands(commands_json(batch)), batch);
  for (const char* bad : {"", "{", "[]", "3", "{}", R"({"commands": "take"})", R"({"commands": []})",
                          R"({"commands": [1]})", R"({"commands": [["take"]]})", R"({"commands": null})"})
    EXPECT_FALSE(parse_commands(bad).ok()) << bad;
  EXPECT_FALSE(parse_commands(commands_json(std::vector<std::string>(65, "cut"))).ok());
}

TEST(CommandWire, AnswersReadAsWords) {
  const CommandReply good = parse_command_reply(200, applied_json(77));
  EXPECT_TRUE(good.applied);
  EXPECT_EQ(good.frame, 77u);
  const CommandReply refused =
      parse_command_reply(409, errors_json({{1, "there is no scene x"}, {2, "nor y"}}));
  EXPECT_FALSE(refused.applied);
  EXPECT_EQ(refused.reason, "there is no scene x\nnor y");
  EXPECT_EQ(refused.errors, (std::vector<CommandError>{{1, "there is no scene x"}, {2, "nor y"}}));
  for (const int status : {200, 400, 401, 403, 404, 413, 429, 500})
    EXPECT_FALSE(parse_command_reply(status, "<html>").reason.empty());
  EXPECT_FALSE(parse_command_reply(200, "{}").applied);
}

}  // namespace
}  // namespace guangmu::wire
