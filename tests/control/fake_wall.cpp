#include "tests/control/fake_wall.h"

#include <gtest/gtest.h>

#include <chrono>

namespace guangmu::control {

FakeWall::FakeWall(ServerSettings settings, Past past) {
  auto server = Server::start(std::move(settings), inbox_, board_, desk_, past == Past::kept ? &figures_ : nullptr);
  if (!server) throw std::runtime_error(server.error().text);
  server_ = std::move(*server);
  thread_ = std::thread([this] { frames(); });
}
FakeWall::~FakeWall() {
  server_.reset();
  ending_ = true;
  thread_.join();
}

std::vector<std::string> FakeWall::applied() const {
  const std::lock_guard lock(mutex_);
  return applied_;
}
void FakeWall::tell(std::string kind, std::string text) {
  board_.tell({*parse_instant("2026-11-20T10:44:02+08:00"), std::move(kind), std::move(text), -1, -1});
}

show::Status FakeWall::status() const {
  show::Status s;
  s.version = "test";
  s.wall_px = {2304, 1440};
  s.scene.program = program_;
  s.scenes = {{"overview", {"总览", "Overview"}, true, "", {}},
              {"timeline", {"历程", "Timeline"}, true, "", {}}};
  for (int id = 1; id <= cards_; ++id) s.technician.wall.cards.push_back({id, 1, id, {}});
  s.metrics["users_total"].value = 10016;
  s.metrics["users_total"].unit = "户";
  s.sources = {{"platform", "http://127.0.0.1:7440", "", std::nullopt, std::nullopt, 7, 2}};
  s.faults = {
      {*parse_instant("2026-11-20T10:44:02+08:00"), "kpi", "a \"quoted\" fault", "", show::Severity::fault}};
  s.frame.number = frame_;
  s.frame.stages = {{"paint", 1.5}};
  return s;
}

// "take nowhere" is refused, "take slow" is loading for ever, all else is done.
void FakeWall::apply(std::vector<Batch>& kept) {
  for (Batch& each : inbox_.take()) kept.push_back(std::move(each));
  std::vector<Batch> later;
  for (Batch& batch : kept) {
    std::vector<wire::CommandError> errors;
    bool loading = false;
    for (int index = 0; const show::Command& command : batch.commands()) {
      if (const auto* take = std::get_if<show::Take>(&command)) {
        if (take->scene == "nowhere") errors.push_back({index, "there is no scene nowhere"});
        loading |= take->scene == "slow";
      }
      ++index;
    }
    if (loading && batch.waited_s() < CommandInbox::load_wait_s) {
      later.push_back(std::move(batch));
    } else if (loading) {
      batch.refused({{0, "slow: still loading"}});
    } else if (!errors.empty()) {
      batch.refused(errors);
    } else {
      const std::lock_guard lock(mutex_);
      for (const show::Command& command : batch.commands()) {
        applied_.push_back(batch.by() + ": " + show::to_text(command));
        if (const auto* take = std::get_if<show::Take>(&command)) program_ = take->scene;
      }
      batch.applied(frame_);
    }
  }
  kept = std::move(later);
}

void FakeWall::draw() {
  for (const PictureWish& wish : desk_.take_wishes()) {
    if (wish.name == "scenes/timeline") {
      desk_.refuse(wish, "timeline is not loaded");
      continue;
    }
    const int w = wish.width_px == 0 ? 2304 : wish.width_px, h = w * 5 / 8;
    ++pictures_;
    desk_.deliver(wish, {w, h, std::vector<std::uint8_t>(static_cast<std::size_t>(w * h * 3), 128)});
  }
}

void FakeWall::frames() {
  std::vector<Batch> kept;
  while (!ending_) {
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
    if (still_) continue;
    ++frame_;
    apply(kept);
    if (board_.wanted()) {
      ++states_;
      board_.publish(status());
    }
    draw();
  }
}

}  // namespace guangmu::control
