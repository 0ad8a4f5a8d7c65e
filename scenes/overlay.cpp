#include "scenes/overlay.h"

#include <algorithm>
#include <cmath>

#include "scenes/claim.h"
#include "scenes/lettering.h"
#include "scenes/mark.h"
#include "scenes/motion.h"
#include "scenes/widget.h"

namespace guangmu::scenes {
namespace {

constexpr double fade_s = 0.35;

// A text that comes, changes and goes, softly: the one that stands and the one that leaves.
class Fading {
 public:
  struct Part {
    std::string words;
    float opacity = 0;
  };
  // The parts to draw now, the leaving one first.
  std::vector<Part> at(const std::string& words, double time_s, bool settled) {
    if (settled || time_s < last_s_) {
      words_ = words;
      before_.clear();
      since_s_ = -1e9;
    } else if (words != words_) {
      before_ = words_;
      words_ = words;
      since_s_ = time_s;
    }
    last_s_ = time_s;
    std::vector<Part> parts;
    const float p = motion::in_out(motion::progress(time_s - since_s_, fade_s));
    if (!before_.empty() && p < 1) parts.push_back({before_, 1 - p});
    if (!words_.empty()) parts.push_back({words_, p});
    return parts;
  }
  bool moving(double time_s) const { return time_s - since_s_ < fade_s; }
  // How far anything at all stands there, so that a band under two captions does not blink between them.
  float presence(double time_s) const {
    const float p = motion::in_out(motion::progress(time_s - since_s_, fade_s));
    if (words_.empty()) return before_.empty() ? 0 : 1 - p;
    return before_.empty() ? p : 1;
  }

 private:
  std::string words_, before_;
  double since_s_ = -1e9, last_s_ = -1e9;
};

}  // namespace

struct Overlay::Impl {
  Impl(const SceneContext& context, LocalText n, LocalText t)
      : layout(context, 12, 15), name(std::move(n)), title(std::move(t)) {}

  Layout layout;
  LocalText name, title;
  Origin origin{"overlay", "", {}};
  Fading caption, message, emergency, figures, logo;
  // Two texts at most stand in one place at the same time.
  struct Slots {
    GroupCache a, b;
    std::uint64_t turn_a = 0, turn_b = 0, turn = 0;
    template <class Make>
    const draw::GroupPtr& get(std::uint64_t key, Make&& make) {
      ++turn;
      if (key == key_a) {
        turn_a = turn;
        return a.get(key, make);
      }
      if (key == key_b) {
        turn_b = turn;
        return b.get(key, make);
      }
      if (turn_a <= turn_b) {
        key_a = key;
        turn_a = turn;
        return a.get(key, make);
      }
      key_b = key;
      turn_b = turn;
      return b.get(key, make);
    }
    std::uint64_t key_a = 0, key_b = 0;
  };
  Slots captions, messages, emergencies, marks, logos;
  GroupCache band;

  float width() const { return static_cast<float>(layout.wall().canvas.w); }
  float height() const { return static_cast<float>(layout.wall().canvas.h); }

