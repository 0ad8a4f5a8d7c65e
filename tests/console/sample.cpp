#include "tests/console/sample.h"

#include "base/version.h"

namespace guangmu::console::testing {
namespace {

show::MetricStatus metric(const char* zh, const char* en, const char* digits, kpi::Freshness freshness) {
  show::MetricStatus m;
  m.label = {zh, en};
  m.digits = {digits, digits};
  m.unit_text = {"亿元", "bn CNY"};
  m.value = 1;
  m.unit = "亿元";
  m.freshness = freshness;
  if (freshness != kpi::Freshness::never) m.age_s = 42;
  m.source = "platform";
  return m;
}

}  // namespace

show::Status sample_status() {
  show::Status s;
  s.version = version;
  s.wall_clock = {1'700'000'000'000'000};
  s.uptime_s = 4000;
  s.exhibit = {"lanzhou",
               {"兰州新区绿色金融", "Lanzhou New Area green finance"},
               {"绿金通", "Lvjintong"},
               {Language::zh, Language::en}};
  s.scene.program = "overview";
  s.scene.program_since = {1'699'999'900'000'000};
  s.scenes = {{"overview", {"总览", "Overview"}, true, "", {"loans", "granted"}},
              {"timeline", {"绿色金融之路", "The road"}, true, "", {}}};
  s.tours = {{"welcome", {"欢迎参观", "Welcome"}, 143, 3}};
  s.timeline = {
      2,
      "b",
      false,
      {{"a", {"获批试验区", "Pilot zone"}, "2019-11"}, {"b", {"成立小组", "Group set up"}, "2019-12"}}};
  s.control.holder = show::Holder::rotation;
  s.rotation = true;
  s.rotation_next_s = 29;
  s.metrics = {{"loans", metric("绿色贷款总额", "Green loans", "50.56", kpi::Freshness::live)},
               {"granted", metric("实现融资总额", "Granted", "137.87", kpi::Freshness::late)},
               {"applied", metric("融资申请总额", "Applied", "381.02", kpi::Freshness::stale)},
               {"users", metric("累计企业用户", "Users", "10,016", kpi::Freshness::never)}};
  s.sources = {{"platform", "http://127.0.0.1:7440/api/v1/kpi", "", {}, {}, 25, 0}};
  s.sound.device = "null";
  s.last_commands = {{s.wall_clock, "take overview", "console 127.0.0.1", show::Outcome::applied, "", 7}};
  return s;
}

show::Status touring() {
  show::Status s = sample_status();
  s.control = {show::Holder::tour, "console", std::nullopt, {show::Holder::rotation}};
  s.tour.id = "welcome";
  s.tour.title = {"欢迎参观", "Welcome"};
  s.tour.running = true;
  s.tour.step = 2;
  s.tour.position_s = 60;
  s.tour.length_s = 143;
  s.tour.step_position_s = 10;
  s.tour.step_length_s = 50;
  s.tour.figures_date = "2022-12-31";
  s.tour.sound = true;
  s.tour.caption = {"绿色贷款总额 50.56 亿元。", "Green loans of 5.06 bn CNY."};
  s.tour.steps = {{"welcome", "overview", "", {"欢迎", "Welcome"}, 0, 50, {}},
                  {"loans", "overview", "", {"绿色贷款", "Green loans"}, 50, 50, {}},
                  {"road", "timeline", "a", {"试验区获批", "Pilot zone"}, 100, 43, {}}};
  return s;
}

void show_status(Model& model, show::Status status, LinkState state) {
  LinkView view;
  view.state = state;
  view.since = model.time;
  view.status_at = model.time;
  view.status = std::make_shared<const show::Status>(std::move(status));
  view.revision = model.link.revision + 1;
  model.see(view);
}

Model connected_to(show::Status status) {
  Model model;
  model.time = {1'000'000'000};
  show_status(model, std::move(status));
  return model;
}

}  // namespace guangmu::console::testing
