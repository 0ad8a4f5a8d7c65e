// What the wall says of itself: faults in plain words, and the state.
#include <fmt/core.h>

#include "app/wall.h"
#include "base/version.h"

namespace guangmu::app {

// Of thousands of figures only those are looked at that changed since the last time.
void Wall::gather_refusals(const kpi::SnapshotPtr& data) {
  const bool anew = !refusals_of_;
  if (anew) faults_.begin("metric/");
  const auto tell = [this](const std::string& id, const kpi::Metric& metric, const kpi::Metric* before) {
    if (metric.refused.empty() && before && before->refused.empty()) return;
    const bool wrong = !metric.refused.empty();
    faults_.tell("metric/" + id, "kpi", wrong ? fmt::format("{}: a reading was refused: {}", id, metric.refused) : "",
                 metric.quarantined ? "call the platform, then accept or refuse it" : "call the platform; the last good figure stays with its age", show::Severity::look, wall_clock_,
                 fmt::format("“{}”有一个读数未采用：{}", !metric.info || metric.info->label.zh.empty() ? id : metric.info->label.zh, metric.refused_zh));
  };
  data->metrics.changes_since(anew ? kpi::SharedMap<kpi::Metric>{} : refusals_of_->metrics, tell);
  if (anew) faults_.end("metric/");
  refusals_of_ = data;
}

void Wall::gather_faults(const kpi::SnapshotPtr& data, const audio::AudioStatus& sound) {
  using show::Severity;
  faults_.begin("source/");
  for (const auto& [id, source] : data->sources)
    if (!source.fault.empty())
      faults_.tell("source/" + id, "kpi", fmt::format("source {}: {}; the wall shows the last good figures with their age", id, source.fault),
                   "check the platform and the network; the wall goes on asking", Severity::fault, wall_clock_,
                   fmt::format("数据来源“{}”没有新数字：{}；墙上留着最后的好数字并注明时间", source.label.zh.empty() ? id : source.label.zh, source.fault_zh));
  faults_.end("source/");
  gather_refusals(data);
  faults_.tell("alarm", "devices", alarms_ && !alarms_->fault().empty() ? "alarms do not arrive: " + alarms_->fault() : "",
               "look at the webhook in data.yaml and at what receives it; it is tried again", Severity::look, wall_clock_);
  faults_.tell("history", "kpi", data->history_fault, "", Severity::look, wall_clock_);
  faults_.tell("history/db", "kpi", history_ ? history_->fault() : "", "mend it and the history goes on by itself", Severity::look, wall_clock_);
  faults_.tell("record", "kpi", recorder_ ? recorder_->fault() : "", "make room on the disk, or record to another one", Severity::look, wall_clock_);
  faults_.tell("replay", "kpi", rehearsal_ ? rehearsal_->told(wall_clock_) : "", "start the wall without --replay for live figures", Severity::look,
               wall_clock_);
  faults_.tell("sound", "audio", sound.device.fault() ? sound.device.text : "", "check amplifier and sound card; tours run on in time", Severity::look, wall_clock_);
  for (const auto& text : sound.faults) faults_.tell("cue/" + text, "audio", text, "", Severity::look, wall_clock_);
  faults_.tell("config", "config", reload_error_, "mend the file and save it; the wall keeps the last good version", Severity::look, wall_clock_);
  faults_.tell("journal", "store", journal_ ? journal_->fault() : "", "the picture is not touched; only what was operated is not written down",
               Severity::look, wall_clock_);
  faults_.tell("check/newest", "store", verification_fault_, "move it away, or begin a new check by `verify start`", Severity::look, wall_clock_);
  faults_.tell("check/folder", "store", verifications_ && !verifications_->fault().empty() ? "the guided check cannot be kept: " + verifications_->fault() : "",
               "free the disk or mend the state folder; the next answer is written with all before it", Severity::look, wall_clock_);
  heads_.tell(faults_, exhibit_.settings.wall, wall_clock_);
  faults_.tell("processor", "devices", processor_ ? processor_->fault() : "", "look at the processor, or use: guangmu led processor",
               Severity::fault, wall_clock_);
  faults_.begin("profile/");
  for (const auto& [key, text] : profiles_->faults())
    faults_.tell("profile/" + key, "store", text, "mend the file in the state folder, or apply and confirm another version", Severity::look, wall_clock_);
  faults_.tell("profile/colour", "stage", stage_->colour_fault().empty() ? "" : stage_->colour_fault() + "; the wall keeps the colours it had",
               "apply a version that fits this wall, or `profile apply wall`, and confirm it", Severity::look, wall_clock_);
  faults_.end("profile/");
  for (const auto& [id, scene] : exhibit_.settings.scenes) {
    const std::string failure = stage_->failure(id);
    faults_.tell("scene/" + id, "scenes", failure.empty() ? "" : fmt::format("the scene {} failed, the hold picture stands in: {}", id, failure),
                 "show another scene, and tell whoever looks after the wall", Severity::fault, wall_clock_);
  }
}

show::Status Wall::status(const audio::AudioStatus& sound) const {
  show::Status s;
  s.version = version;
  s.wall_clock = wall_clock_;
  s.uptime_s = now_s_ - started_s_;
  stage_->describe(s);
  s.sound.device = sound.device.name;
  s.sound.state = sound.device.state;
  s.sound.text = sound.device.text;
  s.sound.levels = sound.levels;
  s.faults = faults_.list();
  s.frame.number = frame_;
  s.frame.late = stats_.late();
  s.frame.fps = stats_.fps();
  s.frame.p50_ms = stats_.percentile_ms(0.5);
  s.frame.p99_ms = stats_.percentile_ms(0.99);
  // The rest of the technician's page, power and profiles included, is the stage's.
  s.technician.heads = heads_.status(exhibit_.settings.wall);
  for (const auto& [name, ms] : stats_.stage_ms()) s.frame.stages.push_back({name, ms});
  return s;
}

}  // namespace guangmu::app
