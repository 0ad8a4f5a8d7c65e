// How one scene gives way to the next on the wall. What each kind looks like is the renderer's business.
#pragma once

#include <array>
#include <string_view>
#include <utility>

namespace guangmu::show {

enum class TransitionKind {
  cut,       // from one frame to the next; only when the operator asks for it
  dissolve,  // through light
  push,      // both pictures move sideways as one
  wipe,      // along module boundaries
};
constexpr auto fields_names(TransitionKind) -> std::array<std::pair<TransitionKind, std::string_view>, 4> {
  return {{{TransitionKind::cut, "cut"},
           {TransitionKind::dissolve, "dissolve"},
           {TransitionKind::push, "push"},
           {TransitionKind::wipe, "wipe"}}};
}

}  // namespace guangmu::show
