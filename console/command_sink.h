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
  // Who gives the commands from here on; empty: the console itself.
  virtual void sign(const std::string& operator_name) { static_cast<void>(operator_name); }
};

}  // namespace guangmu::console
