#include "console/go.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

namespace guangmu::console {

Go next_go(const show::Status& s, Language language) {
  const bool zh = language == Language::zh;
  const show::TourStatus& tour = s.tour;
  if (tour.running) {
    if (tour.held) return {zh ? "继续导览" : "GO ON", "hold off"};
    if (tour.paused) return {zh ? "继续" : "GO ON", "tour resume"};
    if (tour.step < static_cast<int>(tour.steps.size()))
      return {fmt::format("GO → {} {}", tour.step + 1,
                          tour.steps[static_cast<std::size_t>(tour.step)].title.in(language)),
              "tour next"};
    return {zh ? "结束导览" : "END TOUR", "tour stop"};
  }
  if (!s.tours.empty())
    return {(zh ? "开始 " : "START ") + s.tours.front().title.in(language),
            "tour start " + s.tours.front().id};
  return {};
}

std::string why_no_take(const show::Status& s, Language language) {
  const bool zh = language == Language::zh;
  if (s.scene.preview.empty()) return zh ? "先选预览" : "choose a preview";
  if (s.scene.ready) return "";
  return s.scene.reason.empty() ? (zh ? "还没备好" : "not ready yet") : s.scene.reason;
}

std::string hold_command(const show::Status& s, bool one_minute_more) {
  if (one_minute_more) return fmt::format("hold {:.0f}", s.hold_left_s.value_or(0) + 60);
  return s.hold_left_s ? std::string("hold off") : fmt::format("hold {:.0f}", hold_for_s);
}

std::string brightness_command(const show::Status& s, int steps) {
  return fmt::format("brightness {:g}", std::clamp((std::round(s.brightness * 20) + steps) / 20, 0.05, 1.));
}

std::string volume_command(const show::Status& s, int steps) {
  const double db = s.sound.volume_db[audio::index_of(audio::Bus::master)];
  return fmt::format("volume master {:g}", std::clamp(db + steps, -60., 6.));
}

double next_fade_s(double now_s) {
  constexpr double lengths_s[] = {0.5, 1, 2, 3};
  for (const double length : lengths_s)
    if (length > now_s + 1e-6) return length;
  return lengths_s[0];
}

std::string fade_command(double length_s) {
  return fmt::format("fade {:g}", length_s);
}

}  // namespace guangmu::console