  draw::GroupPtr caption_band() const {
    draw::GroupBuilder b(hash_of("overlay/band"));
    const float top = height() - layout.px(330);
    const Linear g = layout.palette().ground;
    put_bar(
        b, {0, top, width(), height() - top},
        draw::Paint::vertical(
            top, height(), {{0, g.with_alpha(0)}, {0.32f, g.with_alpha(0.94f)}, {1, g.with_alpha(0.97f)}}));
    return b.finish();
  }
  // Two lines are made about equally long.
  static std::vector<draw::TextRunPtr> balanced(const std::string& words, draw::TextStyle style, float room,
                                                draw::TextEngine& text) {
    auto lines = text.paragraph(words, style, room, 2);
    if (lines.size() < 2) return lines;
    const float half = (lines[0]->width_px + lines[1]->width_px) / 2;
    for (const float slack : {1.02f, 1.08f, 1.16f}) {
      auto even = text.paragraph(words, style, half * slack, 3);
      if (even.size() == 2) return even;
    }
    return lines;
  }
  draw::GroupPtr caption_words(const std::string& words, draw::TextEngine& text) const {
    draw::GroupBuilder b(Hash(hash_of("overlay/caption")).add(words).value());
    const float size = std::max(layout.text_px(56), std::ceil(layout.text_px(0) * 1.25f));
    const auto lines =
        balanced(words, {.size_px = size, .weight = draw::Weight::medium}, width() - layout.px(420), text);
    const float pitch = std::round(size * 1.42f), bottom = height() - layout.px(lines.size() > 1 ? 56 : 92);
    for (std::size_t i = 0; i < lines.size(); ++i)
      put_text(b, lines[i], {width() / 2, bottom - pitch * static_cast<float>(lines.size() - 1 - i)},
               layout.palette().text, origin, draw::Align::centre);
    return b.finish();
  }
  draw::GroupPtr message_band(const std::string& words, draw::TextEngine& text) const {
    const Palette& p = layout.palette();
    draw::GroupBuilder b(Hash(hash_of("overlay/message")).add(words).value());
    const float size = layout.text_px(72), pitch = std::round(size * 1.4f);
    const auto lines = text.paragraph(words, {.size_px = size}, width() - layout.px(384), 2);
    const float middle = height() * 0.5f, half = pitch * static_cast<float>(lines.size()) / 2 + layout.px(64);
    const Linear g = p.ground;
    put_bar(b, {0, middle - half * 1.7f, width(), half * 3.4f},
            draw::Paint::vertical(middle - half * 1.7f, middle + half * 1.7f,
                                  {{0, g.with_alpha(0)},
                                   {0.24f, g.with_alpha(0.93f)},
                                   {0.76f, g.with_alpha(0.93f)},
                                   {1, g.with_alpha(0)}}));
    const float line_half = layout.px(520);
    for (const float y : {middle - half + layout.px(10), middle + half - layout.px(10)})
      put_bar(b, {width() / 2 - line_half, std::round(y), 2 * line_half, layout.stroke(2)},
              draw::Paint::horizontal(
                  width() / 2 - line_half, width() / 2 + line_half,
                  {{0, p.accent.with_alpha(0)}, {0.5f, p.accent}, {1, p.accent.with_alpha(0)}}));
    const float first = middle - pitch * static_cast<float>(lines.size() - 1) / 2 + size * 0.36f;
    for (std::size_t i = 0; i < lines.size(); ++i)
      put_text(b, lines[i], {width() / 2, first + pitch * static_cast<float>(i)}, p.text, origin,
               draw::Align::centre);
    return b.finish();
  }
  draw::GroupPtr emergency_sign(const std::string& words, draw::TextEngine& text) const {
    const Palette& p = layout.palette();
    draw::GroupBuilder b(Hash(hash_of("overlay/emergency")).add(words).value());
    put_bar(b, {0, 0, width(), height()}, p.ground.with_alpha(0.93f));
    const float size = layout.text_px(108), pitch = std::round(size * 1.36f);
    const auto lines =
        text.paragraph(words, {.size_px = size, .weight = draw::Weight::bold}, width() - layout.px(620), 3);
    const float middle = height() * 0.5f, half = pitch * static_cast<float>(lines.size()) / 2 + layout.px(70);
    put_bar(b, {layout.px(144), middle - half, width() - layout.px(288), 2 * half}, p.alarm, layout.px(18));
    const float first = middle - pitch * static_cast<float>(lines.size() - 1) / 2 + size * 0.36f;
    const Linear dark{0, 0, 0, 1};  // nothing less reaches 7:1 on the alarm colour
    for (std::size_t i = 0; i < lines.size(); ++i)
      put_text(b, lines[i], {width() / 2, first + pitch * static_cast<float>(i)}, dark, origin,
               draw::Align::centre);
    return b.finish();
  }
  draw::GroupPtr logo_picture(Language language, draw::TextEngine& text) const {
    const Palette& p = layout.palette();
    draw::GroupBuilder b(hash_of("overlay/logo"));
    const Linear dark{p.ground.r * 0.4f, p.ground.g * 0.4f, p.ground.b * 0.4f, 1};
    put_bar(b, {0, 0, width(), height()},
            draw::Paint::vertical(0, height(), {{0, dark}, {0.5f, p.ground}, {1, dark}}));
    draw::Light pool;
    pool.centre = {width() / 2, height() * 0.46f};
    pool.radii = {width() * 0.44f, height() * 0.5f};
    pool.colour = p.light.faded(0.8f);
    b.add(pool, draw::Blend::add);
    const float mark = layout.px(360), base = std::round(height() * 0.49f);
    put_mark(b, layout, {width() / 2 - mark / 2, base}, mark);
    const float room = width() - layout.px(192);
    const auto line = [&](const std::string& words, double size, draw::Weight weight, float y,
                          Linear colour) {
      if (words.empty()) return;
      put_text(
          b,
          fit_line(text, words, {.size_px = layout.text_px(size), .weight = weight}, room, layout.text_px(0)),
          {width() / 2, y}, colour, origin, draw::Align::centre);
    };
    line(name.in(language), 150, draw::Weight::bold, base + layout.px(210), p.accent);
    line(title.in(language), 68, draw::Weight::medium, base + layout.px(330), p.text);
    return b.finish();
  }
  draw::GroupPtr figures_mark(const std::string& words, draw::TextEngine& text) const {
    const Palette& p = layout.palette();
    draw::GroupBuilder b(Hash(hash_of("overlay/figures")).add(words).value());
    const float size = layout.text_px(34);
    const auto run = text.line(words, {.size_px = size, .weight = draw::Weight::medium});
    const float pad = layout.px(24), w = run->width_px + 2 * pad, h = layout.px(54);
    const float x = std::round(width() / 2 - w / 2), y = layout.px(148);
    draw::RoundRect plate;
    plate.rect = {x, y, w, h};
    plate.radius_px = {h / 2, h / 2, h / 2, h / 2};
    plate.fill = p.ground.with_alpha(0.9f);
    plate.stroke_px = layout.stroke(2);
    plate.stroke = p.line;
    b.add(plate);
    put_text(b, run, {width() / 2, y + h / 2 + size * 0.35f}, p.text, origin, draw::Align::centre);
    return b.finish();
  }
};

Overlay::Overlay(const SceneContext& context, LocalText name, LocalText title)
    : impl_(std::make_unique<Impl>(context, std::move(name), std::move(title))) {}
Overlay::~Overlay() = default;
Overlay::Overlay(Overlay&&) noexcept = default;
Overlay& Overlay::operator=(Overlay&&) noexcept = default;

void Overlay::build(const OverlayInput& in, draw::TextEngine& text, SceneOutput& out) {
  Impl& o = *impl_;
  WidgetOutput parts;
  const double now = in.time_s;
  const auto put = [&](Fading& fading, Impl::Slots& slots, const std::string& words, auto&& make) {
    for (const auto& part : fading.at(words, now, in.settled))
      parts.add(slots.get(hash_of(part.words), [&] { return make(part.words); }), {}, part.opacity);
    if (fading.moving(now)) parts.changes_at(now);
  };

  const bool zh = in.language == Language::zh;
  std::string figures;
  if (in.rehearsal) figures = (zh ? "回放 " : "Replay of ") + date_words(in.recorded_date, in.language);
  if (in.figures_frozen)
    figures += (figures.empty() ? "" : " · ") + ((zh ? "数字截至" : "Figures of ") + date_words(in.figures_date, in.language));
  put(o.figures, o.marks, figures, [&](const std::string& w) { return o.figures_mark(w, text); });
  put(o.logo, o.logos, in.logo ? (in.language == Language::zh ? "zh" : "en") : std::string(),
      [&](const std::string& w) { return o.logo_picture(w == "zh" ? Language::zh : Language::en, text); });

  const auto words = o.caption.at(in.caption, now, in.settled);
  if (!words.empty()) {
    parts.add(o.band.get(1, [&] { return o.caption_band(); }), {}, in.settled ? 1 : o.caption.presence(now));
    for (const auto& part : words)
      parts.add(o.captions.get(hash_of(part.words), [&] { return o.caption_words(part.words, text); }), {},
                part.opacity);
  }
  if (o.caption.moving(now)) parts.changes_at(now);
  put(o.message, o.messages, in.message, [&](const std::string& w) { return o.message_band(w, text); });
  put(o.emergency, o.emergencies, in.emergency,
      [&](const std::string& w) { return o.emergency_sign(w, text); });

  out.list.groups.insert(out.list.groups.end(), parts.groups.begin(), parts.groups.end());
  out.next_change_s = std::min(out.next_change_s, parts.next_change_s);
}

}  // namespace guangmu::scenes
