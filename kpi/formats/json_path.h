// A JSONPath taken apart; select.h says which. Pure.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "kpi/formats/json.h"

namespace guangmu::kpi {

struct PathFilter;

struct PathSelector {
  enum class Kind { name, index, every, slice, filter };
  Kind kind = Kind::name;
  std::string name;
  std::int64_t index = 0;                  // negative: from the end
  std::optional<std::int64_t> from, to;    // of a slice
  std::int64_t step = 1;
  std::shared_ptr<const PathFilter> filter;
};

struct PathStep {
  bool at_any_depth = false;  // ..
  std::vector<PathSelector> selectors;
};

// One side of a comparison: a literal, or what stands at steps below @.
struct PathOperand {
  std::optional<Json> literal;
  std::vector<PathStep> steps;
};

struct PathFilter {
  enum class Kind { all, any, none, there, equal, unequal, less, at_most, more, at_least };
  Kind kind = Kind::there;
  std::vector<PathFilter> parts;  // of all, any and none
  PathOperand left, right;        // of comparisons; left alone of there
};

// An error names the column, counted in bytes from 1, and what was expected there.
Result<std::vector<PathStep>> parse_json_path(std::string_view path);

}  // namespace guangmu::kpi
