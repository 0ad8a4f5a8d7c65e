// What was done to the wall and what it did by itself, one line each, kept in the state folder: journal.log and five older files
// of 10 MB. Lines are `2026-11-20T10:40:40+08:00 <tab> who <tab> outcome <tab> text [<tab> reason]`.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "show/values/journal.h"

namespace guangmu::store {

class Journal {
 public:
  // Starts its writer thread. A folder that cannot be written is told by fault(), and lines are dropped until it can.
  explicit Journal(std::string folder);
  ~Journal();  // writes what is waiting
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  // Any thread; never blocks on the disk. At most 10,000 entries wait, then the oldest are dropped.
  void add(std::vector<show::JournalEntry> entries);
  std::string fault() const;  // empty while all is well

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

std::string journal_line(const show::JournalEntry& entry);

}  // namespace guangmu::store
