// The moves that the state can make, whoever asks for them: an operator, the tour, the rotation, the
// schedule. Room-internal.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "show/setup.h"
#include "show/state.h"
#include "show/tour_plan.h"

namespace guangmu::show {

// What does not change from step to step, with the tours laid out.
struct World {
  Setup setup;
  std::map<std::string, TourPlan> tours;

  explicit World(Setup s);
  bool knows_scene(const std::string& id) const { return setup.scenes.contains(id); }
  const CueSettings* cue(const std::string& scene) const;  // null: the scene has no place in the order
  const TourPlan* tour(const std::string& id) const;
  std::optional<int> event(const std::string& id) const;  // index
  int last_event() const { return static_cast<int>(setup.events.size()) - 1; }
  double hold_s() const;  // how long an operator's take keeps the wall
};

// What a step knows besides the state.
struct Moment {
  const World& world;
  const ShowInput& in;
  bool ready(const std::string& scene) const;
  std::string why_not_ready(const std::string& scene) const;
};

struct TransitionWish {
  TransitionKind kind = TransitionKind::dissolve;
  double length_s = 1;
};
TransitionWish transition_of(const World& world, const std::string& scene);

// Brings a scene onto the wall; nothing happens when it stands there.
void change_program(State& s, const Moment& m, const std::string& scene, TransitionWish wish,
                    const std::string& by);

void move_timeline(State& s, int event);

// The operator keeps the wall: a running tour is held, and tour or rotation go on when the hold ends.
void overrule(State& s, const World& world, const std::string& by);
void end_hold(State& s, const World& world);

// The running tour jumps to a step; its sound begins anew there.
void jump_to_step(State& s, const World& world, std::size_t step);
void end_tour(State& s, const World& world);

// The scene of the tour's step comes onto the wall, unless somebody else rules.
void follow_tour(State& s, const Moment& m);

// What happens by itself: transitions end, holds run out, the tour goes on, the timeline travels, the
// rotation takes the next scene.
void advance(State& s, const Moment& m, double dt);

// Seconds until the rotation takes the next scene; nothing when it will not.
std::optional<double> rotation_left_s(const State& s, const World& world);

}  // namespace guangmu::show
