// The guided check in the place of curve, low gray and white point: one question at a time, read from two metres.
#include <fmt/core.h>

#include <algorithm>

#include "console/check.h"
#include "console/panels.h"
#include "console/pattern_keys.h"

namespace guangmu::console {
namespace {

constexpr Box area{832, 84, 592, 908};
constexpr float left = area.x + 20, width = area.w - 40;

std::string counts(const Context& c, const show::CheckStatus& check) {
  const std::size_t open = check.open.size();
  return c.ui.zh() ? fmt::format("是 {} · 否 {} · 不确定 {} · 还剩 {}", check.yes, check.no, check.unsure, open)
                   : fmt::format("{} yes · {} no · {} unsure · {} left", check.yes, check.no, check.unsure, open);
}

// "11-20 22:31" of an ISO time.
std::string day_and_time(const std::string& iso) {
  return iso.size() < 16 ? iso : iso.substr(5, 5) + " " + iso.substr(11, 5);
}

std::string words_for(const Ui& ui, show::CheckVerdict verdict) {
  return verdict == show::CheckVerdict::yes  ? ui.t("是", "yes")
         : verdict == show::CheckVerdict::no ? ui.t("否", "no")
                                             : ui.t("不确定", "unsure");
}

// What was answered by no and what to do about it, as many as fit above `end`.
void draw_todo(Context& c, const show::CheckStatus& check, float y, float end) {
  Ui& ui = c.ui;
  std::size_t told = 0;
  for (const show::CheckTodo& each : check.todo) {
    if (y + 128 > end) break;
    ui.fill({left, y, 4, 118}, colour::amber);
    ui.cross(left + 26, y + 15, 14, colour::amber);
    const std::string pattern = pattern_words(each.question.pattern, c.model.language);
    ui.told(left + 46, y, each.note.empty() ? pattern : pattern + " · " + each.note, Size::s18, colour::text, true,
            Anchor::left, width - 50);
    ui.told(left + 46, y + 28, c.model.text(each.question.ask), Size::s16, colour::second, false, Anchor::left, width - 50);
    ui.paragraph(left + 46, y + 54, width - 50, c.model.text(each.question.if_not), Size::s18, colour::amber, 2);
    y += 130;
    ++told;
  }
  if (told == check.todo.size()) return;
  ui.text(left + 46, y,
          ui.zh() ? fmt::format("另有 {} 项，见 guangmu led verify --report", check.todo.size() - told)
                  : fmt::format("{} more: guangmu led verify --report", check.todo.size() - told),
          Size::s16, colour::second, false, Anchor::left, width - 50);
}

// Nothing is asked: how the newest check ended, and what to begin.
void draw_rest(Context& c, const show::CheckStatus& check) {
  Ui& ui = c.ui;
  const bool begun = !check.begun.empty(), over = begun && check.open.empty();
  float y = area.y + 64;
  if (!c.model.status()) {
    ui.text(left, y, ui.t("等待墙", "Waiting for the wall"), Size::s22, colour::weak);
  } else if (!check.available) {
    ui.triangle(left + 12, y + 16, 20, colour::amber);
    ui.paragraph(left + 34, y, width - 34,
                 ui.zh() && check.of > 0 ? "墙没有状态文件夹，回答无处可存：启动时加 --state" : check.reason, Size::s22,
                 colour::amber, 3);
  } else if (!begun) {
    ui.paragraph(left, y, width,
                 ui.t("图样一个个上墙，每个问一两句。站到墙前看，回答是、否或不确定；每个回答立即存在墙上，随时可停，下次接着问。",
                      "Pattern by pattern comes onto the wall, with a question or two. Stand before it and answer yes, no or "
                      "unsure. The wall keeps each answer at once; stop at any time, it goes on from there."),
                 Size::s22, colour::second, 7);
  } else {
    if (over && check.passed)
      ui.tick(left + 14, y + 16, 24, colour::text);
    else
      ui.triangle(left + 14, y + 16, 22, colour::amber);
    const std::string result =
        over && check.passed ? ui.t("全部通过", "All is well")
        : over               ? ui.t("查完了，有事要处理", "Done, with work left")
                             : ui.t("查到一半", "Not finished");
    ui.text(left + 40, y - 2, result, Size::s28, colour::text, true, Anchor::left, width - 40);
    ui.text(left, y + 46, counts(c, check), Size::s18, colour::text, false, Anchor::left, width);
    ui.told(left, y + 74, day_and_time(over ? check.finished : check.begun) + " · " + check.by, Size::s18, colour::second,
            false, Anchor::left, width);
    if (check.unsure > 0 && over)
      ui.text(left, y + 102, ui.t("不确定的也要再看一遍", "what was unsure wants another look"), Size::s18, colour::second,
              false, Anchor::left, width);
    draw_todo(c, check, y + 140, area.bottom() - 180);
  }
  const std::string why = c.model.status() && check.available ? "" : " ";
  ButtonLook start{.label = begun && !over ? ui.t("接着查", "GO ON") : ui.t("开始检查", "START"),
                   .key = "Enter",
                   .primary = true,
                   .why_not = why};
  const bool both = begun && !over;
  if (ui.button("check-start", {left, area.bottom() - 156, both ? 340 : width, 64}, start)) start_check(c.model, c.link, false);
  ButtonLook again{.label = ui.t("从头查", "Start anew"), .key = "R", .why_not = why, .size = Size::s18};
  if (both && ui.button("check-again", {left + 352, area.bottom() - 156, width - 352, 64}, again))
    start_check(c.model, c.link, true);
  ButtonLook close{.label = ui.t("收起", "Close"), .key = "Esc", .size = Size::s18};
  close.local = true;
  if (ui.button("check-stop", {left, area.bottom() - 80, width, 60}, close)) leave_check(c.model, c.link);
}

void draw_last_answer(Context& c, const show::CheckStatus& check, float y) {
  Ui& ui = c.ui;
  if (check.answers.empty()) return;
  const show::CheckAnswer& last = check.answers.back();
  ui.line(left, y - 10, left + width, y - 10, colour::line, 1);
  const float w = ui.text(left, y, ui.t("刚才的回答", "Last answer"), Size::s16, colour::second);
  ui.text(left + w + 12, y - 1, words_for(ui, last.verdict), Size::s18, colour::text, true);
  ui.told(left + width, y, last.question, Size::s16, colour::weak, false, Anchor::right, 260);
  for (const show::CheckTodo& each : check.todo)
    if (each.question.id == last.question)
      ui.paragraph(left, y + 30, width, c.model.text(each.question.if_not), Size::s18, colour::amber, 3);
}

void draw_question(Context& c, const show::CheckStatus& check) {
  Ui& ui = c.ui;
  float y = area.y + 56;
  ui.fill({left, y, width, 8}, colour::raised, 4);
  const float share = check.of > 0 ? static_cast<float>(check.number) / static_cast<float>(check.of) : 0;
  ui.fill({left, y, width * share, 8}, colour::accent, 4);
  ui.text(left, y + 16, counts(c, check), Size::s16, colour::second, false, Anchor::left, width);
  y += 56;
  const bool shown = check_pattern_shown(c.model);
  if (shown) {
    ui.fill({left, y, width, 64}, colour::red_ground, 4);
    ui.disc(left + 20, y + 20, 8, colour::red);
    const std::string words = pattern_words(check.question.pattern, c.model.language);
    const std::string name = words == check.question.pattern ? words : words + " · " + check.question.pattern;
    ui.told(left + 40, y + 5, ui.t("墙上：", "on the wall: ") + name,
            Size::s18, colour::text, true, Anchor::left, width - 50);
    ui.told(left + 40, y + 33, c.model.text(check.question.purpose), Size::s16, colour::second, false, Anchor::left, width - 50);
  } else {
    ButtonLook bring{.label = ui.t("图样不在墙上：再上墙", "Pattern is off the wall: show it"), .key = "Enter", .size = Size::s18};
    if (ui.button("check-start", {left, y, width, 64}, bring)) start_check(c.model, c.link, false);
  }
  ui.paragraph(left, y + 86, width, c.model.text(check.question.ask), Size::s28, shown ? colour::text : colour::weak, 5);

  y = area.y + 400;
  const std::string why = shown ? "" : " ";
  const struct {
    show::CheckVerdict verdict;
    const char *id, *label, *key;
  } buttons[] = {{show::CheckVerdict::yes, "check-yes", ui.t("是", "YES"), "Y"},
                 {show::CheckVerdict::no, "check-no", ui.t("否", "NO"), "N"},
                 {show::CheckVerdict::unsure, "check-unsure", ui.t("不确定", "UNSURE"), "U"}};
  float x = left;
  for (const auto& each : buttons) {
    ButtonLook look{.label = each.label, .key = each.key, .key_below = true, .why_not = why, .size = Size::s28};
    if (ui.button(each.id, {x, y, 176, 110}, look)) answer_check(c.model, c.link, each.verdict);
    x += 188;
  }
  y += 126;
  ButtonLook note{.label = ui.t("备注", "Note"), .key = "T", .size = Size::s18};
  note.local = true;
  if (ui.button("check-note", {left, y, 176, 60}, note)) type_note(c.model);
  const std::string noted = check_note(c.model);
  ui.told(left + 188, y + 17, noted.empty() ? ui.t("无备注", "no note") : noted, Size::s18,
          noted.empty() ? colour::weak : colour::text, false, Anchor::left, width - 188);
  draw_last_answer(c, check, y + 92);
  ButtonLook back{.label = ui.t("上一题", "Back"), .key = "←", .size = Size::s18};
  if (check.number <= 1) back.why_not = " ";
  if (ui.button("check-back", {left, area.bottom() - 80, 176, 60}, back)) back_check(c.model, c.link);
  ButtonLook stop{.label = ui.t("停下，下次接着问", "Stop, go on later"), .key = "Esc", .size = Size::s18};
  if (ui.button("check-stop", {left + 188, area.bottom() - 80, width - 188, 60}, stop)) leave_check(c.model, c.link);
}

}  // namespace

void draw_check(Context& c) {
  Ui& ui = c.ui;
  const show::CheckStatus& check = c.status.technician.check;
  ui.fill(area, colour::panel, 4);
  const float title = ui.text(left, area.y + 14, ui.t("逐项检查", "Guided check"), Size::s22, colour::text, true);
  if (check.running)
    ui.text(left + width, area.y + 14, fmt::format("{} / {}", check.number, check.of), Size::s22, colour::text, true,
            Anchor::right);
  else
    ui.text(left + title + 12, area.y + 17,
            ui.zh() ? fmt::format("{} 题", check.of) : fmt::format("{} questions", check.of), Size::s18, colour::second);
  if (check.running)
    draw_question(c, check);
  else
    draw_rest(c, check);
}

}  // namespace guangmu::console
