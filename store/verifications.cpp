#include "store/verifications.h"

#include <fmt/core.h>

#include <algorithm>
#include <condition_variable>
#include <filesystem>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>
#include <utility>

#include "base/background.h"
#include "store/state_folder.h"

namespace guangmu::store {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

// In files an answer that was not given is called after what the person did.
std::string_view word_for(show::CheckVerdict verdict) {
  return verdict == show::CheckVerdict::yes ? "yes" : verdict == show::CheckVerdict::no ? "no" : "skipped";
}
std::optional<show::CheckVerdict> verdict_of(std::string_view word) {
  using show::CheckVerdict;
  for (const CheckVerdict v : {CheckVerdict::yes, CheckVerdict::no, CheckVerdict::unsure})
    if (word_for(v) == word) return v;
  return std::nullopt;
}

Json to_json(const show::CheckRecord& r) {
  Json answers = Json::array();
  for (const auto& a : r.answers)
    answers.push_back({{"question", a.question}, {"answer", word_for(a.verdict)}, {"note", a.note}, {"at", a.at}});
  return {{"wall", r.wall}, {"size_px", r.size_px}, {"by", r.by}, {"begun", r.begun}, {"finished", r.finished}, {"answers", answers}};
}

std::optional<show::CheckRecord> from_json(const std::string& text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object() || !json.contains("answers") || !json["answers"].is_array()) return std::nullopt;
  const auto word = [](const Json& from, const char* key) {
    const auto at = from.find(key);
    return at != from.end() && at->is_string() ? at->get<std::string>() : std::string();
  };
  show::CheckRecord r{word(json, "wall"), word(json, "size_px"), word(json, "by"), word(json, "begun"), word(json, "finished"), {}};
  if (r.begun.size() < 19) return std::nullopt;  // the file is named after it
  for (const Json& a : json["answers"]) {
    if (!a.is_object()) return std::nullopt;
    const auto verdict = verdict_of(word(a, "answer"));
    if (!verdict) return std::nullopt;
    r.put({word(a, "question"), *verdict, word(a, "note"), word(a, "at")});
  }
  return r;
}

}  // namespace

std::string verification_path(const std::string& state_folder, const std::string& begun) {
  std::string name = begun.substr(0, 19);
  std::erase(name, ':');
  return state_folder + "/verifications/" + name + ".json";
}

Result<std::optional<show::CheckRecord>> newest_verification(const std::string& state_folder) {
  std::string newest;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(fs::path(state_folder) / "verifications", ignored))
    if (entry.path().extension() == ".json") newest = std::max(newest, entry.path().string());
  if (newest.empty()) return std::optional<show::CheckRecord>();
  const auto text = read_file(newest);
  auto record = text ? from_json(*text) : std::nullopt;
  if (!record)
    return Error{fmt::format("{}: this is no record of a check any more; move it away, or begin a new one with --again", newest)};
  return std::optional<show::CheckRecord>(std::move(*record));
}

Result<void> keep_verification(const std::string& state_folder, const show::CheckRecord& record) {
  if (const auto folder = prepare_folder(state_folder + "/verifications"); !folder) return folder;
  return replace_file(verification_path(state_folder, record.begun),
                      to_json(record).dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

struct Verifications::Impl {
  std::string state_folder;
  mutable std::mutex mutex;
  std::condition_variable changed;
  std::map<std::string, show::CheckRecord> waiting;  // by when it began
  std::string fault;
  bool ending = false;
  std::thread thread;

  void run() {
    enter_background("verifications");
    std::unique_lock lock(mutex);
    while (true) {
      changed.wait(lock, [&] { return ending || !waiting.empty(); });
      if (waiting.empty()) return;
      const auto records = std::exchange(waiting, {});
      lock.unlock();
      std::string failed;
      for (const auto& [begun, record] : records)
        if (const auto kept = keep_verification(state_folder, record); !kept) failed = kept.error().text;
      lock.lock();
      fault = std::move(failed);
    }
  }
};

Verifications::Verifications(std::string state_folder) : impl_(std::make_unique<Impl>()) {
  impl_->state_folder = std::move(state_folder);
  impl_->thread = std::thread([this] { impl_->run(); });
}

Verifications::~Verifications() {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->ending = true;
    impl_->changed.notify_all();
  }
  impl_->thread.join();
}

void Verifications::keep(show::CheckRecord record) {
  const std::lock_guard lock(impl_->mutex);
  std::string begun = record.begun;
  impl_->waiting.insert_or_assign(std::move(begun), std::move(record));
  impl_->changed.notify_all();
}

std::string Verifications::fault() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->fault;
}

}  // namespace guangmu::store
