#include "console/page.h"

#include <fmt/core.h>
#include <imgui_stdlib.h>

#include <algorithm>

namespace guangmu::console {
namespace {

// A line to type: the welcome text, or a version's name.
void draw_editor(Context& c, float scale, const char* title, std::string& draft) {
  Ui& ui = c.ui;
  const Box b{480, 780, 960, 200};
  ui.fill({0, 72, 1920, 924}, IM_COL32(13, 15, 18, 120));
  ui.fill(b, colour::raised, 8);
  ui.frame(b, colour::accent, 2, 8);
  ui.text(b.x + 24, b.y + 16, title, Size::s22, colour::text, true);
  ImGui::SetCursorScreenPos(ui.at(b.x + 24, b.y + 68));
  ImGui::SetNextItemWidth((b.w - 48) * scale);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {12 * scale, 14 * scale});
  ImGui::PushStyleVar(ImGuiStyleVar_FrameRounding, 6 * scale);
  ImGui::PushStyleColor(ImGuiCol_FrameBg, colour::bg);
  ImGui::SetKeyboardFocusHere();
  ImGui::InputText("##message", &draft);
  ImGui::PopStyleColor();
  ImGui::PopStyleVar(2);
  const auto characters = std::count_if(
      draft.begin(), draft.end(), [](char ch) { return (static_cast<unsigned char>(ch) & 0xC0) != 0x80; });
  ui.text(b.right() - 24, b.bottom() - 40, fmt::format("{} {}", characters, ui.t("字", "characters")),
          Size::s16, colour::second, false, Anchor::right);
}

// In the place of scenes and figures while no wall has been seen yet.
void draw_no_wall(Context& c) {
  Ui& ui = c.ui;
  const Box b{16, 500, 1236, 488};
  ui.fill(b, colour::panel, 6);
  const float x = b.x + b.w / 2;
  ui.text(x, b.y + 150, ui.t("正在寻找墙", "Looking for the wall"), Size::s28, colour::text, true,
          Anchor::centre);
  ui.told(x, b.y + 200, c.address, Size::s22, colour::accent, false, Anchor::centre, b.w - 80);
  ui.text(x, b.y + 248,
          ui.t("墙一启动，这里就自动连上；现在没有命令会发出去",
               "The console connects as soon as it runs; no command is sent until then"),
          Size::s18, colour::second, false, Anchor::centre);
  if (!c.model.link.problem.empty())
    ui.told(x, b.y + 288, c.model.link.problem, Size::s16, colour::weak, false, Anchor::centre, b.w - 80);
}

void draw_operate(Context& c) {
  draw_preview(c);
  draw_transition(c);
  draw_program(c);
  if (c.model.status()) {
    draw_scenes(c);
    draw_figures(c);
    if (c.status.scenes.size() <= 2) draw_timeline(c);
  } else {
    draw_no_wall(c);
  }
  draw_tour(c);
  draw_faults(c);
  draw_sound(c);
}

void draw_technician(Context& c) {
  if (!c.model.technician.lock.open(c.model.time)) return draw_pin(c);
  draw_wall_map(c);
  draw_module_card(c);
  draw_patterns(c);
  if (c.model.technician.check_open) {
    draw_check(c);
  } else {
    draw_curve(c);
    draw_low_gray(c);
    draw_white(c);
  }
  draw_trial(c);
  if (c.model.technician.all_versions) return draw_all_versions(c);
  draw_versions(c);
  draw_power(c);
  draw_signal(c);
}

}  // namespace

void draw_page(Context& c, float scale) {
  draw_top_bar(c);
  switch (c.model.page) {
    case Page::operate:
      draw_operate(c);
      break;
    case Page::figures:
      draw_figures_page(c);
      break;
    case Page::technician:
      draw_technician(c);
      break;
    case Page::log:
      draw_log_page(c);
      break;
  }
  draw_bottom_strip(c);
  if (c.model.message_draft)
    draw_editor(c, scale, c.ui.t("欢迎词：回车上墙，Esc 取消", "Welcome text: Enter shows it, Esc cancels"),
                *c.model.message_draft);
  else if (c.model.page == Page::technician && c.model.technician.label_draft)
    draw_editor(
        c, scale,
        c.ui.t("这一版的名字：回车保存，Esc 取消", "Name of this version: Enter saves it, Esc cancels"),
        *c.model.technician.label_draft);
  else if (c.model.page == Page::technician && c.model.technician.note_draft)
    draw_editor(c, scale, c.ui.t("备注：回车记下，Esc 取消", "Note: Enter keeps it, Esc cancels"),
                *c.model.technician.note_draft);
}

}  // namespace guangmu::console
