// Writes what the sources send into a recording (recording.h), on a thread of its own. add() never waits for the disk.
//
// Bounds: when the file would grow past max_bytes, or holds records older than max_age_s, the oldest blocks go: the newer part is
// copied beside it and takes its place, so the last part of the period is always there. The file never grows past max_bytes; while
// it is shortened the copy needs three quarters as much again. What waits for the disk is bounded too (most_waiting_bytes): beyond
// that records are left out, counted and told.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "kpi/recording/recording.h"

namespace guangmu::kpi {

struct RecorderSettings {
  std::string path;
  RecordingHead head;
  std::uint64_t max_bytes = std::uint64_t{256} << 20;
  double max_age_s = 7 * 86400.0;
  std::size_t most_waiting_bytes = std::size_t{32} << 20;
};

class Recorder {
 public:
  // A recording of the same exhibit that is there already is continued, after its last whole block. An error when the file cannot
  // be written, is something else, or belongs to another exhibit: nothing is overwritten.
  static Result<std::unique_ptr<Recorder>> start(RecorderSettings settings);
  ~Recorder();  // writes what waits
  Recorder(const Recorder&) = delete;
  Recorder& operator=(const Recorder&) = delete;

  void add(Record record);  // any thread
  // Why not everything is recorded; empty while it is. Any thread.
  std::string fault() const;
  // What was found at the start: a cut tail that was removed. Empty otherwise.
  const std::string& notice() const;

 private:
  class Impl;
  explicit Recorder(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace guangmu::kpi
