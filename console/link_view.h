// What the console knows of the wall and of the line to it, as values.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/time.h"
#include "show/values/status.h"

namespace guangmu::console {

enum class LinkState { searching, connected, lost };

// What is known now. Immutable once handed out.
struct LinkView {
  LinkState state = LinkState::searching;
  Instant since;                               // of this link state
  std::shared_ptr<const show::Status> status;  // the last one received; null before the first
  Instant status_at;                           // when it was received, on the console's clock
  std::string problem;                         // why there is no connection, in words
  std::uint64_t revision = 0;                  // grows with every change of this view
};

// How a batch of commands ended.
struct Answer {
  std::uint64_t ticket = 0;
  enum class Kind {
    applied,
    refused,
    silent
  } kind = Kind::silent;  // silent: no answer in time, or no connection
  std::uint64_t frame = 0;
  std::string reason;
};

}  // namespace guangmu::console
