// What is on trial and how long, the versions, and the half-wall comparison.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "console/panels.h"

namespace guangmu::console {
namespace {

constexpr Box trial_area{1440, 84, 464, 140};
constexpr Box list_area{1440, 224, 464, 300};

std::string title_of(const Context& c, const std::string& id) {
  if (id.empty() || id == "wall") return c.ui.t("wall.yaml 原值", "as in wall.yaml");
  const auto* info = version_of(c.status, id);
  return info && !info->label.empty() ? info->label : id;
}

std::string second_of(const Context& c, const show::ProfileInfo& info) {
  const Ui& ui = c.ui;
  std::string words = info.by;
  const auto add = [&](const std::string& part) { words += (words.empty() ? "" : " · ") + part; };
  if (info.made.us != 0) {
    const CivilTime made = civil(info.made);
    add(fmt::format("{:02}-{:02}", made.month, made.day));
  }
  if (info.non_uniformity)
    add(fmt::format("{} {:.1f} %", ui.t("不均匀", "spread"), *info.non_uniformity * 100));
  add(info.confirmed ? ui.t("已确认", "kept") : ui.t("未确认", "not kept"));
  return words;
}

// One line of the list; its tag is A, B or the version's number.
void draw_row(Context& c, Box b, const std::string& tag, bool amber, const std::string& title,
              const std::string& second, const std::string& right, bool chosen) {
  Ui& ui = c.ui;
  ui.fill(b, amber ? colour::amber_ground : chosen ? colour::accent_ground : colour::raised, 4);
  if (chosen) ui.frame(b, colour::accent, 2, 4);
  const Box box{b.x + 10, b.y + b.h / 2 - 18, 36, 36};
  const bool side = tag == "A" || tag == "B";
  ui.fill(box, tag == "B" ? colour::amber : side ? colour::text : colour::pressed, 6);
  ui.text(box.x + 18, box.y + (tag.size() > 2 ? 7.f : 4.f), tag, tag.size() > 2 ? Size::s16 : Size::s22,
          side ? colour::on_amber : colour::second, true, Anchor::centre);
  const float right_w = right.empty() ? 0
                                      : ui.text(b.right() - 12, b.y + 15, right, Size::s16,
                                                amber ? colour::amber : colour::text, side, Anchor::right);
  ui.told(b.x + 58, b.y + 4, title, Size::s18, colour::text, true, Anchor::left, b.w - 82 - right_w);
  ui.told(b.x + 58, b.y + 30, second, Size::s16, amber ? colour::amber : colour::second, false, Anchor::left,
          b.w - 82 - right_w);
}

bool is_split(const Context& c) {
  const show::ProfileStatus& p = c.status.technician.profiles;
  return !p.left.empty() || !p.right.empty();
}

// What a half shows, as the id of a row: `active` and `now` are the wall's words for what is in force and
// what stands there with its adjustments; no id is wall.yaml alone.
std::string row_id(const Context& c, const std::string& id) {
  const show::ProfileStatus& p = c.status.technician.profiles;
  const std::string base = p.trial ? p.trial->back_to : p.active;
  const std::string meant = id == "active" ? base : id == "now" ? (p.trial ? p.trial->what : base) : id;
  return meant.empty() ? "wall" : meant;
}

std::string place_of(const Context& c, const std::string& id) {
  const show::ProfileStatus& p = c.status.technician.profiles;
  const Ui& ui = c.ui;
  if (is_split(c) && id == row_id(c, p.left)) return ui.t("左半墙", "left half");
  if (is_split(c) && id == row_id(c, p.right)) return ui.t("右半墙", "right half");
  if (p.trial && id == row_id(c, "now")) return ui.t("试用中", "on trial");
  if (!p.trial && id == row_id(c, "active")) return ui.t("在用", "in use");
  return "";
}
std::string tag_of(const Context& c, const std::string& id, int version) {
  const show::ProfileStatus& p = c.status.technician.profiles;
  if (is_split(c) && id == row_id(c, p.left)) return "A";
  if (is_split(c) && id == row_id(c, p.right)) return "B";
  return version > 0 ? std::to_string(version) : "·";
}

// The rows: what is on trial without being a version, what it goes back to or what is in force, the newest.
struct Row {
  std::string id, title, second;
  int version = 0;
  bool amber = false;
};
std::vector<Row> rows_of(const Context& c, bool all) {
  const show::ProfileStatus& p = c.status.technician.profiles;
  const Ui& ui = c.ui;
  std::vector<Row> rows;
  const auto add = [&](const show::ProfileInfo& v) {
    rows.push_back({v.id, v.label.empty() ? v.id : v.label, second_of(c, v), v.version,
                    p.trial && p.trial->what == v.id});
  };
  const auto add_trial = [&] {
    if (p.trial && !version_of(c.status, p.trial->what))
      rows.push_back({p.trial->what, ui.t("正在调（未存）", "being adjusted, not kept"),
                      p.trial->label.empty()
                          ? fmt::format("{} {}", p.trial->changes, ui.t("处改动", "changes"))
                          : p.trial->label,
                      0, true});
  };
  const auto add_wall = [&](const char* second) {
    rows.push_back({"wall", ui.t("wall.yaml 原值", "as in wall.yaml"), second, 0, false});
  };
  const std::string base = p.trial ? p.trial->back_to : p.active;
  const char* without = ui.t("没有套用任何版本", "no version over it");
  if (all) {
    add_trial();
    for (const auto* v : versions(c.status)) add(*v);
    add_wall(base.empty() ? without : ui.t("还没调过的墙", "the wall before any version"));
    return rows;
  }
  if (const auto* v = version_of(c.status, base))
    add(*v);
  else
    add_wall(without);
  add_trial();
  for (const auto* v : versions(c.status))
    if (v->id != base) add(*v);
  return rows;
}

}  // namespace

void draw_trial(Context& c) {
  Ui& ui = c.ui;
  const auto& trial = c.status.technician.profiles.trial;
  const Box b = trial_area;
  ui.fill(b, trial ? colour::amber_ground : colour::panel, 4);
  const float cx = b.x + 74, cy = b.y + 68;
  if (!trial) {
    ui.circle(cx, cy, 44, colour::line, 6);
    if (c.model.status()) ui.tick(cx, cy, 26, colour::second);
    if (!c.model.status())
      ui.text(b.x + 142, b.y + 8, ui.t("等待墙", "Waiting for the wall"), Size::s18, colour::weak, true);
    else
      ui.text(b.x + 142, b.y + 8, ui.t("没有试用中的改动", "Nothing is on trial"), Size::s18, colour::text,
              true);
    ui.text(b.x + 142, b.y + 36,
            ui.t("每次改动先试用，不确认就自动还原", "Each change goes back unless it is kept"), Size::s16,
            colour::second, false, Anchor::left, b.w - 150);
  } else {
    ui.fill({b.x, b.y, 4, b.h}, colour::amber);
    // The wall counts; between its words the console counts on, and stops with the line.
    double left_s = trial->left_s;
    if (c.model.connected()) left_s -= std::max(0., c.model.time - c.model.link.status_at);
    left_s = std::max(0., left_s);
    ui.circle(cx, cy, 44, rgb(0x5A4515), 8);
    ui.arc(cx, cy, 44, trial->length_s > 0 ? static_cast<float>(left_s / trial->length_s) : 0.f,
           colour::amber, 8);
    ui.text(cx, cy - 30, fmt::format("{:.0f}", std::ceil(left_s)), Size::s44, colour::text, true,
            Anchor::centre);
    ui.text(b.x + 142, b.y + 6,
            ui.zh() ? fmt::format("试用中：{:.0f} 秒后自动还原", std::ceil(left_s))
                    : fmt::format("On trial: returns in {:.0f} s", std::ceil(left_s)),
            Size::s18, colour::text, true, Anchor::left, b.w - 150);
    ui.told(b.x + 142, b.y + 34,
            ui.t("什么都不按，墙回到“", "untouched, it returns to “") + title_of(c, trial->back_to) + "”",
            Size::s16, colour::second, false, Anchor::left, b.w - 150);
  }
  const std::string why = trial ? "" : " ";
  ButtonLook keep_look{.label = ui.t("确认保留", "KEEP"), .key = "Enter", .primary = true, .why_not = why};
  if (ui.button("keep", {b.x + 142, b.y + 66, 190, 60}, keep_look)) keep(c.model, c.link);
  ButtonLook back{.label = ui.t("还原", "RETURN"),
                  .key = "Esc",
                  .key_below = true,
                  .why_not = why,
                  .size = ui.zh() ? Size::s22 : Size::s18};
  if (ui.button("return", {b.x + 340, b.y + 66, 114, 60}, back)) give_back(c.model, c.link);
}

void draw_versions(Context& c) {
  Ui& ui = c.ui;
  const Box b = list_area;
  const show::ProfileStatus& p = c.status.technician.profiles;
  ui.fill(b, colour::panel, 4);
  const float w = ui.text(b.x + 16, b.y + 8, ui.t("参数版本", "Versions"), Size::s22, colour::text, true);
  const Notice* notice = c.model.notice("value");
  if (notice)
    ui.told(b.right() - 12, b.y + 12, notice->text, Size::s16, colour::amber, false, Anchor::right,
            b.w - w - 40);
  else if (c.model.status() && !p.available)
    ui.told(b.right() - 12, b.y + 12,
            p.reason.empty() ? ui.t("改动不能保存", "nothing can be kept") : p.reason, Size::s16,
            colour::amber, false, Anchor::right, b.w - w - 40);
  else
    ui.text(b.right() - 12, b.y + 12, ui.t("每次保留都是一版", "each one kept is a version"), Size::s16,
            colour::second, false, Anchor::right, b.w - w - 40);
  const std::vector<Row> rows = c.model.status() ? rows_of(c, false) : std::vector<Row>{};
  float y = b.y + 44;
  for (std::size_t i = 0; i < rows.size() && i < 3; ++i) {
    const Row& row = rows[i];
    const Box r{b.x + 10, y, b.w - 20, 58};
    const bool pressed = ui.hit(("row-" + std::to_string(i)).c_str(), r);
    if (pressed && place_of(c, row.id).empty()) apply_version(c.model, c.link, row.id);
    const std::string tag = tag_of(c, row.id, row.version);
    draw_row(c, r, tag, row.amber, row.title, row.second, place_of(c, row.id), false);
    if (const Notice* n = c.model.notice("version-" + row.id))
      ui.told(r.x + 58, r.y + 30, n->text, Size::s16, colour::amber, false, Anchor::left, r.w - 70);
    y += 62;
  }
  const bool split = is_split(c);
  const float by = b.bottom() - 66;
  const Size size = ui.zh() ? Size::s18 : Size::s16;
  ButtonLook half{.label = split ? ui.t("半墙对比 开", "SPLIT on") : ui.t("半墙对比", "SPLIT"),
                  .key = "C",
                  .on = split,
                  .key_below = true,
                  .size = size};
  if (ui.button("split", {b.x + 10, by, 144, 60}, half)) toggle_split(c.model, c.link);
  ButtonLook swap{.label = ui.t("左右对调", "Swap sides"),
                  .key = "X",
                  .key_below = true,
                  .why_not = split ? "" : " ",
                  .size = size};
  if (ui.button("swap", {b.x + 160, by, 144, 60}, swap)) swap_sides(c.model, c.link);
  ButtonLook all{.label = ui.t("全部版本", "All versions"), .key = "P", .key_below = true, .size = size};
  if (ui.button("all-versions", {b.x + 310, by, 144, 60}, all)) c.model.technician.all_versions = true;
}

void draw_all_versions(Context& c) {
  Ui& ui = c.ui;
  Technician& t = c.model.technician;
  const Box b{1440, 224, 464, 768};
  ui.fill(b, colour::panel, 4);
  const std::vector<Row> rows = rows_of(c, true);
  ui.text(b.x + 16, b.y + 8,
          ui.zh() ? fmt::format("全部版本 {}", rows.size()) : fmt::format("All versions {}", rows.size()),
          Size::s22, colour::text, true);
  ui.text(b.right() - 12, b.y + 12, ui.t("↑↓ 选，回车试用", "↑↓ choose, Enter tries"), Size::s16,
          colour::second, false, Anchor::right);
  constexpr int shown = 10;
  const int count = static_cast<int>(rows.size());
  t.version = std::clamp(t.version, 0, std::max(0, count - 1));
  const int first = std::clamp(t.version - shown / 2, 0, std::max(0, count - shown));
  float y = b.y + 44;
  for (int i = first; i < std::min(count, first + shown); ++i) {
    const Row& row = rows[static_cast<std::size_t>(i)];
    const Box r{b.x + 10, y, b.w - 20, 58};
    if (ui.hit(("all-" + std::to_string(i)).c_str(), r)) {
      if (t.version == i && place_of(c, row.id).empty()) apply_version(c.model, c.link, row.id);
      t.version = i;
    }
    draw_row(c, r, tag_of(c, row.id, row.version), row.amber, row.title, row.second, place_of(c, row.id),
             t.version == i);
    if (const Notice* n = c.model.notice("version-" + row.id))
      ui.told(r.x + 58, r.y + 30, n->text, Size::s16, colour::amber, false, Anchor::left, r.w - 70);
    y += 62;
  }
  const float by = b.bottom() - 70;
  ButtonLook name{.label = ui.t("起名保存", "Save as…"), .key = "N", .key_below = true, .size = Size::s18};
  if (ui.button("save", {b.x + 10, by, 218, 60}, name)) t.label_draft = "";
  ButtonLook close{.label = ui.t("收起", "Close"), .key = "P", .key_below = true, .size = Size::s18};
  close.local = true;
  if (ui.button("close-versions", {b.x + 236, by, 218, 60}, close)) t.all_versions = false;
}

}  // namespace guangmu::console
