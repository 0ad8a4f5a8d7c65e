// The answer to "why is it this figure?": formula with its inputs, where it came from, the original text, the checks, and
// where it stood on the wall. Asked of the wall while it is open; until the answer is here, what the state tells.
#include <fmt/core.h>

#include <algorithm>

#include "console/check_words.h"
#include "console/fault_words.h"
#include "console/keys_data.h"
#include "console/panels.h"
#include "kpi/values/number_text.h"

namespace guangmu::console {
namespace {

constexpr ImU32 sunk = rgb(0x0D0F12);
constexpr std::size_t most_checks = 8;
constexpr float check_pitch = 27;

std::string time_words(Instant t) {
  return fmt::format("{}.{:03}", clock_words(t), (t.us % 1'000'000 + 1'000'000) % 1'000'000 / 1000);
}

FigureState state_of(const kpi::Why& why) {
  switch (why.freshness) {
    case kpi::Freshness::live:
      return FigureState::live;
    case kpi::Freshness::late:
      return FigureState::late;
    case kpi::Freshness::stale:
      return FigureState::stale;
    case kpi::Freshness::never:
      break;
  }
  return why.stood == kpi::Stood::manual ? FigureState::manual : FigureState::broken;
}

bool calm(FigureState state) {
  return state == FigureState::live || state == FigureState::manual;
}

class WhyPanel {
 public:
  WhyPanel(Context& c, Box b, const std::string& id, const show::MetricStatus& m)
      : c_(c), ui_(c.ui), b_(b), id_(id), m_(m), state_(figure_state(m, c.status)) {
    const Explained& known = c.model.figures.explained;
    if (known.metric == id && known.why) why_ = &*known.why;
    if (known.metric == id) problem_ = known.problem;
  }

  void draw() {
    draw_head();
    const Box inside{b_.x + 14, b_.y + 122, b_.w - 28, b_.h - 122 - 80};
    if (c_.model.figures.draft && c_.model.figures.draft->metric == id_)
      draw_manual(c_, inside, id_, m_);
    else if (c_.model.figures.history)
      draw_history(c_, inside, id_, m_);
    else
      draw_sections(inside);
    draw_buttons();
  }

 private:
  const std::string& label(const kpi::Why& why) const {
    return c_.model.text(why.label).empty() ? why.metric : c_.model.text(why.label);
  }
  kpi::NumberText number(const kpi::Why& why) const {
    if (!why.value) return {"—", why.unit, false};
    return kpi::number_text(*why.value, why.unit, why.decimals, c_.model.language);
  }

  void draw_head() {
    const Box head{b_.x, b_.y, b_.w, 112};
    ui_.fill(head, colour::accent_ground, 6);
    const std::string& digits = c_.model.text(m_.digits);
    const Size size = ui_.text_width(digits, Size::s64, true) > 300 ? Size::s44 : Size::s64;
    const float unit = ui_.told(head.right() - 20, head.y + 42, c_.model.text(m_.unit_text), Size::s28, colour::second,
                                false, Anchor::right, 130);
    const float digits_w = ui_.text(head.right() - 34 - unit, head.y + (size == Size::s64 ? 2.f : 20.f), digits, size,
                                    colour::text, true, Anchor::right);
    const std::string words = state_words(m_, state_, c_.model.language);
    const ImU32 ink = calm(state_) ? colour::second : state_ == FigureState::broken ? rgb(0xFF7C75) : colour::amber;
    const float w = ui_.told(head.right() - 20, head.y + 82, words, Size::s18, ink, true, Anchor::right, 330);
    draw_state(ui_, head.right() - 20 - w - 14, head.y + 94, state_);
    const float room = head.w - 60 - unit - digits_w;
    ui_.text(head.x + 18, head.y + 10, ui_.t("为什么是这个数？", "Why this figure?"), Size::s18, colour::second);
    ui_.told(head.x + 18, head.y + 36, c_.model.text(m_.label).empty() ? id_ : c_.model.text(m_.label), Size::s28,
             colour::text, true, Anchor::left, room);
    const char* kind = m_.manual                                   ? ui_.t("人工设定", "set by hand")
                       : m_.derived                                ? ui_.t("公式指标", "computed")
                       : m_.freshness == kpi::Freshness::never     ? ui_.t("报告值", "from the report")
                                                                   : ui_.t("来源指标", "delivered");
    ui_.told(head.x + 18, head.y + 80, id_ + " · " + kind, Size::s16, colour::second, false, Anchor::left, head.w - 90 - w);
  }

