// A wall without pictures or sound for the server to talk to: a thread that does once per frame what the real
// one does with inbox, board and desk.
#pragma once

#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

#include "control/server.h"
#include "tests/control/told_figures.h"

namespace guangmu::control {

class FakeWall {
 public:
  enum class Past { none, kept };  // whether it has a history to answer from
  explicit FakeWall(ServerSettings settings = {.listen = "127.0.0.1:0"}, Past past = Past::none);
  ~FakeWall();

  int port() const { return server_->port(); }
  std::string address() const { return server_->address(); }
  int pictures_made() const { return pictures_; }
  int states_made() const { return states_; }
  std::vector<std::string> applied() const;  // "BY: COMMAND", in order
  void tell(std::string kind, std::string text);
  void add_card() { ++cards_; }          // to the map of the wall
  void stand_still() { still_ = true; }  // no frame answers any more
  void stop_server() { server_.reset(); }

 private:
  void frames();
  void apply(std::vector<Batch>& kept);
  void draw();
  show::Status status() const;

  CommandInbox inbox_;
  StatusBoard board_;
  PictureDesk desk_;
  ToldFigures figures_;
  std::atomic<bool> ending_{false}, still_{false};
  std::atomic<int> pictures_{0}, states_{0}, cards_{1};
  mutable std::mutex mutex_;
  std::vector<std::string> applied_;
  std::uint64_t frame_ = 0;  // frame thread
  std::string program_ = "overview";
  std::unique_ptr<Server> server_;
  std::thread thread_;
};

}  // namespace guangmu::control
