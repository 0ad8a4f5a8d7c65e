// A running wall and its stand-in platform, on free ports of loopback, with a copy of the Lanzhou exhibit.
#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/support/process.h"

namespace guangmu::testing {

// A copy of config/exhibits/lanzhou whose source is polled every 200 ms at `port`.
class SmallExhibit {
 public:
  explicit SmallExhibit(int platform_port);
  std::string path() const { return folder_.file("exhibit"); }
  std::string file(const std::string& name) const { return path() + "/" + name; }
  std::string read(const std::string& name) const;
  void write(const std::string& name, const std::string& content) const;
  void replace(const std::string& name, const std::string& what, const std::string& by) const;

 private:
  ScratchFolder folder_;
};

class RunningWall {
 public:
  explicit RunningWall(const std::string& exhibit, std::vector<std::string> more = {}, std::vector<std::string> environment = {});
  bool answers();                      // waits until the API answers
  nlohmann::json state() const;        // null when the wall does not answer
  Reply command(const std::string& text) const;
  Reply get(const std::string& path) const { return http_get(base_ + path); }
  Process& process() { return *process_; }
  // Waits until `condition` holds for the state.
  bool eventually_state(const std::function<bool(const nlohmann::json&)>& condition, std::chrono::milliseconds limit = std::chrono::seconds(20)) const;

 private:
  std::string base_;
  std::unique_ptr<Process> process_;
};

std::vector<std::string> platform_argv(const std::string& exhibit, int port, std::vector<std::string> faults = {});

}  // namespace guangmu::testing
