// Scenes as large buttons with thumbnails; a press puts one into preview.
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
    ui.told(picture.x + b.w / 2, picture.y + thumb_h / 2 - 14, c.model.text(scene.title), Size::s22,
            colour::weak, true, Anchor::centre, b.w - 20);
  if (!c.model.connected()) ui.fill(picture, IM_COL32(13, 15, 18, 150));
  ui.fill(caption, on_air ? colour::on_air : in_preview ? colour::accent_ground : colour::raised);
  const float cap = ui.key_cap(b.x + 36, caption.y + 7, std::to_string(index + 1), colour::text);
  const char* tag = on_air ? ui.t("播出", "ON AIR") : in_preview ? ui.t("预览", "PREVIEW") : "";
  const float tag_w = *tag ? ui.text_width(tag, Size::s18, true) + 32 : 0;
  float marks = b.right() - 14 - tag_w;
  if (on_air) {
    ui.disc(b.right() - tag_w + 10, caption.y + 20, 5, colour::text);
    ui.text(b.right() - 10, caption.y + 8, tag, Size::s18, colour::text, true, Anchor::right);
  } else if (in_preview) {
    ui.circle(b.right() - tag_w + 10, caption.y + 20, 5, colour::accent, 2);
    ui.text(b.right() - 10, caption.y + 8, tag, Size::s18, colour::accent, true, Anchor::right);
  } else if (!scene.ready) {
    ui.told(b.right() - 10, caption.y + 10, scene.reason, Size::s16, colour::amber, false, Anchor::right,
            130);
  } else {
    for (auto metric = scene.metrics.rbegin(); metric != scene.metrics.rend(); ++metric)
      if (const auto m = c.status.metrics.find(*metric); m != c.status.metrics.end()) {
        draw_freshness(ui, marks, caption.y + 20, m->second);
        marks -= 18;
      }
  }
  ui.told(b.x + 14 + cap + 8, caption.y + 8, c.model.text(scene.title), Size::s18, colour::text, true,
          Anchor::left,
          std::max(60.f, (on_air || in_preview ? b.right() - tag_w - 10 : marks) - b.x - cap - 26));
  if (on_air)
    ui.frame({b.x, b.y, b.w, thumb_h + caption_h}, colour::red, 4);
  else if (in_preview || hover)
    ui.frame({b.x, b.y, b.w, thumb_h + caption_h}, in_preview ? colour::accent : colour::line, 2);
  if (const Notice* notice = c.model.notice(id)) {
    ui.fill({b.x, b.y + thumb_h - 32, b.w, 32}, IM_COL32(13, 15, 18, 220));
    ui.told(b.x + 10, b.y + thumb_h - 27, notice->text, Size::s16, colour::amber, true, Anchor::left,
            b.w - 20);
  }
  if (pressed) c.model.act(c.link, id, {"preview " + scene.id});
}

}  // namespace

void draw_scenes(Context& c) {
  Ui& ui = c.ui;
  const float w = ui.text(left, 500, ui.t("画面", "Scenes"), Size::s22, colour::text, true);
  ui.text(left + w + 14, 503,
          ui.t("按数字键放到预览，不会上墙", "a number key puts one into preview, never on air"), Size::s18,
          colour::second);
  float x = left, y = 536;
  for (std::size_t i = 0; i < c.status.scenes.size() && i < 8; ++i) {
    if (x + thumb_w > right + 1) x = left, y += thumb_h + caption_h + 4;
    draw_scene(c, static_cast<int>(i), {x, y, thumb_w, thumb_h + caption_h});
    x += thumb_w + gap;
  }
}

}  // namespace guangmu::console
