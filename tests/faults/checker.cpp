#include "tests/faults/checker.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "media/still.h"
#include "tests/faults/exhibit.h"

namespace guangmu::testing {
namespace {

// So long after a change the digits have come to rest and the picture was drawn, on a slow machine too.
constexpr auto rest = std::chrono::milliseconds(1800);
constexpr auto longest_standstill = std::chrono::seconds(10);  // of the frame number
constexpr std::size_t most_complaints = 40;

}  // namespace

void Checker::complain(const std::string& text) {
  if (complaints_.size() < most_complaints &&
      std::find(complaints_.begin(), complaints_.end(), text) == complaints_.end())
    complaints_.push_back(text);
}

void Checker::new_wall(bool no_older) {
  if (!no_older) newest_.clear();
  standing_.clear();
  frame_ = -1;
  no_picture_since_.reset();
}

void Checker::check_state(const nlohmann::json& state) {
  const auto now = Clock::now();
  const double frame = state["frame"]["number"].get<double>();
  if (frame != frame_) {
    frame_ = frame;
    frame_at_ = now;
  } else if (now - frame_at_ > longest_standstill) {
    complain(fmt::format("state: the wall stands at frame {}", frame));
  }
  for (std::size_t i = 0; i < figures().size(); ++i) {
    const std::string& id = figures()[i].id;
    const auto& metric = state["metrics"][id];
    if (!metric.is_object()) {
      complain("state: " + id + " is missing");
      continue;
    }
    if (!metric["value"].is_number()) {
      if (newest_.contains(id)) complain(fmt::format("state: {} had a figure and lost it", id));
      standing_.erase(id);
      continue;
    }
    const double value = metric["value"].get<double>();
    seen_.insert(id);
    if (id == "expired" || id == "misnamed")
      complain(fmt::format("state: {} shows {}, from a server that nobody can trust", id, value));
    const auto step = truth_.when(i, value);
    if (!step) {
      complain(
          fmt::format("state: {} shows {}, which never was true; true is {}", id, value, truth_.value(i)));
    } else {
      if (newest_.contains(id) && *step < newest_[id])
        complain(fmt::format("state: {} fell back to {}", id, value));
      newest_[id] = *step;
    }
    auto& standing = standing_[id];
    if (standing.value != value) standing = {value, now};
  }
}

void Checker::look(const RunningWall& wall) {
  ++looks_;
  const auto before = wall.state();
  if (!before.is_object()) return complain("state: the wall does not answer");
  check_state(before);
  check_picture(wall);
}

void Checker::check_picture(const RunningWall& wall) {
  std::map<std::string, double> settled;
  for (const auto& [id, standing] : standing_)
    if (Clock::now() - standing.since > rest) settled[id] = standing.value;
  if (settled.empty()) return;
  // On a machine that others starve a picture may miss its time; one after the other must not.
  const Reply reply = wall.get(fmt::format("/api/v1/program.jpg?w={}", fault_wall_w));
  if (reply.status == 503) {
    if (!no_picture_since_) no_picture_since_ = Clock::now();
    if (Clock::now() - *no_picture_since_ < longest_standstill) return;
  }
  const auto picture = media::decode_still({reply.body.begin(), reply.body.end()}, "program.jpg");
  if (reply.status != 200 || !picture)
    return complain(fmt::format("picture: the wall gives none, but {} {}", reply.status, reply.body.substr(0, 200)));
  no_picture_since_.reset();
  // A state is up to a tenth of a second old: only the next one after the picture tells of the frame it shows.
  const auto told = wall.state();
  auto after = told;
  for (const auto until = Clock::now() + longest_standstill;
       after.is_object() && after["frame"]["number"] == told["frame"]["number"] && Clock::now() < until;) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    after = wall.state();
  }
  if (!after.is_object()) return complain("state: the wall does not answer");
  check_state(after);
  for (std::size_t i = 0; i < figures().size(); ++i) {
    const std::string& id = figures()[i].id;
    const auto it = settled.find(id);
    if (it == settled.end() || !standing_.contains(id) || standing_[id].value != it->second) continue;
    const auto shown = reader_.read(*picture, id);
    if (!shown) {
      ++unreadable_;
      ++unreadable_by_[id];
      if (const char* folder = std::getenv("GUANGMU_FAULTS_PICTURES")) {
        std::ofstream(fmt::format("{}/{}-{}.jpg", folder, looks_, id), std::ios::binary) << reply.body;
        std::ofstream(fmt::format("{}/{}-{}.json", folder, looks_, id)) << after.dump(1);
      }
      continue;
    }
    ++figures_read_;
    if (!truth_.when(i, *shown))
      complain(
          fmt::format("picture: {} shows {}, which never was true; true is {}", id, *shown, truth_.value(i)));
    else if (*shown != it->second)
      complain(fmt::format("picture: {} shows {}, the state says {}", id, *shown, it->second));
  }
}

bool Checker::shows(const std::string& source, int step) const {
  for (const auto& f : figures())
    if (f.source == source) {
      const auto it = newest_.find(f.id);
      if (it == newest_.end() || it->second < step) return false;
    }
  return true;
}

std::optional<double> Checker::value(const std::string& figure) const {
  const auto it = standing_.find(figure);
  return it == standing_.end() ? std::nullopt : std::optional(it->second.value);
}

}  // namespace guangmu::testing
