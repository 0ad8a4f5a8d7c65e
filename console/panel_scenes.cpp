// Scenes as large buttons with thumbnails, and below them every figure with its age and source.
#include <fmt/core.h>

#include "console/panels.h"

namespace guangmu::console {
namespace {

constexpr float left = 16, right = 1252, thumb_w = 300, thumb_h = 188, caption_h = 40, gap = 12;

void draw_scene(Context& c, int index, Box b) {
  Ui& ui = c.ui;
  const show::SceneInfo& scene = c.status.scenes[static_cast<std::size_t>(index)];
  const bool on_air = c.status.scene.program == scene.id, in_preview = c.status.scene.preview == scene.id;
  const std::string id = "scene-" + scene.id;
  const bool pressed = ui.hit(id.c_str(), b);
  const bool hover = ui.hovered();
  const Box picture{b.x, b.y, b.w, thumb_h}, caption{b.x, b.y + thumb_h, b.w, caption_h};
  ui.fill(picture, IM_COL32(0, 0, 0, 255));
  const auto found = c.pictures.find(on_air ? "program" : "scenes/" + scene.id);
  if (found != c.pictures.end() && found->second.texture)
    ui.image(picture, found->second.texture);
  else
    ui.text(picture.x + b.w / 2, picture.y + thumb_h / 2 - 12, c.model.text(scene.title), Size::s22, colour::weak, true, Anchor::centre, b.w - 20);
  ui.fill(caption, on_air ? colour::on_air : in_preview ? colour::accent_ground : colour::raised);
  const float cap = ui.key_cap(b.x + 36, caption.y + 7, std::to_string(index + 1), colour::text);
  const float tag_w = on_air || in_preview ? (ui.zh() ? 64.f : 96.f) : 0;
  float marks = b.right() - 14 - tag_w;
  if (on_air) {
    ui.disc(b.right() - tag_w + 2, caption.y + 20, 5, colour::text);
    ui.text(b.right() - 8, caption.y + 8, ui.t("播出", "ON AIR"), Size::s18, colour::text, true, Anchor::right);
  } else if (in_preview) {
    ui.circle(b.right() - tag_w + 2, caption.y + 20, 5, colour::accent, 2);
    ui.text(b.right() - 8, caption.y + 8, ui.t("预览", "PREVIEW"), Size::s18, colour::accent, true, Anchor::right);
  } else if (!scene.ready) {
    ui.text(b.right() - 10, caption.y + 9, scene.reason, Size::s16, colour::amber, false, Anchor::right, 130);
  } else {
    for (auto metric = scene.metrics.rbegin(); metric != scene.metrics.rend(); ++metric)
      if (const auto m = c.status.metrics.find(*metric); m != c.status.metrics.end()) {
        draw_freshness(ui, marks, caption.y + 20, m->second);
        marks -= 18;
      }
  }
  ui.text(b.x + 14 + cap + 8, caption.y + 7, c.model.text(scene.title), Size::s18, colour::text, true, Anchor::left,
          std::max(60.f, marks - b.x - cap - 34));
  if (on_air)
    ui.frame({b.x, b.y, b.w, thumb_h + caption_h}, colour::red, 4);
  else if (in_preview || hover)
    ui.frame({b.x, b.y, b.w, thumb_h + caption_h}, in_preview ? colour::accent : colour::line, 2);
  if (const Notice* notice = c.model.notice(id)) ui.text(b.x + 10, b.y + 8, notice->text, Size::s16, colour::amber, true, Anchor::left, b.w - 20);
  if (pressed) c.model.act(c.link, id, {"preview " + scene.id});
}

// One figure: mark, label, digits and unit, its state in words, its source.
void draw_figure(Context& c, Box b, const std::string& id, const show::MetricStatus& m) {
  Ui& ui = c.ui;
  draw_freshness(ui, b.x + 10, b.y + 20, m);
  ui.text(b.x + 28, b.y + 2, c.model.text(m.label).empty() ? id : c.model.text(m.label), Size::s18, colour::text, false, Anchor::left, 178);
  const std::string& unit = c.model.text(m.unit_text);
  const float unit_w = ui.text(b.right() - 10, b.y + 8, unit, Size::s16, colour::second, false, Anchor::right, 110);
  ui.text(b.right() - 16 - unit_w, b.y - 1, c.model.text(m.digits), Size::s28, colour::text, true, Anchor::right);
  const std::string words = freshness_words(m, c.model.language);
  const std::string detail = m.refused.empty() ? words + " · " + (m.derived ? ui.t("公式", "formula") : m.source)
                                               : words + ui.t(" · 拒收：", " · refused: ") + m.refused;
  ui.text(b.x + 28, b.y + 26, detail, Size::s16, m.refused.empty() ? colour::weak : colour::amber, false, Anchor::left, 210);
}

}  // namespace

void draw_scenes(Context& c) {
  Ui& ui = c.ui;
  ui.text(left, 500, ui.t("画面", "Scenes"), Size::s22, colour::text, true);
  ui.text(left + (ui.zh() ? 56 : 92), 503, ui.t("按数字键放到预览，不会上墙", "a number puts one into preview, never onto the wall"), Size::s18, colour::second);
  float x = left, y = 536;
  for (std::size_t i = 0; i < c.status.scenes.size() && i < 8; ++i) {
    if (x + thumb_w > right + 1) x = left, y += thumb_h + caption_h + 4;
    draw_scene(c, static_cast<int>(i), {x, y, thumb_w, thumb_h + caption_h});
    x += thumb_w + gap;
  }
}

void draw_figures_strip(Context& c) {
  if (c.status.scenes.size() > 4) return;  // the second row of scenes stands here
  Ui& ui = c.ui;
  const Box all{left, 772, right - left, 216};
  ui.fill(all, colour::panel, 6);
  constexpr int columns = 3;
  const float w = (all.w - 24) / columns;
  int index = 0;
  for (const auto& [id, metric] : c.status.metrics) {
    const int row = index / columns, column = index % columns;
    if (row >= 4) break;
    draw_figure(c, {all.x + 12 + static_cast<float>(column) * w, all.y + 8 + static_cast<float>(row) * 51, w - 12, 50}, id, metric);
    ++index;
  }
  if (index == 0) ui.text(all.x + all.w / 2, all.y + 90, ui.t("还没有数字", "no figures yet"), Size::s18, colour::weak, false, Anchor::centre);
}

}  // namespace guangmu::console