  // Number, title, and a quiet note beside it; returns where the section's body begins.
  float title(float y, int number, const char* zh, const char* en, const std::string& note, ImU32 ink = colour::second) {
    ui_.text(b_.x + 18, y, std::to_string(number), Size::s18, colour::text, true);
    const float w = ui_.text(b_.x + 48, y, ui_.t(zh, en), Size::s18, colour::text, true);
    ui_.told(b_.x + 64 + w, y + 1, note, Size::s16, ink, false, Anchor::left, b_.w - 84 - w);
    return y + 29;
  }

  void draw_sections(Box b) {
    if (!why_) return draw_waiting(b);
    float y = b.y;
    y = draw_formula(y) + 8;
    y = draw_origin(y) + 8;
    // What is left over goes to the original text; the checks and the wall keep their room.
    const kpi::Why& origin = origin_of(*why_);
    const auto failed = static_cast<std::size_t>(
        std::count_if(origin.checks.begin(), origin.checks.end(), [](const auto& check) { return !check.passed; }));
    const std::size_t whole = std::min(failed, most_checks), rows = whole + (std::min(origin.checks.size(), most_checks) - whole + 1) / 2;
    const float below = 29 + static_cast<float>(std::max<std::size_t>(rows, 1)) * check_pitch + 8 + 29 + 52;
    y = draw_excerpt(y, b.bottom() - below - y) + 8;
    y = draw_checks(y, origin) + 8;
    draw_shown(y, b.bottom());
  }

  // Before the answer, and where there is none: what the state itself says.
  void draw_waiting(Box b) {
    float y = title(b.y, 1, "出处", "Origin", "");
    const std::string address = source_url();
    const Box box{b.x, y, b.w, 86};
    ui_.fill(box, sunk, 6);
    ui_.told(box.x + 14, box.y + 10, m_.derived ? ui_.t("由公式算出", "computed by a formula") : address.empty() ? source_name(m_.source, c_.status, c_.model.language) : address,
             Size::mono16, colour::text, false, Anchor::left, box.w - 28);
    const std::string when = m_.source_time ? ui_.t("平台时间 ", "platform's time ") + clock_words(*m_.source_time)
                             : m_.from_report
                                 ? ui_.t("报告 ", "report of ") + m_.report_date + " · " + c_.model.text(m_.report_source)
                                 : std::string(ui_.t("还没有收到过数", "nothing received yet"));
    ui_.told(box.x + 14, box.y + 44, when, Size::s16, colour::second, false, Anchor::left, box.w - 28);
    y = box.bottom() + 16;
    if (!m_.refused.empty()) {
      y = title(y, 2, "检查", "Checks", "");
      ui_.triangle(b.x + 14, y + 11, 13, colour::amber);
      y += ui_.paragraph(b.x + 30, y, b.w - 40, in_words(m_.refused, c_.model.language), Size::s16, colour::text, 3) + 16;
    }
    if (problem_.empty() && c_.model.connected()) {
      ui_.text(b.x + b.w / 2, b.y + b.h / 2, ui_.t("正在问墙…", "asking the wall…"), Size::s18, colour::weak, false,
               Anchor::centre);
      return;
    }
    y = std::max(y, b.y + b.h / 2 - 40);
    ui_.text(b.x + b.w / 2, y, ui_.t("历史不可用，只有现在的状态", "no history; this is the state of now"), Size::s22,
             colour::text, true, Anchor::centre);
    ui_.text(b.x + b.w / 2, y + 38,
             ui_.t("墙启动时要带 --state 目录，才查得到来历和凭据", "start the wall with --state DIR to keep history and proofs"),
             Size::s16, colour::second, false, Anchor::centre, b.w - 20);
    ui_.paragraph(b.x + 20, y + 76, b.w - 40, in_words(problem_, c_.model.language), Size::s16, colour::weak, 2);
  }

