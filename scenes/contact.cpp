#include "scenes/contact.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "scenes/fixed_panel.h"
#include "scenes/lettering.h"

namespace guangmu::scenes {
namespace {

// "2 小时", "30 分钟", "1 天 12 小时" / "2 hours", "30 minutes", "1 day 12 hours"
std::string length_words(Duration d, Language language) {
  const bool zh = language == Language::zh;
  auto minutes = static_cast<long long>(std::llround(d.s / 60));
  std::string words;
  const auto add = [&](long long each, const char* in_zh, const char* in_en) {
    const long long n = minutes / each;
    minutes %= each;
    if (n == 0) return;
    if (!words.empty()) words += " ";
    words += zh ? fmt::format("{} {}", n, in_zh) : fmt::format("{} {}{}", n, in_en, n == 1 ? "" : "s");
  };
  if (minutes > 48 * 60) add(24 * 60, "天", "day");
  add(60, "小时", "hour");
  add(1, "分钟", "minute");
  return words;
}

struct Entry {
  std::string name, value;
  bool known = false;
};

std::vector<Entry> entries_of(const Contact& c, Language language) {
  const bool zh = language == Language::zh;
  const std::string unknown = zh ? "待平台方登记" : "not named yet";
  std::vector<Entry> entries;
  const auto add = [&](const char* in_zh, const char* in_en, std::string value) {
    const bool known = !value.empty();
    entries.push_back({zh ? in_zh : in_en, known ? std::move(value) : unknown, known});
  };
  const bool reached = !c.phone.empty() || !c.mail.empty();
  if (!c.name.empty() || !reached) add("联系人", "Contact", c.name.in(language));
  if (!c.phone.empty()) add("电话", "Phone", c.phone);
  if (!c.mail.empty()) add("邮箱", "Mail", c.mail);
  if (!c.name.empty() && !reached) add("联系方式", "How to reach", "");
  add("响应承诺", "Response", !c.response_promise ? ""
                            : zh                ? length_words(*c.response_promise, language) + "以内"
                                                : "within " + length_words(*c.response_promise, language));
  return entries;
}

class ContactWidget final : public FixedPanel {
 public:
  ContactWidget(const ContactWidgetSettings& s, Contact contact)
      : FixedPanel(s.area, s.enter.s), s_(s), contact_(std::move(contact)), origin_{"contact", "", s.place} {}

 private:
  draw::GroupPtr draw(const WidgetFrame& frame) const override {
    const Layout& layout = frame.layout;
    const Palette& p = layout.palette();
    const Language language = frame.in.language;
    const Rect c = layout.content(s_.area);
    draw::GroupBuilder b(hash_of("contact"));
    const float floor_px = layout.text_px(0);
    const PanelHead head =
        put_panel_head(b, frame.text, layout, c, s_.title.in(language), layout.text_px(s_.title_px), "", Form::live, origin_);
    const auto entries = entries_of(contact_, language);
    const float first = head.bottom_y + layout.px(52), room = c.bottom() - first;
    const float size = layout.text_px(s_.text_px), least_pitch = std::round(floor_px * 1.2f);
    float names = 0;
    for (const Entry& e : entries) names = std::max(names, frame.text.line(e.name, {.size_px = size})->width_px);
    const float x = std::round(c.x + names + layout.px(28)), width = c.right() - x;
    // What is too long takes a second line while there are lines left; the last resort is ….
    const auto most = static_cast<std::size_t>(std::floor(room / least_pitch)) + 1;
    std::size_t spare = most - std::min(most, entries.size());
    std::vector<std::pair<const Entry*, std::vector<draw::TextRunPtr>>> rows;
    std::size_t lines = 0;
    for (const Entry& e : entries) {
      std::vector<draw::TextRunPtr> runs{fit_line(frame.text, e.value, {.size_px = size}, width, floor_px)};
      if (spare > 0 && runs[0]->text != e.value) {
        runs = frame.text.paragraph(e.value, {.size_px = floor_px}, width, 2);
        spare -= runs.size() - 1;
      }
      lines += runs.size();
      rows.emplace_back(&e, std::move(runs));
    }
    const float pitch = lines < 2 ? 0 : std::max(least_pitch, std::min(size * 1.55f, room / static_cast<float>(lines - 1)));
    float y = first;
    for (const auto& [entry, runs] : rows) {
      put_text(b, frame.text.line(entry->name, {.size_px = size}), {c.x, y}, p.muted, origin_);
      for (const auto& run : runs) {
        put_text(b, run, {x, y}, entry->known ? p.text : p.muted, origin_);
        y += pitch;
      }
    }
    return b.finish();
  }

  ContactWidgetSettings s_;
  Contact contact_;
  Origin origin_;
};

}  // namespace

std::unique_ptr<Widget> make_widget(const ContactWidgetSettings& settings, const SceneContext& context) {
  return std::make_unique<ContactWidget>(settings, context.contact ? *context.contact : Contact{});
}

}  // namespace guangmu::scenes
