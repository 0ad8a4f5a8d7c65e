// Why a figure is what it is, and its course, as JSON and back; the keys are the names in kpi/values/why.h, times ISO 8601 in
// hall time, absent values null. A reader skips keys it does not know and keeps its defaults for missing ones. Pure; any
// thread.
//
//   GET /api/v1/why/METRIC[?at=TIME]        -> why_json
//   GET /api/v1/course/METRIC[?hours=24]    -> course_json
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "kpi/values/why.h"

namespace guangmu::wire {

std::string why_json(const kpi::Why& why);
Result<kpi::Why> parse_why(std::string_view json);

std::string course_json(const kpi::Course& course);
Result<kpi::Course> parse_course(std::string_view json);

}  // namespace guangmu::wire
