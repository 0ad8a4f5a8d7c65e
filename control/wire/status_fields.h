// The state's JSON names, listed once for both directions: each list() calls v(key, member) for every member,
// in the order of the JSON. The writer only reads the members. Used by status_wire.cpp alone.
#pragma once

#include "control/wire/technician_fields.h"
#include "show/values/journal.h"
#include "show/values/status.h"

namespace guangmu::wire {

template <class V>
void list(V& v, show::TransitionStatus& s) {
  v("from", s.from);
  v("to", s.to);
  v("kind", s.kind);
  v("length_s", s.length_s);
  v("progress", s.progress);
}

template <class V>
void list(V& v, show::SceneStatus& s) {
  v("program", s.program);
  v("preview", s.preview);
  v("ready", s.ready);
  v("reason", s.reason);
  v("transition", s.transition);
  v("program_since", s.program_since);
  v("failed", s.failed);
  v("failed_reason", s.failed_reason);
  v("undo_depth", s.undo_depth);
}

template <class V>
void list(V& v, show::SceneInfo& s) {
  v("id", s.id);
  v("title", s.title);
  v("ready", s.ready);
  v("reason", s.reason);
  v("metrics", s.metrics);
}

template <class V>
void list(V& v, show::TourStepInfo& s) {
  v("id", s.id);
  v("scene", s.scene);
  v("event", s.event);
  v("title", s.title);
  v("from_s", s.from_s);
  v("length_s", s.length_s);
  v("sentences", s.sentences);
}

template <class V>
void list(V& v, show::TourInfo& s) {
  v("id", s.id);
  v("title", s.title);
  v("length_s", s.length_s);
  v("steps", s.steps);
}

template <class V>
void list(V& v, show::TourStatus& s) {
  v("id", s.id);
  v("title", s.title);
  v("running", s.running);
  v("paused", s.paused);
  v("held", s.held);
  v("step", s.step);
  v("step_id", s.step_id);
  v("position_s", s.position_s);
  v("length_s", s.length_s);
  v("step_position_s", s.step_position_s);
  v("step_length_s", s.step_length_s);
  v("sentence", s.sentence);
  v("caption", s.caption);
  v("figures_date", s.figures_date);
  v("sound", s.sound);
  v("steps", s.steps);
}

template <class V>
void list(V& v, show::TimelineEventInfo& s) {
  v("id", s.id);
  v("title", s.title);
  v("date", s.date);
}

template <class V>
void list(V& v, show::TimelineStatus& s) {
  v("event", s.event);
  v("event_id", s.event_id);
  v("held", s.held);
  v("events", s.events);
}

template <class V>
void list(V& v, show::ControlStatus& s) {
  v("holder", s.holder);
  v("by", s.by);
  v("until", s.until);
  v("waiting", s.waiting);
}

template <class V>
void list(V& v, show::MetricStatus& s) {
  v("value", s.value);
  v("unit", s.unit);
  v("age_s", s.age_s);
  v("freshness", s.freshness);
  v("source", s.source);
  v("label", s.label);
  v("digits", s.digits);
  v("unit_text", s.unit_text);
  v("refused", s.refused);
  v("refused_zh", s.refused_zh);
  v("refused_rule", s.refused_rule);
  v("held", s.held);
  v("held_since", s.held_since);
  v("derived", s.derived);
  v("quarantined", s.quarantined);
  v("manual", s.manual);
  v("from_report", s.from_report);
  v("report_date", s.report_date);
  v("report_source", s.report_source);
  v("source_time", s.source_time);
  v("manual_by", s.manual_by);
  v("manual_until", s.manual_until);
  v("decimals", s.decimals);
  v("late_after_s", s.late_after_s);
  v("stale_after_s", s.stale_after_s);
}

template <class V>
void list(V& v, kpi::SourceDay& s) {
  v("available", s.available);
  v("by_hour", s.by_hour);
  v("begins", s.begins);
}

template <class V>
void list(V& v, show::SourceStatus& s) {
  v("id", s.id);
  v("label", s.label);
  v("url", s.url);
  v("fault", s.fault);
  v("fault_zh", s.fault_zh);
  v("fault_since", s.fault_since);
  v("last_good", s.last_good);
  v("polls", s.polls);
  v("errors", s.errors);
  v("refused", s.refused);
  v("refused_count", s.refused_count);
  v("day", s.day);
}

template <class V>
void list(V& v, show::Fault& s) {
  v("since", s.since);
  v("room", s.room);
  v("text", s.text);
  v("text_zh", s.text_zh);
  v("advice", s.advice);
  v("advice_zh", s.advice_zh);
  v("severity", s.severity);
}

template <class V>
void list(V& v, show::StageTime& s) {
  v("name", s.name);
  v("ms", s.ms);
}

template <class V>
void list(V& v, show::FrameStatus& s) {
  v("number", s.number);
  v("late", s.late);
  v("fps", s.fps);
  v("p50_ms", s.p50_ms);
  v("p99_ms", s.p99_ms);
  v("stages", s.stages);
}

template <class V>
void list(V& v, audio::BusLevel& s) {
  v("peak_db", s.peak_db);
  v("rms_db", s.rms_db);
}

// Buses by name.
template <class T>
struct ByBus {
  std::array<T, audio::bus_count>& of;
};
template <class V, class T>
void list(V& v, ByBus<T>& s) {
  for (const auto& [bus, name] : fields_names(audio::Bus{})) v(name, s.of[audio::index_of(bus)]);
}

template <class V>
void list(V& v, audio::AudioLevels& s) {
  ByBus<audio::BusLevel> buses{s.bus};
  v("buses", buses);
  v("limiter_db", s.limiter_db);
  v("duck_db", s.duck_db);
}

template <class V>
void list(V& v, show::SoundStatus& s) {
  v("device", s.device);
  v("state", s.state);
  v("text", s.text);
  v("mute", s.mute);
  ByBus<double> volumes{s.volume_db};
  v("volume_db", volumes);
  v("levels", s.levels);
}

template <class V>
void list(V& v, show::CommandRecord& s) {
  v("at", s.at);
  v("text", s.text);
  v("by", s.by);
  v("outcome", s.outcome);
  v("reason", s.reason);
  v("frame", s.frame);
}

template <class V>
void list(V& v, show::ExhibitStatus& s) {
  v("id", s.id);
  v("title", s.title);
  v("short_title", s.short_title);
  v("languages", s.languages);
}

template <class V>
void list(V& v, show::Status& s) {
  v("version", s.version);
  v("wall_clock", s.wall_clock);
  v("uptime_s", s.uptime_s);
  v("exhibit", s.exhibit);
  v("wall_px", s.wall_px);
  v("scene", s.scene);
  v("scenes", s.scenes);
  v("tour", s.tour);
  v("tours", s.tours);
  v("timeline", s.timeline);
  v("control", s.control);
  v("hold_left_s", s.hold_left_s);
  v("rotation", s.rotation);
  v("rotation_next_s", s.rotation_next_s);
  v("blackout", s.blackout);
  v("freeze", s.freeze);
  v("logo", s.logo);
  v("brightness", s.brightness);
  v("language", s.language);
  v("message", s.message);
  v("emergency", s.emergency);
  v("pattern", s.pattern);
  v("patterns", s.patterns);
  v("last_commands", s.last_commands);
  v("metrics", s.metrics);
  v("sources", s.sources);
  v("figures_version", s.figures_version);
  v("sound", s.sound);
  v("faults", s.faults);
  v("frame", s.frame);
  v("technician", s.technician);
}

template <class V>
void list(V& v, show::Event& s) {
  v("at", s.at);
  v("kind", s.kind);
  v("text", s.text);
  v("tour_position_s", s.tour_position_s);
  v("tour_frame", s.tour_frame);
}

}  // namespace guangmu::wire
