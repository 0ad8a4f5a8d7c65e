#include "console/technician.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "console/model.h"
#include "show/values/command.h"

namespace guangmu::console {
namespace {

const show::TechnicianStatus& told(const Model& m) {
  return m.technician_told();
}

const std::vector<std::array<double, 2>>& curve(const Model& m, int channel) {
  return told(m).colour.curve[static_cast<std::size_t>(channel)];
}

const char* zh_or(const Model& m, const char* chinese, const char* english) {
  return m.language == Language::zh ? chinese : english;
}

}  // namespace

std::vector<int> turned_channels(const Technician& t) {
  if (t.channel == all_channels) return {0, 1, 2};
  return {t.channel};
}

const char* channel_letter(int channel) {
  return channel == 0 ? "r" : channel == 1 ? "g" : "b";
}

std::string curve_key(int channel, std::size_t point) {
  return fmt::format("curve.{}.{}", channel_letter(channel), point + 1);
}

double point_steps(const Model& m, int channel, std::size_t point) {
  const auto& points = curve(m, channel);
  if (point >= points.size()) return 0;
  return m.technician.adjuster.value(curve_key(channel, point), points[point][1], m.time) * card_steps;
}

double curve_light(const Model& m, int channel, double code) {
  const auto& points = curve(m, channel);
  const double in = std::clamp(code / 255, 0., 1.);
  if (points.empty()) return std::pow(in, told(m).colour.gamma[static_cast<std::size_t>(channel)]);
  const auto light = [&](std::size_t i) { return point_steps(m, channel, i) / card_steps; };
  if (in <= points.front()[0]) return light(0);
  for (std::size_t i = 1; i < points.size(); ++i) {
    if (in > points[i][0]) continue;
    const double width = points[i][0] - points[i - 1][0];
    const double share = width > 0 ? (in - points[i - 1][0]) / width : 1;
    return light(i - 1) + (light(i) - light(i - 1)) * share;
  }
  return light(points.size() - 1);
}

double white_k(const Model& m) {
  return m.technician.adjuster.value("white_k", told(m).colour.white_k, m.time);
}

double toe_lift(const Model& m, int channel) {
  return m.technician.adjuster.value(std::string("toe_lift.") + channel_letter(channel),
                                     told(m).colour.toe_lift[static_cast<std::size_t>(channel)], m.time);
}

void choose_channel(Model& m, int channel) {
  m.technician.channel = channel;
  m.technician.focus = Focus::curve;
}

void step_point(Model& m, int by) {
  const auto count = static_cast<int>(curve(m, turned_channels(m.technician).front()).size());
  if (count == 0) return;
  const int next = std::clamp(static_cast<int>(m.technician.point) + by, 0, count - 1);
  m.technician.point = static_cast<std::size_t>(next);
}

void turn_point(Model& m, double by_steps) {
  std::vector<Adjuster::Change> changes;
  const std::size_t i = m.technician.point;
  for (const int channel : turned_channels(m.technician)) {
    const auto& points = curve(m, channel);
    if (i >= points.size()) continue;
    // Its ends are dark and full light. A curve never falls: neighbours in the way are pushed along.
    if (i == 0 || i + 1 == points.size()) continue;
    const double from = point_steps(m, channel, i);
    const double to = std::clamp(std::round(from + by_steps), 0., static_cast<double>(card_steps));
    if (to == from) continue;
    const auto push = [&](std::size_t k) {
      changes.push_back({curve_key(channel, k), points[k][1], to / card_steps});
    };
    for (std::size_t k = i + 1; k + 1 < points.size() && point_steps(m, channel, k) < to; ++k) push(k);
    for (std::size_t k = i; k-- > 1 && point_steps(m, channel, k) > to;) push(k);
    push(i);
  }
  if (!changes.empty())
    m.technician.adjuster.turn(changes, m.time);
  else
    m.refuse("value", zh_or(m, "两端的点不动", "the ends stay"));
}

void turn_point_to(Model& m, double steps) {
  const int channel = turned_channels(m.technician).front();
  const double from = point_steps(m, channel, m.technician.point);
  if (std::abs(steps - from) >= 0.5) turn_point(m, steps - from);
}

void turn_white(Model& m, double to_k) {
  const double k = std::clamp(std::round(to_k / 10) * 10, white_min_k, white_max_k);
  if (k == white_k(m)) return;
  m.technician.adjuster.turn({{"white_k", told(m).colour.white_k, k}}, m.time);
}

void lift_toe(Model& m) {
  std::vector<Adjuster::Change> changes;
  const std::vector<int> channels = turned_channels(m.technician);
  const double now = toe_lift(m, channels.front());
  const double next = now >= 0.999 ? 0 : std::min(1., (std::floor(now * 4 + 1e-6) + 1) / 4);
  for (const int channel : channels)
    changes.push_back({std::string("toe_lift.") + channel_letter(channel),
                       told(m).colour.toe_lift[static_cast<std::size_t>(channel)], next});
  m.technician.adjuster.turn(changes, m.time);
}

void undo_turn(Model& m, CommandSink& out) {
  if (m.technician.adjuster.undo(m.time)) return;
  // Turned at another console, or before this one was started: the wall remembers too.
  const auto& trial = told(m).profiles.trial;
  if (trial && trial->changes > 0)
    m.act(out, "undo-turn", {"adjust undo"});
  else
    m.refuse("undo-turn", zh_or(m, "没有可撤的", "nothing to undo"));
}

void step_module(Model& m, int columns, int rows) {
  const show::WallMap& wall = told(m).wall;
  Technician& t = m.technician;
  t.column = std::clamp(t.column + (t.back ? -columns : columns), 1, std::max(1, wall.columns));
  t.row = std::clamp(t.row + rows, 1, std::max(1, wall.rows));
}

const show::CardInfo* card_at(const show::Status& s, int column, int row) {
  const show::WallMap& wall = s.technician.wall;
  const int x = (column - 1) * wall.module_px[0], y = (row - 1) * wall.module_px[1];
  for (const show::CardInfo& card : wall.cards) {
    const auto& [cx, cy, w, h] = card.rect_px;
    if (x >= cx && x < cx + w && y >= cy && y < cy + h) return &card;
  }
  return nullptr;
}

const show::ModuleInfo* module_info(const show::Status& s, int column, int row) {
  for (const show::ModuleInfo& info : s.technician.modules)
    if (info.column == column && info.row == row) return &info;
  return nullptr;
}

std::string module_name(int column, int row) {
  return fmt::format("{}-{}", column, row);
}

void toggle_point(Model& m, CommandSink& out) {
  const std::string name = module_name(m.technician.column, m.technician.row);
  const bool there = told(m).pointed == "module " + name;
  m.act(out, "point", {there ? "point off" : "point module " + name});
}

void note_dead(Model& m, CommandSink& out) {
  m.act(out, "dead",
        {show::to_text(show::Command{
            show::Note{"dead pixel in module " + module_name(m.technician.column, m.technician.row)}})});
}

bool visitors(const show::Status& s) {
  return (s.tour.running && !s.tour.paused) || s.hold_left_s.has_value();
}

bool sure_before_visitors(Model& m, const std::string& where) {
  Technician& t = m.technician;
  const bool sure = t.armed == where && m.time - t.armed_at <= arm_s;
  if (visitors(*m.status()) && m.status()->pattern.empty() && !sure) {
    t.armed = where;
    t.armed_at = m.time;
    m.refuse(where, zh_or(m, "再按一次", "press again"));
    return false;
  }
  t.armed.clear();
  return true;
}

void show_pattern(Model& m, CommandSink& out, const std::string& where, const std::string& name) {
  if (!m.status()) return;
  if (name.empty()) {
    m.act(out, where, {"pattern off"});
    return;
  }
  if (!sure_before_visitors(m, where)) return;
  m.act(out, where, {"pattern " + name});
}

void keep(Model& m, CommandSink& out) {
  if (!told(m).profiles.trial) return m.refuse("keep", zh_or(m, "没有试用中的改动", "nothing is on trial"));
  m.act(out, "keep", {"profile confirm"});
}

void give_back(Model& m, CommandSink& out) {
  if (!told(m).profiles.trial) return m.refuse("return", zh_or(m, "没有试用", "no trial"));
  m.technician.adjuster.settle();
  m.act(out, "return", {"profile revert"});
}

void toggle_split(Model& m, CommandSink& out) {
  const show::ProfileStatus& p = told(m).profiles;
  if (!p.left.empty() || !p.right.empty()) return m.act(out, "split", {"profile split off"});
  // What was in force stands left, what is on trial right; without a trial the newest other version.
  if (p.trial) return m.act(out, "split", {"profile split active now"});
  std::string other;
  if (m.status())
    for (const show::ProfileInfo* v : versions(*m.status()))
      if (other.empty() && v->id != p.active) other = v->id;
  const std::string active = p.active.empty() ? "wall" : p.active;
  if (other.empty() && active != "wall") other = "wall";
  if (other.empty()) return m.refuse("split", zh_or(m, "只有一版", "only one version"));
  m.act(out, "split", {"profile split " + active + " " + other});
}

void save_version(Model& m, CommandSink& out) {
  const std::string label = m.technician.label_draft.value_or("");
  m.technician.label_draft.reset();
  if (!label.empty()) m.act(out, "save", {show::to_text(show::Command{show::ProfileSave{label}})});
}

void swap_sides(Model& m, CommandSink& out) {
  const show::ProfileStatus& p = told(m).profiles;
  if (p.left.empty() && p.right.empty()) return m.refuse("swap", zh_or(m, "先开对比", "split first"));
  m.act(out, "swap", {"profile swap"});
}

void apply_version(Model& m, CommandSink& out, const std::string& id) {
  m.technician.adjuster.settle();
  m.act(out, "version-" + id, {"profile apply " + id});
}

std::vector<const show::ProfileInfo*> versions(const show::Status& s) {
  std::vector<const show::ProfileInfo*> list;
  for (const show::ProfileInfo& info : s.technician.profiles.list) list.push_back(&info);
  std::stable_sort(list.begin(), list.end(),
                   [](const auto* a, const auto* b) { return a->version > b->version; });
  return list;
}

const show::ProfileInfo* version_of(const show::Status& s, std::string_view id) {
  for (const show::ProfileInfo& info : s.technician.profiles.list)
    if (info.id == id) return &info;
  return nullptr;
}

std::string why_no_versions(const show::Status& s, Language language) {
  if (s.technician.profiles.available) return "";
  return language == Language::zh ? "墙没有状态文件夹" : "the wall keeps no state";
}

}  // namespace guangmu::console
