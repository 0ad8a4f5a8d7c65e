// A wall as the console might see it, and a place for what the console sends.
#pragma once

#include <string>
#include <vector>

#include "console/model.h"

namespace guangmu::console::testing {

// Two scenes, the timeline's events, a tour of three steps, figures in every state of freshness; nothing
// running, no fault.
show::Status sample_status();
// The same with the second step of the tour under way.
show::Status touring();

// The Lanzhou wall as its technician sees it: 48 cards on six ports, two heads, three versions, nothing on
// trial.
show::Status technical();
// The same with the dark end of blue on trial, half-wall comparison on, a module pointed out, the limiter at
// work and one head on a wrong screen.
show::Status on_trial();

// Ten figures in every state: one waits for a decision, one was set by hand, one has a dead source; and a model in which
// everything that can be asked about them was answered.
show::Status doubtful();
Model explained();
// The same in the middle of the guided check: two answered, one of them by no, the third asked and its pattern on the wall.
show::Status checking();

// Notes every batch; answers nothing by itself.
class Notebook final : public CommandSink {
 public:
  std::uint64_t send(std::vector<std::string> commands) override {
    for (auto& command : commands) sent.push_back(std::move(command));
    return ++tickets;
  }
  std::vector<std::string> sent;
  std::uint64_t tickets = 0;
};

// A model that is connected to `status`; its time is 1000 s after some beginning.
Model connected_to(show::Status status);
// The same status over the line again, or another one.
void show_status(Model& model, show::Status status, LinkState state = LinkState::connected);

}  // namespace guangmu::console::testing
