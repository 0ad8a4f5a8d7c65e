// A PulseAudio server of the test's own: private folder, one null sink "wall", no card, no D-Bus.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace guangmu::audio {

// A program that runs until it is stopped; stopped with the object.
class Program {
 public:
  explicit Program(std::vector<std::string> command);
  ~Program() { stop(9); }
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;
  bool running() const { return child_ > 0; }
  void stop(int signal);  // sends the signal and waits for the end

 private:
  pid_t child_ = 0;
};

bool installed(const std::string& program);

// Sets XDG_RUNTIME_DIR of this process to the private folder.
class PulseServer {
 public:
  PulseServer();
  ~PulseServer();
  PulseServer(const PulseServer&) = delete;
  PulseServer& operator=(const PulseServer&) = delete;

  bool start();  // true once it answers, within 10 s
  void kill();   // at once, as if it crashed
  const std::filesystem::path& folder() const { return folder_; }

 private:
  std::filesystem::path folder_;
  std::unique_ptr<Program> server_;
};

}  // namespace guangmu::audio
