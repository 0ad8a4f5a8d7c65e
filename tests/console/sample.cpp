#include "tests/console/sample.h"

#include "stage/check_questions.h"

#include <cmath>

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

show::Status technical() {
  show::Status s = sample_status();
  s.wall_px = {2304, 1440};
  s.patterns = {"cards", "grid",  "checker", "lines",    "range",    "chroma", "red",    "green",
                "blue",  "white", "ramps",   "low_gray", "ghosting", "seams",  "motion", "flash"};
  show::TechnicianStatus& t = s.technician;
  t.wall.module_px = {192, 96};
  t.wall.columns = 12;
  t.wall.rows = 15;
  for (int i = 0; i < 48; ++i) {
    const int column = i / 8, row = i % 8;
    t.wall.cards.push_back({i + 1, column + 1, row + 1, {column * 384, row * 192, 384, row == 7 ? 96 : 192}});
  }
  for (int i = 1; i <= 6; ++i) t.wall.ports.push_back({i, 552960, 650000, std::nullopt});
  t.modules = {{7, 6, {1.02, 1, 0.97}, {1.015, 1, 1, 1}, 2}};
  const std::array<double, 3> gamma{2.8, 2.8, 2.8};
  t.colour.gamma = gamma;
  t.colour.gain = {0.962, 1, 0.914};
  for (std::size_t c = 0; c < 3; ++c)
    for (const int code : {0, 1, 2, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 255})
      t.colour.curve[c].push_back(
          {code / 255.,
           std::max(std::pow(code / 255., gamma[c] - 0.2 * static_cast<double>(c)), code * 2e-5)});
  t.colour.dark_codes = {3, 1, 0};
  t.colour.distinct_levels = {250, 251, 252};
  t.colour.dither = "blue_noise";
  t.profiles.available = true;
  t.profiles.active = "p2";
  t.profiles.list = {{"p1", "换模块后", "technician", 1, s.wall_clock, true, 0.019},
                     {"p2", "验收", "technician", 2, s.wall_clock, true, 0.014},
                     {"p3", "夜间", "console 127.0.0.1", 3, s.wall_clock, false, std::nullopt}};
  t.power.w = 286;
  t.power.w_m2 = 31;
  t.power.average_w_m2 = 31;
  t.power.average_limit_w_m2 = 300;
  t.power.instant_limit_w_m2 = 500;
  t.power.white_w_m2 = 600;
  t.power.picture_level = 0.001;
  t.power.highest_w_m2 = 262;
  for (int i = 0; i < 60; ++i) t.power.minute_w_m2.push_back(200 + 40 * std::sin(static_cast<float>(i) / 6));
  t.heads = {
      {"DP-1", "WALL-L", "WALL-L", show::HeadState::right, "", {0, 0, 1152, 1440}, 60, 109.475, 165},
      {"DP-2", "WALL-R", "WALL-R", show::HeadState::right, "", {1152, 0, 1152, 1440}, 60, 109.475, 165}};
  return s;
}

show::Status on_trial() {
  show::Status s = technical();
  s.pattern = "low_gray";
  show::TechnicianStatus& t = s.technician;
  t.pointed = "module 7-6";
  t.profiles.trial = {"adjust", "B 第 6 点 2 → 5", "p2", 14, 20, 3};
  t.profiles.left = "active";
  t.profiles.right = "now";
  t.power.limiter = 0.83;
  t.power.average_w_m2 = 304;
  t.heads[1].state = show::HeadState::wrong_screen;
  t.heads[1].found = "DELL U2415";
  t.heads[0].state = show::HeadState::window;
  return s;
}

namespace {

kpi::Why sample_why(const std::string& id, const show::MetricStatus& m, Instant at) {
  kpi::Why why;
  why.metric = id;
  why.unit = m.unit;
  why.label = m.label;
  why.decimals = m.decimals;
  why.at = at;
  why.stood = kpi::Stood::reading;
  why.value = m.value;
  why.freshness = m.freshness;
  why.age_s = m.age_s;
  why.source_time = at + -5;
  why.received = at + -4;
  why.source = "platform";
  why.url = "http://127.0.0.1:7440/api/v1/kpi";
  why.pointer = "/data/loans/" + id;
  why.excerpt = kpi::WhyExcerpt{{"{", "  \"time\": \"2026-11-20T10:40:47+08:00\",", "  \"data\": { \"loans\": {",
                                 "    \"green_total\": 50.56,", "    \"unit\": \"亿元\" },", "  \"financing\": {"},
                                1, 3, at, false};
  for (const char* rule : {"type", "range", "step", "counter", "time", "fresh", "relation:parts"})
    why.checks.push_back({rule, std::string(rule) != "fresh", "0 to 100,000"});
  why.events = {{at + -300, "accepted", 50.5, "", "", ""}, {at + -60, "held", 505.6, "step", "rose by 455 at once", ""},
                {at + -20, "dismissed", 505.6, "step", "", "王敏"}};
  why.shown = {{at + -90, at + -50, "overview", "50.54", "亿元", "live", 48200}, {at + -40, at, "overview", "50.56", "亿元", "late", 48213}};
  return why;
}

}  // namespace

