// What stands in a history's database: for tests that count whether anything was lost.
#pragma once

#include <set>

#include "kpi/history/entry.h"
#include "kpi/history/sqlite.h"

namespace guangmu::kpi::test {

// Every single reading's value, wherever it is kept.
inline std::multiset<double> values_in(Database& db) {
  std::multiset<double> values;
  PastEntry e;
  Statement log = db.prepare("SELECT body, minute FROM log");
  while (log.row())
    for (EntryReader reader(log.blob(0), log.whole(1)); reader.next(e);) values.insert(*e.value);
  Statement fine = db.prepare("SELECT body, minute, metric FROM fine");
  while (fine.row())
    for (EntryReader reader(fine.blob(0), fine.whole(1), fine.whole(2)); reader.next(e);)
      values.insert(*e.value);
  return values;
}

}  // namespace guangmu::kpi::test
