// Records of the guided check in the state folder: DIR/verifications/BEGUN.json, one a check, replaced whole after
// each answer, so that a check that breaks off is taken up where it stopped.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/result.h"
#include "show/values/check.h"

namespace guangmu::store {

// Where the record of a check lies that began then. ISO 8601, without its zone and colons in the name.
std::string verification_path(const std::string& state_folder, const std::string& begun);

// The newest record; nothing when there is none. A record that cannot be read is an error that names it. Blocks on
// the disk.
Result<std::optional<show::CheckRecord>> newest_verification(const std::string& state_folder);
// Blocks on the disk.
Result<void> keep_verification(const std::string& state_folder, const show::CheckRecord& record);

// For the frame thread: writes on a thread of its own, the newest state of each record.
class Verifications {
 public:
  explicit Verifications(std::string state_folder);
  ~Verifications();  // writes what is waiting
  Verifications(const Verifications&) = delete;
  Verifications& operator=(const Verifications&) = delete;

  void keep(show::CheckRecord record);  // never blocks on the disk
  std::string fault() const;            // of the last writing; empty while all is well

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace guangmu::store
