// Plays a recording into an exhibit's figures, record after record in the order of time. One thread at a time; blocks on the disk
// for one block.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "kpi/recording/recording.h"
#include "kpi/settings.h"

namespace guangmu::kpi {

class Player {
 public:
  // Reads the whole recording once. An error when it cannot be read, holds nothing, or none of its sources is one of `data`; it
  // names both sides' ids. Records of sources that `data` does not have are passed over.
  static Result<Player> open(const std::string& path, const DataSettings& data);

  Instant begins() const { return *survey_.first; }
  Instant ends() const { return *survey_.last; }
  // The recording breaks off, or some of its sources are not known here; empty when all of it is played.
  const std::string& notice() const { return notice_; }

  // Hands on every record received up to `at` that was not handed on yet; true when there was one.
  bool advance(Instant at, const std::function<void(const Record&)>& take);

 private:
  Player(RecordingReader reader, RecordingSurvey survey) : reader_(std::move(reader)), survey_(std::move(survey)) {}
  RecordingReader reader_;
  RecordingSurvey survey_;
  std::string notice_;
  std::optional<Record> next_;
};

}  // namespace guangmu::kpi
