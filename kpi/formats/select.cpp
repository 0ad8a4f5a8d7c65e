#include "kpi/formats/select.h"

#include <fmt/core.h>

#include <algorithm>
#include <functional>
#include <optional>

#include "kpi/formats/charset.h"
#include "kpi/formats/json_path.h"

namespace guangmu::kpi {
namespace {

constexpr std::size_t most_places = 2'000'000;

// Walks one document along one path, counting what it looks at.
class Walk {
 public:
  bool too_far() const { return seen_ > most_places; }

  std::vector<const Json*> follow(const Json& from, const std::vector<PathStep>& steps) {
    std::vector<const Json*> here{&from};
    for (const PathStep& step : steps) {
      std::vector<const Json*> next;
      for (const Json* j : here) {
        if (step.at_any_depth)
          descend(*j, step, next);
        else
          select(*j, step, next);
        if (too_far()) return {};
      }
      here = std::move(next);
    }
    return here;
  }

  // Whether the filter says no of a row that has everything it asks for.
  bool turns_away(const Json& row, const PathFilter& f) { return has_all(row, f) && !holds(row, f); }

 private:
  std::size_t seen_ = 0;

  bool has_all(const Json& row, const PathFilter& f) {
    if (f.kind == PathFilter::Kind::there) return true;
    const auto has = [&](const PathOperand& o) { return o.literal || follow(row, o.steps).size() == 1; };
    if (f.parts.empty()) return has(f.left) && has(f.right);
    return std::all_of(f.parts.begin(), f.parts.end(), [&](const auto& part) { return has_all(row, part); });
  }

  bool count() { return ++seen_ <= most_places; }

  void descend(const Json& j, const PathStep& step, std::vector<const Json*>& out) {
    if (!count()) return;
    select(j, step, out);
    for (const Json& item : j.items) descend(item, step, out);
    for (const auto& [key, value] : j.members) descend(value, step, out);
  }

  void select(const Json& j, const PathStep& step, std::vector<const Json*>& out) {
    for (const PathSelector& s : step.selectors) {
      if (!count()) return;
      switch (s.kind) {
        case PathSelector::Kind::name:
          if (const Json* found = j.member(s.name)) out.push_back(found);
          break;
        case PathSelector::Kind::index:
          if (const auto i = place(s.index, j.items.size())) out.push_back(&j.items[*i]);
          break;
        case PathSelector::Kind::every:
          children(j, [&](const Json& child) { out.push_back(&child); });
          break;
        case PathSelector::Kind::slice:
          slice(j, s, out);
          break;
        case PathSelector::Kind::filter:
          children(j, [&](const Json& child) {
            if (holds(child, *s.filter)) out.push_back(&child);
          });
          break;
      }
    }
  }

  static std::optional<std::size_t> place(std::int64_t index, std::size_t size) {
    const auto n = static_cast<std::int64_t>(size);
    if (index < 0) index += n;
    if (index < 0 || index >= n) return std::nullopt;
    return static_cast<std::size_t>(index);
  }

  void slice(const Json& j, const PathSelector& s, std::vector<const Json*>& out) {
    const auto n = static_cast<std::int64_t>(j.items.size());
    const auto bound = [n](std::int64_t i) { return std::clamp<std::int64_t>(i < 0 ? i + n : i, 0, n); };
    const std::int64_t end = bound(s.to.value_or(n));
    for (std::int64_t i = bound(s.from.value_or(0)); i < end && count(); i += s.step)
      out.push_back(&j.items[static_cast<std::size_t>(i)]);
  }

  template <class Each>
  void children(const Json& j, Each each) {
    for (const Json& item : j.items) {
      if (!count()) return;
      each(item);
    }
    for (const auto& [key, value] : j.members) {
      if (!count()) return;
      each(value);
    }
  }

  bool holds(const Json& at, const PathFilter& f) {
    using Kind = PathFilter::Kind;
    switch (f.kind) {
      case Kind::all:
        return std::all_of(f.parts.begin(), f.parts.end(), [&](const auto& p) { return holds(at, p); });
      case Kind::any:
        return std::any_of(f.parts.begin(), f.parts.end(), [&](const auto& p) { return holds(at, p); });
      case Kind::none:
        return !holds(at, f.parts.front());
      case Kind::there:
        return !follow(at, f.left.steps).empty();
      default:
        break;
    }
    const auto value = [&](const PathOperand& o) -> const Json* {
      if (o.literal) return &*o.literal;
      const auto found = follow(at, o.steps);
      return found.size() == 1 ? found.front() : nullptr;
    };
    const Json *a = value(f.left), *b = value(f.right);
    if (f.kind == Kind::equal || f.kind == Kind::unequal) {
      const bool same = a && b ? *a == *b : a == b;
      return same == (f.kind == Kind::equal);
    }
    if (!a || !b || a->type != b->type) return false;
    if (a->is(Json::Type::number)) return ordered(f.kind, a->number, b->number);
    return a->is(Json::Type::text) && ordered(f.kind, a->text, b->text);
  }