  std::string source_url() const {
    for (const auto& source : c_.status.sources)
      if (source.id == m_.source) return source.url;
    return {};
  }

  // A figure in the formula: label, value, and how old; a press explains it.
  void draw_input(Box b, const kpi::Why& input) {
    if (ui_.hit(("input-" + input.metric).c_str(), b)) open_why(c_.model, input.metric);
    if (ui_.hovered()) ui_.fill({b.x - 6, b.y - 4, b.w + 8, b.h + 8}, colour::raised, 4);
    const kpi::NumberText text = number(input);
    ui_.told(b.x, b.y, label(input), Size::s16, colour::second, false, Anchor::left, b.w);
    const Size size = ui_.text_width(text.digits, Size::s28, true) + 40 > b.w ? Size::s22 : Size::s28;
    const float w = ui_.told(b.x, b.y + 22, text.digits, size, colour::text, true, Anchor::left, b.w);
    ui_.told(b.x + w + 5, b.y + 32, text.unit, Size::s16, colour::second, false, Anchor::left, std::max(20.f, b.w - w - 5));
    const auto status = c_.status.metrics.find(input.metric);
    const FigureState state = status == c_.status.metrics.end() ? state_of(input) : figure_state(status->second, c_.status);
    draw_state(ui_, b.x + 7, b.y + 71, state);
    const std::string age = input.age_s ? kpi::age_text(*input.age_s, c_.model.language) : "—";
    ui_.told(b.x + 20, b.y + 61, age, Size::s16, calm(state) ? colour::second : colour::amber, false, Anchor::left, b.w - 20);
  }

  float draw_formula(float y) {
    if (why_->formula.empty()) {
      std::string words = ui_.t("没有公式，就是收到的值", "none: it is the value that came");
      if (why_->stood == kpi::Stood::manual)
        words = fmt::format("{} {}", ui_.t("人工设定 ·", "set by hand ·"), why_->by);
      else if (why_->stood == kpi::Stood::report)
        words = fmt::format("{} {} · {}", ui_.t("报告", "report of"), why_->report_date, c_.model.text(why_->report_source));
      else if (why_->stood == kpi::Stood::nothing)
        words = ui_.t("还没有收到过数", "nothing received yet");
      else if (!why_->by.empty())
        words = fmt::format("{} {}", ui_.t("收到的值，接受者", "the value that came, accepted by"), why_->by);
      return title(y, 1, "公式", "Formula", words) + 2;
    }
    y = title(y, 1, "公式", "Formula", why_->formula);
    const Box box{b_.x + 14, y, b_.w - 28, 104};
    ui_.fill(box, sunk, 6);
    const auto parts = formula_parts(why_->formula, why_->inputs);
    const auto figures = static_cast<float>(std::count_if(parts.begin(), parts.end(), [](const auto& p) { return p.input >= 0; }));
    float signs = 0;
    for (const auto& part : parts)
      if (part.input < 0) signs += ui_.text_width(part.words, Size::s28) + 20;
    const float each = (box.w - 28 - signs - 44) / (figures + 1);
    if (figures > 4 || each < 96) {
      draw_input_list(box);
      return box.bottom();
    }
    float x = box.x + 14;
    const auto sign = [&](const std::string& words) {
      x += 10 + ui_.told(x + 4, box.y + 32, words, Size::s28, colour::second, false, Anchor::left, 160) + 10;
    };
    for (const auto& part : parts) {
      if (part.input < 0) {
        sign(part.words);
        continue;
      }
      draw_input({x, box.y + 10, each - 6, 84}, why_->inputs[static_cast<std::size_t>(part.input)]);
      x += each;
    }
    sign("=");
    const kpi::NumberText text = number(*why_);
    ui_.told(x, box.y + 10, exact(), Size::s16, colour::second, false, Anchor::left, box.right() - 8 - x);
    const float w = ui_.told(x, box.y + 32, text.digits, Size::s28, colour::text, true, Anchor::left, box.right() - 8 - x);
    ui_.told(x + w + 5, box.y + 42, text.unit, Size::s16, colour::second, false, Anchor::left,
             std::max(20.f, box.right() - 8 - x - w - 5));
    ui_.told(x, box.y + 71, ui_.t("和最旧的一样新", "as old as the oldest"), Size::s16, colour::second, false, Anchor::left,
             box.right() - 8 - x);
    return box.bottom();
  }

