// The JSON names of what the technician's page shows; how listing works stands in status_fields.h, which is
// the only one to include this.
#pragma once

#include "show/values/technician.h"

namespace guangmu::wire {

template <class V>
void list(V& v, show::CardInfo& s) {
  v("id", s.id);
  v("port", s.port);
  v("order", s.order);
  v("rect_px", s.rect_px);
}

template <class V>
void list(V& v, show::PortInfo& s) {
  v("id", s.id);
  v("pixels", s.pixels);
  v("capacity", s.capacity);
  v("backup", s.backup);
}

template <class V>
void list(V& v, show::WallMap& s) {
  v("module_px", s.module_px);
  v("columns", s.columns);
  v("rows", s.rows);
  v("cards", s.cards);
  v("ports", s.ports);
}

template <class V>
void list(V& v, show::ModuleInfo& s) {
  v("column", s.column);
  v("row", s.row);
  v("gain", s.gain);
  v("seam", s.seam);
  v("dead_pixels", s.dead_pixels);
}

template <class V>
void list(V& v, show::ColourStatus& s) {
  v("white_k", s.white_k);
  v("white_xy", s.white_xy);
  v("gain", s.gain);
  v("toe_lift", s.toe_lift);
  v("gamma", s.gamma);
  v("curve", s.curve);
  v("dark_codes", s.dark_codes);
  v("distinct_levels", s.distinct_levels);
  v("dither", s.dither);
  v("module_corrections", s.module_corrections);
  v("pixel_corrections", s.pixel_corrections);
}

template <class V>
void list(V& v, show::ProfileInfo& s) {
  v("id", s.id);
  v("label", s.label);
  v("by", s.by);
  v("version", s.version);
  v("made", s.made);
  v("confirmed", s.confirmed);
  v("non_uniformity", s.non_uniformity);
}

template <class V>
void list(V& v, show::TrialStatus& s) {
  v("what", s.what);
  v("label", s.label);
  v("back_to", s.back_to);
  v("left_s", s.left_s);
  v("length_s", s.length_s);
  v("changes", s.changes);
}

template <class V>
void list(V& v, show::ProfileStatus& s) {
  v("available", s.available);
  v("reason", s.reason);
  v("active", s.active);
  v("list", s.list);
  v("trial", s.trial);
  v("left", s.left);
  v("right", s.right);
}

template <class V>
void list(V& v, show::PowerStatus& s) {
  v("w", s.w);
  v("w_m2", s.w_m2);
  v("average_w_m2", s.average_w_m2);
  v("average_limit_w_m2", s.average_limit_w_m2);
  v("instant_limit_w_m2", s.instant_limit_w_m2);
  v("white_w_m2", s.white_w_m2);
  v("picture_level", s.picture_level);
  v("limiter", s.limiter);
  v("highest_w_m2", s.highest_w_m2);
  v("minute_w_m2", s.minute_w_m2);
  v("cards_w", s.cards_w);
}

template <class V>
void list(V& v, show::HeadStatus& s) {
  v("connector", s.connector);
  v("expected", s.expected);
  v("found", s.found);
  v("state", s.state);
  v("text", s.text);
  v("rect_px", s.rect_px);
  v("rate_hz", s.rate_hz);
  v("clock_mhz", s.clock_mhz);
  v("limit_mhz", s.limit_mhz);
}

template <class V>
void list(V& v, show::CheckQuestion& s) {
  v("id", s.id);
  v("pattern", s.pattern);
  v("purpose", s.purpose);
  v("ask", s.ask);
  v("if_not", s.if_not);
}

template <class V>
void list(V& v, show::CheckAnswer& s) {
  v("question", s.question);
  v("verdict", s.verdict);
  v("note", s.note);
  v("at", s.at);
}

template <class V>
void list(V& v, show::CheckTodo& s) {
  v("question", s.question);
  v("note", s.note);
}

template <class V>
void list(V& v, show::CheckStatus& s) {
  v("available", s.available);
  v("reason", s.reason);
  v("running", s.running);
  v("number", s.number);
  v("of", s.of);
  v("question", s.question);
  v("by", s.by);
  v("begun", s.begun);
  v("finished", s.finished);
  v("passed", s.passed);
  v("yes", s.yes);
  v("no", s.no);
  v("unsure", s.unsure);
  v("answers", s.answers);
  v("open", s.open);
  v("todo", s.todo);
}

template <class V>
void list(V& v, show::TechnicianStatus& s) {
  v("wall", s.wall);
  v("modules", s.modules);
  v("pointed", s.pointed);
  v("colour", s.colour);
  v("profiles", s.profiles);
  v("power", s.power);
  v("heads", s.heads);
  v("check", s.check);
}

}  // namespace guangmu::wire
