// A source that is a file on this machine, or a text in data.yaml itself.
//
// The file is looked at every 0.5 s, or `every` when that is shorter, and read when its time of writing or its size
// has changed and then stood still for one look. What cannot be read as a document while it is younger than 2 s is
// looked at again first: somebody may still be writing. A file put in place by renaming is taken like any other
// change. The figures are no younger than the file. A file on a network share that hangs holds up the other sources.
// A text is handed over every `every`: it never grows old.
#pragma once

#include <filesystem>

#include "kpi/fetch/feed.h"

namespace guangmu::kpi {

class FileFeed : public Feed {
 public:
  FileFeed(World& world, std::string id, SourceSettings settings);
  void step(Steady::time_point now) override;
  Steady::time_point next() const override { return due_; }

 private:
  struct Look {
    std::filesystem::file_time_type written;
    std::uintmax_t size = 0;
    friend bool operator==(const Look&, const Look&) = default;
  };
  Steady::time_point due_, told_at_{};
  std::optional<Look> last_look_, taken_;
  std::string taken_body_, told_;
  bool settled_ = false;  // taken_ is old enough that no change can hide behind the same time

  void look(Steady::time_point now);
  void take(const Look& look);
  void tell(const std::string& fault, Steady::time_point now);
};

}  // namespace guangmu::kpi