  // The result before rounding.
  std::string exact() const {
    if (!why_->value) return "";
    const double shown = why_->unit == "%" ? *why_->value * 100 : *why_->value;
    return fmt::format("{:.{}f} {}", shown, why_->decimals + 2, ui_.t("取整前", "unrounded"));
  }

  void draw_input_list(Box box) {
    constexpr std::size_t most = 6;
    for (std::size_t i = 0; i < std::min(most, why_->inputs.size()); ++i) {
      const kpi::Why& input = why_->inputs[i];
      const Box row{box.x + 14 + static_cast<float>(i % 2) * box.w / 2, box.y + 10 + static_cast<float>(i / 2) * 29, box.w / 2 - 24, 26};
      if (i + 1 == most && why_->inputs.size() > most) {
        ui_.text(row.x, row.y, fmt::format("+{} {}", why_->inputs.size() - most + 1, ui_.t("项", "more")), Size::s16, colour::second);
        return;
      }
      if (ui_.hit(("input-" + input.metric).c_str(), row)) open_why(c_.model, input.metric);
      if (ui_.hovered()) ui_.fill({row.x - 6, row.y - 2, row.w + 8, row.h}, colour::raised, 4);
      const kpi::NumberText text = number(input);
      const float w = ui_.told(row.right(), row.y, text.digits + " " + text.unit, Size::s16, colour::text, true, Anchor::right, 150);
      ui_.told(row.x, row.y, label(input), Size::s16, colour::second, false, Anchor::left, row.w - w - 10);
    }
  }

  float draw_origin(float y) {
    const kpi::Why& from = origin_of(*why_);
    std::string note;
    if (&from != why_) note = fmt::format("{}{}", ui_.t("最旧的一项：", "the oldest input: "), label(from));
    if (!why_->note.empty()) note = in_words(why_->note, c_.model.language);
    y = title(y, 2, "出处", "Origin", note, why_->note.empty() ? colour::second : colour::amber);
    const Box box{b_.x + 14, y, b_.w - 28, from.url.empty() ? 58.f : 84.f};
    ui_.fill(box, sunk, 6);
    const float room = box.w - 28;
    float line = box.y + 6;
    if (from.url.empty()) {
      ui_.told(box.x + 14, line, from.source.empty() ? ui_.t("没有来源：报告或手工", "no source: report or by hand") : source_name(from.source, c_.status, c_.model.language),
               Size::s16, colour::text, false, Anchor::left, room);
    } else {
      const float get = ui_.text(box.x + 14, line, "GET", Size::mono16, colour::second);
      ui_.told(box.x + 24 + get, line, from.url, Size::mono16, colour::text, true, Anchor::left, room - get - 10);
      line += 25;
      const float at = ui_.text(box.x + 14, line, ui_.t("取值", "at"), Size::s16, colour::second);
      const float pointer = ui_.told(box.x + 24 + at, line, from.pointer.empty() ? "—" : from.pointer, Size::mono16,
                                     colour::accent, true, Anchor::left, room - 180);
      ui_.told(box.x + 36 + at + pointer, line, ui_.t("单位 ", "unit ") + from.unit, Size::s16, colour::second, false,
               Anchor::left, room - at - pointer - 24);
    }
    line += 25;
    std::string times;
    if (from.source_time) times = ui_.t("平台时间 ", "platform's time ") + clock_words(*from.source_time);
    if (from.received) times += (times.empty() ? "" : "   ") + std::string(ui_.t("收到 ", "received ")) + time_words(*from.received);
    if (times.empty()) times = ui_.t("还没有收到过数", "nothing received yet");
    ui_.told(box.x + 14, line, times, Size::s16, colour::second, false, Anchor::left, room);
    return box.bottom();
  }

