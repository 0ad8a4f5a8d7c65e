#include "tests/support/process.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <thread>

extern char** environ;

namespace guangmu::testing {
namespace {

std::string read_all(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string temporary(const char* what) {
  std::string name = (std::filesystem::temp_directory_path() / (std::string("guangmu-") + what + "-XXXXXX")).string();
  const int fd = ::mkstemp(name.data());
  if (fd >= 0) ::close(fd);
  return name;
}

int spawn(std::vector<std::string>& argv, const std::vector<std::string>& environment, const std::string& out, const std::string& err) {
  if (argv[0].find('/') == std::string::npos) argv[0] = std::string(GUANGMU_BINARY_DIR) + "/" + argv[0];
  std::vector<char*> args, env;
  for (auto& a : argv) args.push_back(a.data());
  args.push_back(nullptr);
  std::vector<std::string> added = environment;
  for (char** e = environ; *e; ++e) {
    const std::string entry = *e;
    bool replaced = false;
    for (const auto& a : environment) replaced = replaced || a.substr(0, a.find('=') + 1) == entry.substr(0, entry.find('=') + 1);
    if (!replaced) added.push_back(entry);
  }
  for (auto& e : added) env.push_back(e.data());
  env.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 1, out.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  if (out == err)
    posix_spawn_file_actions_adddup2(&actions, 1, 2);
  else
    posix_spawn_file_actions_addopen(&actions, 2, err.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  // What this test ignores for itself must not shield the program under test.
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t by_default;
  sigemptyset(&by_default);
  sigaddset(&by_default, SIGPIPE);
  posix_spawnattr_setsigdefault(&attributes, &by_default);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  pid_t pid = -1;
  if (posix_spawnp(&pid, args[0], &actions, &attributes, args.data(), env.data()) != 0) pid = -1;
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return pid;
}

int code_of(int status) {
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::size_t append(char* data, std::size_t size, std::size_t count, void* into) {
  static_cast<std::string*>(into)->append(data, size * count);
  return size * count;
}

Reply http(const std::string& url, const std::string* body) {
  Reply reply;
  const std::unique_ptr<CURL, void (*)(CURL*)> easy(curl_easy_init(), curl_easy_cleanup);
  const std::unique_ptr<curl_slist, void (*)(curl_slist*)> headers(curl_slist_append(nullptr, "Content-Type: application/json"),
                                                                   curl_slist_free_all);
  curl_easy_setopt(easy.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(easy.get(), CURLOPT_NOPROXY, "*");
  curl_easy_setopt(easy.get(), CURLOPT_TIMEOUT, 10L);
  curl_easy_setopt(easy.get(), CURLOPT_WRITEFUNCTION, append);
  curl_easy_setopt(easy.get(), CURLOPT_WRITEDATA, &reply.body);
  if (body) {
    curl_easy_setopt(easy.get(), CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(easy.get(), CURLOPT_POSTFIELDS, body->c_str());
  }
  if (curl_easy_perform(easy.get()) == CURLE_OK) curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &reply.status);
  return reply;
}

}  // namespace

Finished run(std::vector<std::string> argv, std::vector<std::string> environment) {
  const std::string out = temporary("out"), err = temporary("err");
  Finished done;
  int status = 0;
  const int pid = spawn(argv, environment, out, err);
  if (pid > 0 && ::waitpid(pid, &status, 0) == pid) done.exit_code = code_of(status);
  done.out = read_all(out);
  done.err = read_all(err);
  std::filesystem::remove(out);
  std::filesystem::remove(err);
  return done;
}

Process::Process(std::vector<std::string> argv, std::vector<std::string> environment) : log_(temporary("log")) {
  pid_ = spawn(argv, environment, log_, log_);
}

Process::Process(Process&& other) noexcept : pid_(other.pid_), exit_code_(other.exit_code_), log_(std::move(other.log_)) {
  other.pid_ = -1;
  other.log_.clear();
}

Process::~Process() {
  if (pid_ > 0) {
    signal(SIGTERM);
    finish(std::chrono::seconds(5));
  }
  if (!log_.empty()) std::filesystem::remove(log_);
}

void Process::signal(int number) {
  if (pid_ > 0) ::kill(pid_, number);
}

bool Process::running() {
  if (pid_ <= 0) return false;
  int status = 0;
  if (::waitpid(pid_, &status, WNOHANG) != pid_) return true;
  exit_code_ = code_of(status);
  pid_ = -1;
  return false;
}

Finished Process::finish(std::chrono::seconds limit) {
  if (!eventually([&] { return !running(); }, limit)) {
    signal(SIGKILL);
    eventually([&] { return !running(); });
  }
  return {exit_code_, output(), ""};
}

std::string Process::output() const {
  return read_all(log_);
}

bool eventually(const std::function<bool()>& condition, std::chrono::milliseconds limit) {
  const auto end = std::chrono::steady_clock::now() + limit;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return true;
}

int free_port() {
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  int port = 0;
  if (::bind(fd, reinterpret_cast<sockaddr*>(&address), size) == 0 && ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) == 0)
    port = ntohs(address.sin_port);
  ::close(fd);
  return port;
}

Reply http_get(const std::string& url) {
  return http(url, nullptr);
}
Reply http_post(const std::string& url, const std::string& json) {
  return http(url, &json);
}

ScratchFolder::ScratchFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "guangmu-test-XXXXXX").string();
  path_ = ::mkdtemp(name.data()) ? name : "";
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

void ScratchFolder::write(const std::string& name, const std::string& content) const {
  std::filesystem::create_directories(std::filesystem::path(file(name)).parent_path());
  std::ofstream(file(name), std::ios::binary) << content;
}

}  // namespace guangmu::testing
