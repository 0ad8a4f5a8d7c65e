#include "control/metrics.h"

#include <fmt/core.h>

#include <cmath>
#include <string_view>

namespace guangmu::control {
namespace {

std::string number(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "+Inf" : "-Inf";
  return fmt::format("{}", value);
}

// Label values escape backslash, quote and line break.
std::string label(std::string_view name, std::string_view value) {
  std::string text = fmt::format("{}=\"", name);
  for (const char c : value) {
    if (c == '\\' || c == '"') text += '\\';
    if (c == '\n')
      text += "\\n";
    else
      text += c;
  }
  return text + '"';
}

class Page {
 public:
  // Starts a family; the samples that follow belong to it.
  void family(std::string_view name, std::string_view type, std::string_view help) {
    name_ = fmt::format("guangmu_{}", name);
    text_ += fmt::format("# HELP {0} {1}\n# TYPE {0} {2}\n", name_, help, type);
  }
  void sample(double value, const std::string& labels = "") {
    text_ += labels.empty() ? fmt::format("{} {}\n", name_, number(value))
                            : fmt::format("{}{{{}}} {}\n", name_, labels, number(value));
  }
  void one(std::string_view name, std::string_view type, std::string_view help, double value) {
    family(name, type, help);
    sample(value);
  }
  std::string take() { return std::move(text_); }

 private:
  std::string name_, text_;
};

void frame(Page& page, const show::FrameStatus& f) {
  page.one("frames_total", "counter", "Frames since the start.", static_cast<double>(f.number));
  page.one("frames_late_total", "counter", "Frames that came too late for their turn.",
           static_cast<double>(f.late));
  page.one("frames_per_second", "gauge", "Over the last 10 s.", f.fps);
  page.family("frame_ms", "gauge", "Time of a frame over the last 10 s, by quantile.");
  page.sample(f.p50_ms, label("quantile", "0.5"));
  page.sample(f.p99_ms, label("quantile", "0.99"));
  page.family("stage_ms", "gauge", "Time of a stage of the frame, mean over the last second.");
  for (const auto& each : f.stages) page.sample(each.ms, label("stage", each.name));
}

void figures(Page& page, const show::Status& s) {
  page.family("source_polls_total", "counter", "Requests to a source.");
  for (const auto& each : s.sources) page.sample(static_cast<double>(each.polls), label("source", each.id));
  page.family("source_errors_total", "counter", "Requests to a source that failed.");
  for (const auto& each : s.sources) page.sample(static_cast<double>(each.errors), label("source", each.id));
  page.family("source_up", "gauge", "1 when the last request was answered well.");
  for (const auto& each : s.sources) page.sample(each.fault.empty() ? 1 : 0, label("source", each.id));
  page.family("metric_value", "gauge", "Figure on the wall, in its declared unit.");
  for (const auto& [id, m] : s.metrics)
    if (m.value) page.sample(*m.value, label("metric", id) + "," + label("unit", m.unit));
  page.family("metric_age_seconds", "gauge", "Age of the reading behind the figure.");
  for (const auto& [id, m] : s.metrics)
    if (m.age_s) page.sample(*m.age_s, label("metric", id));
  page.family("metric_freshness", "gauge", "1 for the freshness that holds.");
  for (const auto& [id, m] : s.metrics)
    for (const auto f :
         {kpi::Freshness::never, kpi::Freshness::live, kpi::Freshness::late, kpi::Freshness::stale})
      page.sample(m.freshness == f ? 1 : 0,
                  label("metric", id) + "," + label("freshness", kpi::to_string(f)));
}

void sound(Page& page, const show::SoundStatus& s) {
  page.family("sound_peak_db", "gauge", "Peak level of a bus, dB below full scale.");
  for (const auto& [bus, name] : fields_names(audio::Bus{}))
    page.sample(static_cast<double>(s.levels.of(bus).peak_db), label("bus", name));
  page.family("sound_rms_db", "gauge", "Level of a bus over 0.3 s, dB below full scale.");
  for (const auto& [bus, name] : fields_names(audio::Bus{}))
    page.sample(static_cast<double>(s.levels.of(bus).rms_db), label("bus", name));
  page.one("sound_limiter_db", "gauge", "Gain that the limiter takes away.",
           static_cast<double>(s.levels.limiter_db));
  page.one("sound_playing", "gauge", "1 while a sound device plays.", s.state == audio::DeviceState::playing);
  page.one("sound_mute", "gauge", "1 while muted.", s.mute);
}

}  // namespace

std::string metrics_text(const show::Status& s) {
  Page page;
  page.family("info", "gauge", "Version and exhibit of the wall.");
  page.sample(1, label("version", s.version) + "," + label("exhibit", s.exhibit.id));
  page.one("uptime_seconds", "counter", "Since the start.", s.uptime_s);
  frame(page, s.frame);
  figures(page, s);
  page.family("faults", "gauge", "Faults that stand now, by room and severity.");
  std::map<std::string, int> faults;
  for (const auto& each : s.faults)
    for (const auto& [severity, name] : fields_names(show::Severity{}))
      if (severity == each.severity) ++faults[label("room", each.room) + "," + label("severity", name)];
  for (const auto& [labels, count] : faults) page.sample(count, labels);
  page.one("faults_total_now", "gauge", "All faults that stand now.", static_cast<double>(s.faults.size()));
  sound(page, s.sound);
  const show::ProfileStatus& profiles = s.technician.profiles;
  page.family("profile", "gauge", "1 for the version of the wall's colours that is confirmed.");
  page.sample(1, label("id", profiles.active.empty() ? "wall" : profiles.active));
  page.one("profile_trial_left_seconds", "gauge", "Until an unconfirmed change goes back; 0 without one.",
           profiles.trial ? profiles.trial->left_s : 0);
  page.one("brightness", "gauge", "0 to 1.", s.brightness);
  page.one("blackout", "gauge", "1 while black.", s.blackout);
  page.one("freeze", "gauge", "1 while the picture stands.", s.freeze);
  page.family("scene", "gauge", "1 for the scene on the wall.");
  page.sample(1, label("id", s.scene.program));
  page.family("tour_running", "gauge", "1 while a tour runs.");
  page.sample(s.tour.running ? 1 : 0, label("id", s.tour.id));
  page.one("tour_position_seconds", "gauge", "Where in the tour; 0 without one.", s.tour.position_s);
  return page.take();
}

}  // namespace guangmu::control