  template <class T>
  static bool ordered(PathFilter::Kind kind, const T& a, const T& b) {
    switch (kind) {
      case PathFilter::Kind::less:
        return a < b;
      case PathFilter::Kind::at_most:
        return a <= b;
      case PathFilter::Kind::more:
        return a > b;
      default:
        return a >= b;
    }
  }
};

bool is_path(std::string_view text) {
  return text.starts_with('$');
}

}  // namespace

std::string wrong_path(std::string_view path) {
  if (is_path(path)) {
    const auto steps = parse_json_path(path);
    return steps ? "" : fmt::format("is no JSONPath that can be read here; {}", steps.error().text);
  }
  return is_pointer(path) ? "" : "is no JSON Pointer; expected steps with / before each, e.g. /data/users/total, or a JSONPath beginning with $";
}

std::string wrong_cell(std::string_view place) {
  if (place.starts_with('$') || place.starts_with('/')) return wrong_path(place);
  if (place.starts_with('~') && place != "~name" && place != "~value" && place != "~index")
    return "is no place in a row; expected ~name, ~value or ~index behind ~";
  return place.empty() ? "is empty; expected a key" : "";
}

Result<std::vector<const Json*>> all_at(const Json& document, std::string_view path) {
  if (!is_path(path)) {
    if (const std::string wrong = wrong_path(path); !wrong.empty())
      return Error{fmt::format("\"{}\" {}", clipped(path, 80), wrong)};
    const Json* j = at_pointer(document, path);
    return j ? std::vector<const Json*>{j} : std::vector<const Json*>{};
  }
  const auto steps = parse_json_path(path);
  if (!steps) return Error{fmt::format("\"{}\" is no JSONPath: {}", clipped(path, 80), steps.error().text)};
  Walk walk;
  auto found = walk.follow(document, *steps);
  if (walk.too_far()) return Error{fmt::format("{} looks at more than {} places", path, most_places)};
  return found;
}

Result<const Json*> at_path(const Json& document, std::string_view path) {
  if (!is_path(path)) {
    if (const Json* j = at_pointer(document, path)) return j;
    return Error{fmt::format("nothing at {}", path)};
  }
  const auto found = all_at(document, path);
  if (!found) return found.error();
  if (found->empty()) return Error{fmt::format("nothing at {}", path)};
  if (found->size() > 1) return Error{fmt::format("{} values at {}; expected one", found->size(), path)};
  return found->front();
}

bool filters_all_out(const Json& document, std::string_view path) {
  const auto steps = is_path(path) ? parse_json_path(path) : Result<std::vector<PathStep>>(std::vector<PathStep>{});
  if (!steps) return false;
  const auto filter = std::find_if(steps->begin(), steps->end(), [](const PathStep& s) {
    return !s.at_any_depth && s.selectors.size() == 1 && s.selectors[0].kind == PathSelector::Kind::filter;
  });
  if (filter == steps->end()) return false;
  Walk walk;
  const auto lists = walk.follow(document, {steps->begin(), filter});
  const bool none = !lists.empty() && std::all_of(lists.begin(), lists.end(), [&](const Json* list) {
    return list->is(Json::Type::list) &&
           std::all_of(list->items.begin(), list->items.end(), [&](const Json& row) { return walk.turns_away(row, *filter->selectors[0].filter); });
  });
  return none && !walk.too_far();
}

bool leads_to_many(std::string_view path) {
  if (!is_path(path)) return false;
  const auto steps = parse_json_path(path);
  if (!steps) return false;
  return std::any_of(steps->begin(), steps->end(), [](const PathStep& s) {
    using Kind = PathSelector::Kind;
    return s.at_any_depth || s.selectors.size() > 1 ||
           (s.selectors[0].kind != Kind::name && s.selectors[0].kind != Kind::index);
  });
}

}  // namespace guangmu::kpi
