// The faults that stand now, each told once in the log when it comes and once when it goes. Frame thread.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/time.h"
#include "show/values/status.h"

namespace guangmu::app {

class FaultBook {
 public:
  // Says what is wrong under `key` now; an empty text means that all is well there. `since` of a fault that goes on stays.
  // In Chinese as well where the catalogue (words/words.h) knows it, or where it is given.
  void tell(const std::string& key, const std::string& room, const std::string& text, const std::string& advice, show::Severity severity,
            Instant now, const std::string& text_zh = {});
  // Ends all faults whose key starts with `prefix` and was not told since the last call of begin(prefix).
  void begin(const std::string& prefix);
  void end(const std::string& prefix);

  std::vector<show::Fault> list() const;  // the worst first, then the oldest

 private:
  struct Entry {
    show::Fault fault;
    bool told = true;
  };
  void close(std::map<std::string, Entry>::iterator entry);
  std::map<std::string, Entry> entries_;
};

}  // namespace guangmu::app
