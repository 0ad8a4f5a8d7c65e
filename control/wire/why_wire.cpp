#include "control/wire/why_wire.h"

#include "control/wire/json_lists.h"

namespace guangmu::wire {

template <class V>
void list(V& v, kpi::WhyCheck& s) {
  v("name", s.name);
  v("passed", s.passed);
  v("text", s.text);
}

template <class V>
void list(V& v, kpi::WhyEvent& s) {
  v("at", s.at);
  v("outcome", s.outcome);
  v("value", s.value);
  v("rule", s.rule);
  v("reason", s.reason);
  v("by", s.by);
}

template <class V>
void list(V& v, kpi::WhyExcerpt& s) {
  v("lines", s.lines);
  v("first_line", s.first_line);
  v("marked", s.marked);
  v("received", s.received);
  v("newer", s.newer);
}

template <class V>
void list(V& v, kpi::ShownRun& s) {
  v("from", s.from);
  v("to", s.to);
  v("scene", s.scene);
  v("digits", s.digits);
  v("unit", s.unit);
  v("form", s.form);
  v("version", s.version);
}

template <class V>
void list(V& v, kpi::Why& s) {
  v("metric", s.metric);
  v("unit", s.unit);
  v("label", s.label);
  v("decimals", s.decimals);
  v("at", s.at);
  v("stood", s.stood);
  v("value", s.value);
  v("grain", s.grain);
  v("freshness", s.freshness);
  v("age_s", s.age_s);
  v("source_time", s.source_time);
  v("received", s.received);
  v("by", s.by);
  v("source", s.source);
  v("url", s.url);
  v("pointer", s.pointer);
  v("formula", s.formula);
  v("inputs", s.inputs);
  v("report_date", s.report_date);
  v("report_source", s.report_source);
  v("excerpt", s.excerpt);
  v("checks", s.checks);
  v("events", s.events);
  v("shown", s.shown);
  v("note", s.note);
}

template <class V>
void list(V& v, kpi::CoursePoint& s) {
  v("at", s.at);
  v("value", s.value);
  v("low", s.low);
  v("high", s.high);
}

template <class V>
void list(V& v, kpi::CourseMark& s) {
  v("at", s.at);
  v("value", s.value);
  v("rule", s.rule);
}

template <class V>
void list(V& v, kpi::Course& s) {
  v("metric", s.metric);
  v("unit", s.unit);
  v("decimals", s.decimals);
  v("from", s.from);
  v("to", s.to);
  v("grain", s.grain);
  v("points", s.points);
  v("marks", s.marks);
}

namespace {

template <class T>
Result<T> parsed(std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) return Error{"the answer is no JSON; is this a Guangmu wall?"};
  return from_json<T>(json);
}

}  // namespace

std::string why_json(const kpi::Why& why) {
  return text_of(to_json(why));
}

Result<kpi::Why> parse_why(std::string_view json) {
  return parsed<kpi::Why>(json);
}

std::string course_json(const kpi::Course& course) {
  return text_of(to_json(course));
}

Result<kpi::Course> parse_course(std::string_view json) {
  return parsed<kpi::Course>(json);
}

}  // namespace guangmu::wire
