#include "base/log.h"

#include <spdlog/sinks/dist_sink.h>
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <chrono>

namespace guangmu::log {
namespace {

constexpr std::size_t file_bytes = 10u * 1024 * 1024;
constexpr std::size_t old_files = 5;

struct Sinks {
  std::shared_ptr<spdlog::sinks::dist_sink_mt> all = std::make_shared<spdlog::sinks::dist_sink_mt>();
  std::shared_ptr<spdlog::logger> logger;
  Sinks() {
    all->add_sink(std::make_shared<spdlog::sinks::stderr_sink_mt>());
    logger = std::make_shared<spdlog::logger>("guangmu", all);
    logger->set_pattern("%Y-%m-%d %H:%M:%S.%e %-7l %v");
    logger->flush_on(spdlog::level::warn);
  }
};

// Never destroyed: threads may still log while the process ends.
Sinks& sinks() {
  static Sinks& instance = *new Sinks;
  return instance;
}

spdlog::level::level_enum to_spdlog(Level level) {
  switch (level) {
    case Level::debug: return spdlog::level::debug;
    case Level::info: return spdlog::level::info;
    case Level::warning: return spdlog::level::warn;
    case Level::error: return spdlog::level::err;
  }
  return spdlog::level::info;
}

}  // namespace

void set_level(Level level) {
  sinks().logger->set_level(to_spdlog(level));
}

bool open_file(const std::string& path) {
  try {
    auto sink = std::make_shared<spdlog::sinks::rotating_file_sink_mt>(path, file_bytes, old_files);
    sink->set_pattern("%Y-%m-%d %H:%M:%S.%e %-7l %v");
    sinks().all->add_sink(std::move(sink));
    return true;
  } catch (const spdlog::spdlog_ex&) {
    return false;
  }
}

void write(Level level, std::string_view room, std::string_view text) {
  sinks().logger->log(to_spdlog(level), "{:<8} {}", room, text);
}

void flush() {
  sinks().logger->flush();
}

}  // namespace guangmu::log
