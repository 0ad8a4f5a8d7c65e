// A value by hand: what, until when, and who signs it. The wall marks it with name and end for as long as it stands.
#include <fmt/core.h>
#include <imgui.h>
#include <imgui_stdlib.h>

#include "console/keys_data.h"
#include "console/panels.h"

namespace guangmu::console {

void draw_manual(Context& c, Box b, const std::string& id, const show::MetricStatus& m) {
  Ui& ui = c.ui;
  ManualDraft& draft = *c.model.figures.draft;
  const float px = ui.at(1, 0).x - ui.at(0, 0).x;
  ui.text(b.x + 4, b.y, ui.t("手工改值", "A value by hand"), Size::s22, colour::text, true);
  ui.text(b.x + 4, b.y + 36,
          ui.t("墙上会写明谁设的、到几时；到时自动回到来源的数", "the wall says who set it and until when; then the source's value returns"),
          Size::s16, colour::second, false, Anchor::left, b.w - 8);

  struct Field {
    const char* id;
    const char *zh, *en, *hint_zh, *hint_en;
    std::string* text;
  };
  const Field fields[] = {{"##value", "数值", "Value", "例如 3,900", "e.g. 3,900", &draft.value},
                          {"##until", "多久", "How long", "90、2h、3d，或到 12:00", "90, 2h, 3d, or until 12:00", &draft.until},
                          {"##name", "署名", "Signed", "上墙的名字，例如 王敏", "name on the wall, e.g. Wang Min", &draft.name}};
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {14 * px, 12 * px});
  ImGui::PushStyleVar(ImGuiStyleVar_FrameRounding, 6 * px);
  ImGui::PushStyleColor(ImGuiCol_FrameBg, colour::bg);
  float y = b.y + 76;
  for (const Field& field : fields) {
    ui.text(b.x + 4, y + 14, ui.t(field.zh, field.en), Size::s18, colour::second, true, Anchor::left, 110);
    ImGui::SetCursorScreenPos(ui.at(b.x + 120, y));
    ImGui::SetNextItemWidth((b.w - 120) * px);
    const std::string fresh = "manual-focus-" + id;
    ImGuiStorage* storage = ImGui::GetStateStorage();
    // The first field takes the keyboard when the editor opens; Tab and the pointer go on from there.
    const ImGuiID key = ImGui::GetID(fresh.c_str());
    if (&field == fields && storage->GetInt(key, -2) != ImGui::GetFrameCount() - 1) ImGui::SetKeyboardFocusHere();
    if (&field == fields) storage->SetInt(key, ImGui::GetFrameCount());
    ImGui::InputText(field.id, field.text);
    ui.frame({b.x + 120, y, b.w - 120, 53}, ImGui::IsItemActive() ? colour::accent : colour::line, 2, 6);
    ui.text(b.x + 134, y + 57, ui.t(field.hint_zh, field.hint_en), Size::s16, colour::weak, false, Anchor::left, b.w - 140);
    if (&field == fields)
      ui.told(b.right() - 12, y + 57, m.unit == "%" ? "%" : m.unit, Size::s16, colour::second, false, Anchor::right, 120);
    y += 88;
  }
  ImGui::PopStyleColor();
  ImGui::PopStyleVar(2);

  // What will stand, before it does.
  const Instant now = c.status.wall_clock;
  const auto command = manual_command(draft, m, now, c.model.language);
  const Box box{b.x, y + 4, b.w, 96};
  ui.fill(box, colour::bg, 6);
  ui.text(box.x + 16, box.y + 10, ui.t("墙上将是", "the wall will show"), Size::s16, colour::second);
  if (command) {
    ui.square(box.x + 24, box.y + 62, 7, colour::second);
    const float w = ui.told(box.x + 42, box.y + 40, draft.value, Size::s28, colour::text, true, Anchor::left, 220);
    const float u = ui.told(box.x + 50 + w, box.y + 48, m.unit, Size::s18, colour::second, false, Anchor::left, 80);
    const std::string end = clock_words(now + *duration_s(draft.until, now)).substr(0, 5);
    const std::string name = draft.name.empty() ? "" : draft.name + " · ";
    ui.told(box.x + 70 + w + u, box.y + 48,
            ui.zh() ? fmt::format("人工设定 · {}至 {}", name, end) : fmt::format("set by hand · {}until {}", name, end),
            Size::s18, colour::amber, false, Anchor::left, box.w - 86 - w - u);
  } else {
    ui.told(box.x + 16, box.y + 46, draft.value.empty() ? ui.t("先写数值", "write the value first") : command.error().text,
            Size::s18, draft.value.empty() ? colour::weak : colour::amber, false, Anchor::left, box.w - 32);
  }
  y = box.bottom() + 14;
  ButtonLook set{.label = ui.t("上墙", "SHOW IT"), .key = "Enter", .primary = true};
  if (!command) set.why_not = " ";
  if (ui.button("manual-set", {b.x, y, b.w / 2 - 4, 60}, set)) send_manual(c.model, c.link);
  ButtonLook cancel{.label = ui.t("不改了", "LEAVE IT"), .key = "Esc", .local = true};
  if (ui.button("manual-cancel", {b.x + b.w / 2 + 4, y, b.w / 2 - 4, 60}, cancel)) c.model.figures.draft.reset();
}

}  // namespace guangmu::console