  // The figure whose origin is told has a value that waits.
  bool held_origin() const {
    const auto status = c_.status.metrics.find(origin_of(*why_).metric);
    return status != c_.status.metrics.end() && held_back(status->second);
  }

  float draw_excerpt(float y, float room) {
    const auto& excerpt = origin_of(*why_).excerpt;
    std::string note = ui_.t("收到的那几行，一字未改", "the lines that came, unchanged");
    if (!excerpt)
      note = ui_.t("这份原文没有留下", "was not kept");
    else if (excerpt->newer)
      note = (held_origin() ? ui_.t("新来的一份，值待核 · ", "a newer one, its value waits · ") : ui_.t("后来的一份 · ", "a later one · ")) +
             clock_words(excerpt->received);
    y = title(y, 3, "原文", "Original", note);
    if (!excerpt || excerpt->lines.empty()) return y;
    constexpr float pitch = 24;
    const int count = static_cast<int>(excerpt->lines.size());
    const int fit = std::clamp(static_cast<int>((room - 29 - 12) / pitch), 1, 12), seen = std::min(fit, count);
    const int first = excerpt->marked < 0 ? 0 : std::clamp(excerpt->marked - seen / 2, 0, count - seen);
    const Box box{b_.x + 14, y, b_.w - 28, 12 + pitch * static_cast<float>(seen)};
    ui_.fill(box, rgb(0x08090B), 6);
    for (int i = 0; i < seen; ++i) {
      const float line = box.y + 6 + pitch * static_cast<float>(i);
      const bool marked = first + i == excerpt->marked;
      if (marked) ui_.fill({box.x, line, box.w, pitch}, colour::accent_ground), ui_.fill({box.x, line, 4, pitch}, colour::accent);
      ui_.text(box.x + 44, line + 2, std::to_string(excerpt->first_line + first + i), Size::mono16, colour::weak, false, Anchor::right);
      ui_.told(box.x + 56, line + 2, excerpt->lines[static_cast<std::size_t>(first + i)], Size::mono16,
               marked ? colour::text : colour::second, marked, Anchor::left, box.w - 66);
    }
    return box.bottom();
  }

  float draw_checks(float y, const kpi::Why& from) {
    const auto bad = std::count_if(from.checks.begin(), from.checks.end(), [](const auto& check) { return !check.passed; });
    const auto good = static_cast<std::ptrdiff_t>(from.checks.size()) - bad;
    std::string note = ui_.zh() ? fmt::format("{} 项过", good) : fmt::format("{} passed", good);
    if (bad > 0) note += ui_.zh() ? fmt::format("，{} 项提醒", bad) : fmt::format(", {} to look at", bad);
    if (from.checks.empty()) note = ui_.t("这一项没有检查", "none for this one");
    y = title(y, 4, "检查", "Checks", note);
    std::vector<const kpi::WhyCheck*> order;
    for (const auto& check : from.checks) order.push_back(&check);
    std::stable_partition(order.begin(), order.end(), [](const auto* check) { return !check->passed; });
    if (order.size() > most_checks) order.resize(most_checks);
    const float half = (b_.w - 36) / 2;
    int column = 0;
    for (const kpi::WhyCheck* check : order) {
      // One that failed has the line for itself: what came is told there.
      const float room = check->passed ? half : 2 * half;
      if (!check->passed && column == 1) column = 0, y += check_pitch;
      const float x = b_.x + 18 + static_cast<float>(column) * half;
      if (check->passed)
        ui_.tick(x + 6, y + 11, 10, colour::text);
      else
        ui_.triangle(x + 6, y + 11, 12, colour::amber);
      const float w = ui_.told(x + 20, y, check_name(check->name, c_.model.language, check->passed), Size::s16,
                               check->passed ? colour::text : colour::amber, true, Anchor::left, room - 30);
      if (room - 34 - w > 30)
        ui_.told(x + 28 + w, y, check_text(*check, c_.model.language), Size::s16, colour::second, false, Anchor::left, room - 34 - w);
      if (check->passed) column = 1 - column;
      if (column == 0) y += check_pitch;
    }
    return column == 0 ? y : y + check_pitch;
  }

