#include "lanzhou.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>

#include "kpi/still.h"

namespace guangmu::scenes::testing {

std::string to_string(State s) {
  switch (s) {
    case State::live:
      return "live";
    case State::late:
      return "late";
    case State::stale:
      return "stale";
    case State::report:
      return "report";
    case State::checking:
      return "checking";
    case State::manual:
      return "manual";
    case State::metrics_only:
      return "metrics only";
    case State::nothing:
      break;
  }
  return "nothing";
}

draw::TextEngine& text_engine() {
  static draw::TextEngine* engine = [] {
    auto made = draw::TextEngine::create();
    if (!made) {
      ADD_FAILURE() << made.error().text;
      std::abort();
    }
    return new draw::TextEngine(std::move(*made));
  }();
  return *engine;
}

const config::ExhibitFiles& lanzhou() {
  static const config::Loaded* loaded = [] {
    auto* l = new config::Loaded(config::load_exhibit(GUANGMU_SOURCE_DIR "/config/exhibits/lanzhou"));
    for (const auto& issue : l->issues) EXPECT_FALSE(issue.text.empty());
    EXPECT_TRUE(l->settings.scenes.contains("overview"));
    return l;
  }();
  return loaded->settings;
}

SceneContext context(SizePx canvas) {
  SceneContext c;
  c.theme = lanzhou().theme;
  c.wall.canvas = canvas;
  c.wall.module = {canvas.w / 12, canvas.h / 15};
  c.wall.legible_px = 32.f * static_cast<float>(canvas.w) / 2304.f;
  c.timeline = std::make_shared<const TimelineSettings>(lanzhou().timeline);
  return c;
}

Instant a_friday() {
  return *parse_instant("2026-11-20T14:32:08");
}

namespace {

void set_amount(kpi::Metric& m, State state, Instant now, double scale) {
  auto info = std::make_shared<kpi::MetricInfo>(*m.info);
  info->late_after_s = 13;
  info->stale_after_s = 50;
  const double age = state == State::late ? 20 : state == State::stale ? 200 : 1;
  if (m.reading) {
    if (info->unit != "%") m.reading->value *= scale;
    m.reading->source_time = m.reading->received = now + -age;
  }
  if (state == State::report || state == State::nothing) m.reading.reset();
  if (state == State::nothing) info->report.reset();
  m.quarantined = state == State::checking;
  if (m.quarantined && m.reading) m.held = m.reading->value * 10;
  m.manual = state == State::manual;
  m.info = std::move(info);
}

}  // namespace

std::shared_ptr<kpi::Snapshot> figures(State state, Instant now, double scale) {
  auto s = std::make_shared<kpi::Snapshot>(kpi::snapshot_from_reports(lanzhou().data, now));
  for (auto& [id, m] : s->metrics) set_amount(m, state, now, scale);
  if (state == State::metrics_only) {
    s->series.clear();
    s->tables.clear();
  }
  if (state == State::metrics_only || state == State::nothing) return s;
  const double age = state == State::late ? 20 : state == State::stale ? 200 : 1;
  const auto chart = [&](auto& c) {
    auto info = std::make_shared<std::remove_cvref_t<decltype(*c.info)>>(*c.info);
    info->late_after_s = 13;
    info->stale_after_s = 50;
    c.info = std::move(info);
    c.received = now + -age;
  };
  kpi::Series& trend = s->series.at("financing_trend");
  chart(trend);
  for (int i = 0; i < 24; ++i) {
    const double v = (11 + 0.45 * i + 4 * std::sin(i * 1.1)) * scale;
    std::string month =
        std::to_string(2021 + i / 12) + (i % 12 < 9 ? "-0" : "-") + std::to_string(i % 12 + 1);
    trend.points.push_back({std::move(month), {v, v * 0.37, v * 0.14}});
  }
  const auto rows = [&](const std::string& id, std::vector<std::pair<std::string, double>> values) {
    kpi::Table& t = s->tables.at(id);
    chart(t);
    for (const auto& [name, v] : values) t.rows.push_back({{name, {}}, {std::to_string(v), v}});
  };
  rows(
      "loan_categories",
      {{"清洁能源", 16.82}, {"节能环保", 12.40}, {"绿色农业", 9.15}, {"绿色建筑", 7.31}, {"绿色交通", 4.88}});
  rows("certification_grades", {{"深绿", 128}, {"中绿", 263}, {"浅绿", 341}});
  return s;
}

SceneInput input(State state, Language language, double entered_s) {
  SceneInput in;
  in.time_s = entered_s;
  in.entered_s = entered_s;
  in.wall_clock = a_friday();
  in.language = language;
  in.data = figures(state, in.wall_clock);
  return in;
}

std::vector<Standing> texts(const draw::DrawList& list) {
  std::vector<Standing> found;
  for (const draw::Placed& p : list.groups) {
    if (p.opacity <= 0.01f) continue;
    for (const draw::Item& item : p.group->items) {
      const auto* t = std::get_if<draw::Text>(&item.shape);
      if (!t || t->paint.stops[0].colour.a <= 0.01f) continue;
      Standing s;
      s.text = t->run->text;
      s.size_px = t->run->style.size_px;
      s.origin = t->origin + p.shift;
      s.ink = t->run->ink.moved(s.origin);
      if (item.clip) s.ink = intersect(s.ink, item.clip->moved(p.shift));
      s.colour = t->paint.stops[0].colour;
      if (item.note) {
        s.widget = item.note->widget;
        s.metric = item.note->metric;
      }
      found.push_back(std::move(s));
    }
  }
  return found;
}

}  // namespace guangmu::scenes::testing
