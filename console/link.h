// The console's line to the wall: state by WebSocket, commands by POST, pictures by GET, each on its own
// thread, so that a slow wall never makes a button stick. Starts without a wall and connects when one
// appears; retries after 0.5, 1, 2, then every 3 s.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/time.h"
#include "console/command_sink.h"
#include "console/link_view.h"

namespace guangmu::console {

// A decoded picture of the wall, RGBA, 8-bit sRGB.
struct WallPicture {
  std::string name;  // "program", "preview" or "scenes/ID"
  int w = 0, h = 0;
  std::vector<std::uint8_t> rgba;
  Instant at;
};

class Link final : public CommandSink {
 public:
  // `address` is HOST:PORT; `token` goes into the Authorization header when not empty. `woken` is called from
  // the link's threads whenever something new may be shown; it must be quick and thread-safe.
  Link(std::string address, std::string token, void (*woken)());
  ~Link() override;  // joins its threads; at most about a second
  Link(const Link&) = delete;
  Link& operator=(const Link&) = delete;

  LinkView view() const;
  // Queues the commands as one batch (all or none). Without a connection it is answered `silent` at once:
  // nothing is kept for later.
  std::uint64_t send(std::vector<std::string> commands) override;
  void sign(const std::string& operator_name) override;
  std::vector<Answer> take_answers();

  // Which pictures to fetch, how wide, and how often at most: a wall that takes long over one, or that does
  // not keep its rate, is asked less often. One picture is under way at a time. Replaces the last wish.
  struct Wish {
    std::string name;
    int width_px = 0;
    double every_s = 1;
  };
  void wish(std::vector<Wish> wishes);
  std::vector<WallPicture> take_pictures();
  // Names of pictures that came again just as they were, with the time; they wake nobody.
  std::vector<std::pair<std::string, Instant>> take_unchanged();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace guangmu::console
