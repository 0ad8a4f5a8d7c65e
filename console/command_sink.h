// Where commands go. The link to the wall is one; a test's notebook is another.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace guangmu::console {

class CommandSink {
 public:
  virtual ~CommandSink() = default;
  // Takes one batch (all or none) and returns its ticket; the answer comes later under that ticket.
  virtual std::uint64_t send(std::vector<std::string> commands) = 0;
};

}  // namespace guangmu::console
