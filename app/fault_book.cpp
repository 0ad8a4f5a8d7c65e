#include "app/fault_book.h"

#include <algorithm>

#include "base/log.h"
#include "words/words.h"

namespace guangmu::app {
namespace {

// Empty where the catalogue does not know it.
std::string chinese_of(const std::string& english) {
  return words::chinese_of(english).value_or("");
}

}  // namespace

void FaultBook::close(std::map<std::string, Entry>::iterator entry) {
  log::info(entry->second.fault.room, "over: " + entry->second.fault.text);
  entries_.erase(entry);
}

void FaultBook::tell(const std::string& key, const std::string& room, const std::string& text, const std::string& advice,
                     show::Severity severity, Instant now, const std::string& text_zh) {
  const auto known = entries_.find(key);
  if (text.empty()) {
    if (known != entries_.end()) close(known);
    return;
  }
  if (known != entries_.end()) {
    Entry& entry = known->second;
    entry.told = true;
    if (entry.fault.text != text) entry.fault.text_zh = text_zh.empty() ? chinese_of(text) : text_zh;
    if (entry.fault.advice != advice) entry.fault.advice_zh = chinese_of(advice);
    entry.fault.text = text;
    entry.fault.advice = advice;
    entry.fault.severity = severity;
    return;
  }
  entries_[key] = {{now, room, text, advice, severity, text_zh.empty() ? chinese_of(text) : text_zh, chinese_of(advice)}, true};
  log::write(severity == show::Severity::fault ? log::Level::error : log::Level::warning, room, text);
}

void FaultBook::begin(const std::string& prefix) {
  for (auto& [key, entry] : entries_)
    if (key.starts_with(prefix)) entry.told = false;
}

void FaultBook::end(const std::string& prefix) {
  for (auto it = entries_.begin(); it != entries_.end();) {
    const auto next = std::next(it);
    if (it->first.starts_with(prefix) && !it->second.told) close(it);
    it = next;
  }
}

std::vector<show::Fault> FaultBook::list() const {
  std::vector<show::Fault> faults;
  for (const auto& [key, entry] : entries_) faults.push_back(entry.fault);
  std::stable_sort(faults.begin(), faults.end(), [](const show::Fault& a, const show::Fault& b) {
    if (a.severity != b.severity) return a.severity == show::Severity::fault;
    return a.since < b.since;
  });
  return faults;
}

}  // namespace guangmu::app
