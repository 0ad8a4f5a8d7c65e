#include "base/background.h"
#include "store/journal.h"

#include <fmt/core.h>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <thread>

namespace guangmu::store {
namespace {

constexpr std::uintmax_t file_bytes = 10u * 1024 * 1024;
constexpr int old_files = 5;
constexpr std::size_t most_waiting = 10000;

void rotate(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code ignored;
  if (fs::file_size(path, ignored) < file_bytes || ignored) return;
  for (int i = old_files; i > 1; --i) fs::rename(fmt::format("{}.{}", path, i - 1), fmt::format("{}.{}", path, i), ignored);
  fs::rename(path, path + ".1", ignored);
}

// Tabs and line breaks would break the line's form.
std::string on_one_line(std::string text) {
  std::replace_if(text.begin(), text.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
  return text;
}

}  // namespace

std::string journal_line(const show::JournalEntry& e) {
  std::string_view outcome = "applied";
  for (const auto& [value, name] : show::fields_names(show::Outcome{}))
    if (value == e.outcome) outcome = name;
  std::string line = fmt::format("{}\t{}\t{}\t{}", iso8601(e.at), on_one_line(e.by), outcome, on_one_line(e.text));
  if (!e.reason.empty()) line += "\t" + on_one_line(e.reason);
  return line;
}

struct Journal::Impl {
  std::string path;
  mutable std::mutex mutex;
  std::condition_variable changed;
  std::deque<show::JournalEntry> waiting;
  std::string fault;
  bool ending = false;
  std::thread writer;

  void run() {
    enter_background("journal");
    std::unique_lock lock(mutex);
    while (true) {
      changed.wait(lock, [&] { return ending || !waiting.empty(); });
      if (waiting.empty()) return;
      const std::deque<show::JournalEntry> batch = std::exchange(waiting, {});
      lock.unlock();
      rotate(path);
      std::ofstream out(path, std::ios::app);
      for (const auto& entry : batch) out << journal_line(entry) << '\n';
      out.flush();
      const bool good = out.good();
      lock.lock();
      fault = good ? "" : path + ": the journal cannot be written; check the folder and the space on the disk";
    }
  }
};

Journal::Journal(std::string folder) : impl_(std::make_unique<Impl>()) {
  impl_->path = std::move(folder) + "/journal.log";
  impl_->writer = std::thread([this] { impl_->run(); });
}

Journal::~Journal() {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->ending = true;
    impl_->changed.notify_all();
  }
  impl_->writer.join();
}

void Journal::add(std::vector<show::JournalEntry> entries) {
  if (entries.empty()) return;
  const std::lock_guard lock(impl_->mutex);
  for (auto& entry : entries) impl_->waiting.push_back(std::move(entry));
  while (impl_->waiting.size() > most_waiting) impl_->waiting.pop_front();
  impl_->changed.notify_all();
}

std::string Journal::fault() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->fault;
}

}  // namespace guangmu::store
