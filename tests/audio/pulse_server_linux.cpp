#include "tests/audio/pulse_server_linux.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <thread>

extern char** environ;

namespace guangmu::audio {

Program::Program(std::vector<std::string> command) {
  std::vector<char*> arguments;
  for (std::string& word : command) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  if (posix_spawnp(&child_, arguments[0], &actions, nullptr, arguments.data(), environ) != 0) child_ = 0;
  posix_spawn_file_actions_destroy(&actions);
}

void Program::stop(int signal) {
  if (child_ <= 0) return;
  ::kill(child_, signal);
  int status = 0;
  while (waitpid(child_, &status, 0) < 0 && errno == EINTR) {
  }
  child_ = 0;
}

bool installed(const std::string& program) {
  const char* path = std::getenv("PATH");
  std::stringstream folders(path == nullptr ? "" : path);
  std::string folder;
  while (std::getline(folders, folder, ':'))
    if (access((folder + "/" + program).c_str(), X_OK) == 0) return true;
  return false;
}

PulseServer::PulseServer() {
  std::string name = (std::filesystem::temp_directory_path() / "guangmu_pulse_XXXXXX").string();
  if (mkdtemp(name.data()) != nullptr) folder_ = name;
  setenv("XDG_RUNTIME_DIR", folder_.c_str(), 1);
  setenv("PULSE_CLIENTCONFIG", (folder_ / "client.conf").c_str(), 1);
  unsetenv("PULSE_SERVER");
  setenv("JACK_NO_START_SERVER", "1", 1);
  std::ofstream(folder_ / "client.conf") << "autospawn = no\n";
  std::ofstream(folder_ / "wall.pa")
      << "load-module module-null-sink sink_name=wall rate=48000 channels=2 norewinds=1\n"
         "set-default-sink wall\n"
         "load-module module-native-protocol-unix auth-anonymous=1\n";
}

PulseServer::~PulseServer() {
  server_.reset();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

bool PulseServer::start() {
  const std::filesystem::path socket = folder_ / "pulse" / "native";
  std::error_code ignored;
  std::filesystem::remove(socket, ignored);
  server_ = std::make_unique<Program>(
      std::vector<std::string>{"pulseaudio", "-n", "-F", (folder_ / "wall.pa").string(), "--system=false",
                               "--daemonize=no", "--exit-idle-time=-1", "--disallow-exit",
                               "--use-pid-file=no", "--log-target=file:" + (folder_ / "pulse.log").string()});
  for (int i = 0; i < 100; ++i) {
    if (std::filesystem::exists(socket, ignored)) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  return false;
}

void PulseServer::kill() {
  server_->stop(SIGKILL);
}

}  // namespace guangmu::audio

// Known to leak some bytes in the libraries, once for each attempt to open a dead server.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libpulse\nleak:RtApiPulse\n";
}
