// Keeps a source's secrets out of every text that people see. Pure.
#pragma once

#include <string>
#include <vector>

#include "kpi/source_settings.h"

namespace guangmu::kpi {

class Secrets {
 public:
  explicit Secrets(const SourceSettings& source);
  void also(const std::string& secret);  // e.g. a token that was given later
  // `text` with *** for each of them, as written and percent encoded.
  std::string hidden(std::string text) const;

 private:
  std::vector<std::string> all_;  // longest first
};

}  // namespace guangmu::kpi
