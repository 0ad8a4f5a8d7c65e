#include "tests/app/wall.h"

#include <filesystem>
#include <fstream>
#include <iterator>

namespace guangmu::testing {

namespace fs = std::filesystem;

SmallExhibit::SmallExhibit(int platform_port) {
  fs::copy(fs::path(GUANGMU_SOURCE_DIR) / "config/exhibits/lanzhou", path(), fs::copy_options::recursive);
  replace("data.yaml", "http://127.0.0.1:7440", "http://127.0.0.1:" + std::to_string(platform_port));
  replace("data.yaml", "every: 5s, timeout: 3s", "every: 200ms, timeout: 1s");
}

std::string SmallExhibit::read(const std::string& name) const {
  std::ifstream in(file(name), std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void SmallExhibit::write(const std::string& name, const std::string& content) const {
  std::ofstream(file(name), std::ios::binary) << content;
}

void SmallExhibit::replace(const std::string& name, const std::string& what, const std::string& by) const {
  std::string text = read(name);
  const auto at = text.find(what);
  if (at == std::string::npos) throw std::runtime_error(name + " does not contain " + what);
  write(name, text.replace(at, what.size(), by));
}

RunningWall::RunningWall(const std::string& exhibit, std::vector<std::string> more, std::vector<std::string> environment) {
  const std::string address = "127.0.0.1:" + std::to_string(free_port());
  base_ = "http://" + address;
  std::vector<std::string> argv{"guangmu", "show", exhibit, "--headless", "--no-audio", "--listen", address};
  argv.insert(argv.end(), more.begin(), more.end());
  process_ = std::make_unique<Process>(argv, std::move(environment));
}

bool RunningWall::answers() {
  return eventually([&] { return http_get(base_ + "/healthz").status == 200 || !process_->running(); }, std::chrono::seconds(40)) &&
         process_->running();
}

nlohmann::json RunningWall::state() const {
  const Reply reply = http_get(base_ + "/api/v1/state");
  return reply.status == 200 ? nlohmann::json::parse(reply.body, nullptr, false) : nlohmann::json();
}

Reply RunningWall::command(const std::string& text) const {
  return http_post(base_ + "/api/v1/commands", nlohmann::json{{"commands", {text}}}.dump());
}

bool RunningWall::eventually_state(const std::function<bool(const nlohmann::json&)>& condition, std::chrono::milliseconds limit) const {
  return eventually(
      [&] {
        const auto now = state();
        return now.is_object() && condition(now);
      },
      limit);
}

std::vector<std::string> platform_argv(const std::string& exhibit, int port, std::vector<std::string> faults) {
  std::vector<std::string> argv{"guangmu", "platform", exhibit, "--listen", "127.0.0.1:" + std::to_string(port)};
  for (auto& fault : faults) {
    argv.push_back("--fault");
    argv.push_back(std::move(fault));
  }
  return argv;
}

}  // namespace guangmu::testing
