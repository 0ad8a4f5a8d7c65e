// The shipped overview with figures in any state, as tests need it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "config/exhibit.h"
#include "renderer/face/text.h"
#include "scenes/document_scene.h"
#include "scenes/hold.h"
#include "scenes/overlay.h"

namespace guangmu::scenes::testing {

// What the figures claim.
enum class State { live, late, stale, report, checking, manual, metrics_only, nothing };
inline constexpr std::array<State, 8> all_states{State::live,         State::late,     State::stale,
                                                 State::report,       State::checking, State::manual,
                                                 State::metrics_only, State::nothing};
std::string to_string(State s);

draw::TextEngine& text_engine();
const config::ExhibitFiles& lanzhou();
SceneContext context(SizePx canvas = {2304, 1440});

Instant a_friday();  // 2026-11-20 14:32:08 in the hall

// `scale` multiplies every amount, so that a test can make figures that the exhibit never had.
std::shared_ptr<kpi::Snapshot> figures(State state, Instant now, double scale = 1);

SceneInput input(State state, Language language = Language::zh, double entered_s = 100);

// A text as it stands on the wall.
struct Standing {
  std::string text, widget, metric;
  float size_px = 0;
  Rect ink;
  Vec2 origin;
  Linear colour;
};
std::vector<Standing> texts(const draw::DrawList& list);

}  // namespace guangmu::scenes::testing