show::Status doubtful() {
  show::Status s = sample_status();
  s.figures_version = 48213;
  for (auto& [id, m] : s.metrics) m.late_after_s = 13, m.stale_after_s = 50, m.decimals = 2, m.value = 50.56;
  show::MetricStatus& loans = s.metrics["loans"];
  loans.refused = "rose by 455.04 亿元 at once; at most 20 亿元 a poll";
  loans.refused_rule = "step";
  loans.held = 505.6;
  loans.held_since = s.wall_clock + -206;
  loans.quarantined = true;
  show::MetricStatus& applied = s.metrics["applied"];
  applied.source = "news";
  show::MetricStatus by_hand = s.metrics["granted"];
  by_hand.manual = true;
  by_hand.manual_by = "王敏";
  by_hand.manual_until = s.wall_clock + 3600;
  s.metrics["by_hand"] = by_hand;
  show::MetricStatus share = s.metrics["granted"];
  share.label = {"绿色贷款占比", "Share of green loans"};
  share.digits = {"36.67", "36.67"};
  share.unit_text = {"%", "%"};
  share.unit = "%";
  share.value = 0.36672;
  share.derived = true;
  share.source.clear();
  s.metrics["share"] = share;
  for (const char* id : {"more_a", "more_b", "more_c", "more_d", "more_e", "more_f", "more_g"}) s.metrics[id] = s.metrics["granted"];
  s.scenes[1].metrics = {"loans", "share"};
  s.sources.push_back({"news", "http://news.example/api", "the name of news.example:80 is not known here; check url, the cable and the name server",
                       s.wall_clock + -2580, s.wall_clock + -2600, 900, 27});
  s.sources[0].label = {"绿金通平台", "Lvjintong"};
  s.sources[1].label = {"新闻系统", "News"};
  for (auto& source : s.sources) {
    source.day.available = 0.9701;
    source.day.begins = s.wall_clock + -84000;
    source.day.by_hour.fill(1);
    source.day.by_hour[7] = 0.4;
  }
  return s;
}

Model explained() {
  Model model = connected_to(doubtful());
  const show::Status& s = *model.status();
  for (const auto& [id, m] : s.metrics) {
    kpi::Course course;
    course.metric = id;
    course.unit = m.unit;
    course.decimals = m.decimals;
    course.from = s.wall_clock + -86400;
    course.to = s.wall_clock;
    for (int i = 0; i < 40; ++i)
      course.points.push_back({course.from + i * 2160, 40. + i / 4, 40. + i / 4, 40. + i / 4});
    for (int i = 0; i < 40; ++i) course.marks.push_back({s.wall_clock + -200 + i * 5, 505.6, "step"});
    model.figures.courses[id] = course;
  }
  kpi::Why share = sample_why("share", s.metrics.at("share"), s.wall_clock);
  share.stood = kpi::Stood::derived;
  share.formula = "loans / granted";
  share.url.clear(), share.excerpt.reset(), share.checks.clear();
  share.inputs = {sample_why("loans", s.metrics.at("loans"), s.wall_clock), sample_why("granted", s.metrics.at("granted"), s.wall_clock)};
  model.figures.explained = {"share", share, ""};
  choose(model.figures, "share");
  return model;
}

show::Status checking() {
  show::Status s = technical();
  const std::vector<show::CheckQuestion> questions = stage::check_questions();
  show::CheckStatus& c = s.technician.check;
  c.available = c.running = true;
  c.number = 3;
  c.of = static_cast<int>(questions.size());
  c.question = questions[2];
  s.pattern = c.question.pattern;
  c.by = "console 192.168.1.20";
  c.begun = "2026-11-20T22:31:05+08:00";
  c.yes = c.no = 1;
  c.answers = {{questions[0].id, show::CheckVerdict::yes, "", c.begun},
               {questions[1].id, show::CheckVerdict::no, "17 号卡，左下角", c.begun}};
  c.todo = {{questions[1], "17 号卡，左下角"}};
  for (std::size_t i = 2; i < questions.size(); ++i) c.open.push_back(questions[i].id);
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