  void draw_shown(float y, float bottom) {
    const auto& shown = why_->shown;
    y = title(y, 5, "在墙上", "On the wall",
              shown.empty() ? ui_.t("还没有上过墙", "has not been shown yet")
                            : fmt::format("{} {}", ui_.t("数据版本", "data version"), shown.back().version));
    for (auto run = shown.rbegin(); run != shown.rend() && y + 24 < bottom + 4; ++run) {
      std::string scene = run->scene;
      for (std::size_t i = 0; i < c_.status.scenes.size(); ++i)
        if (c_.status.scenes[i].id == run->scene) scene = fmt::format("{} {}", i + 1, c_.model.text(c_.status.scenes[i].title));
      const bool still = c_.status.wall_clock - run->to < 3;
      const std::string until = still ? std::string(ui_.t("现在", "now")) : clock_words(run->to);
      const float w = ui_.told(b_.x + 18, y, scene, Size::s16, colour::second, false, Anchor::left, 190);
      const float times = ui_.told(b_.x + 30 + w, y, clock_words(run->from) + " – " + until, Size::s16, colour::second, false,
                                   Anchor::left, 180);
      ui_.told(b_.x + 44 + w + times, y, run->digits + " " + run->unit, Size::s16, colour::text, true, Anchor::left,
               b_.w - 64 - w - times);
      y += 25;
    }
  }

  void draw_buttons() {
    const float y = b_.bottom() - 70, w = (b_.w - 28 - 16) / 3;
    const bool history = c_.model.figures.history;
    ButtonLook look{.label = history ? ui_.t("来历", "WHY") : ui_.t("历史", "HISTORY"), .key = "Y", .on = history, .local = true};
    if (ui_.button("history", {b_.x + 14, y, w, 58}, look)) c_.model.figures.history = !history, c_.model.figures.draft.reset();
    ButtonLook copy{.label = ui_.t("抄下凭据", "COPY PROOF"), .key = "C", .local = true};
    if (!why_) copy.why_not = ui_.t("还没有凭据", "no proof yet");
    copy.size = ui_.zh() ? Size::s22 : Size::s18;
    if (ui_.button("proof", {b_.x + 22 + w, y, w, 58}, copy)) copy_proof(c_.model);
    const bool by_hand = m_.manual && !m_.derived;
    ButtonLook manual{.label = by_hand ? ui_.t("结束手工值", "END BY HAND") : ui_.t("手工改值", "SET BY HAND"), .key = "U",
                      .on = by_hand};
    manual.size = ui_.zh() ? Size::s22 : Size::s18;
    if (m_.derived) manual.why_not = ui_.t("请改它的来源数", "set its inputs");
    if (ui_.button("manual", {b_.x + 30 + 2 * w, y, w, 58}, manual)) change_by_hand(c_.model, c_.link);
  }

  Context& c_;
  Ui& ui_;
  Box b_;
  const std::string& id_;
  const show::MetricStatus& m_;
  FigureState state_;
  const kpi::Why* why_ = nullptr;
  std::string problem_;
};

}  // namespace

void draw_why(Context& c, Box b) {
  Ui& ui = c.ui;
  ui.fill(b, colour::panel, 6);
  const std::string id = explained_id(c.model.figures, c.status);
  const auto found = c.status.metrics.find(id);
  if (found == c.status.metrics.end()) {
    ui.text(b.x + b.w / 2, b.y + b.h / 2 - 20, ui.t("选一个数字，这里说它的来历", "choose a figure; this tells where it comes from"),
            Size::s18, colour::weak, false, Anchor::centre, b.w - 40);
    return;
  }
  WhyPanel(c, b, id, found->second).draw();
}

}  // namespace guangmu::console
