// The console's line to the wall: state by WebSocket, commands by POST, pictures by GET, each on its own thread, so that a slow wall
// never makes a button stick. Starts without a wall and connects when one appears; retries after 0.5, 1, 2, then every 3 s.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/time.h"
#include "show/values/status.h"

namespace guangmu::console {

enum class LinkState { searching, connected, lost };

// What is known now. Immutable once handed out.
struct LinkView {
  LinkState state = LinkState::searching;
  Instant since;                                // of this link state
  std::shared_ptr<const show::Status> status;   // the last one received; null before the first
  Instant status_at;                            // when it was received, on the console's clock
  std::string problem;                          // why there is no connection, in words
  std::uint64_t revision = 0;                   // grows with every change of this view
};

// How a batch of commands ended.
struct Answer {
  std::uint64_t ticket = 0;
  enum class Kind { applied, refused, silent } kind = Kind::silent;  // silent: no answer in time, or no connection
  std::uint64_t frame = 0;
  std::string reason;
};

// A decoded picture of the wall, RGBA, 8-bit sRGB.
struct WallPicture {
  std::string name;  // "program", "preview" or "scenes/ID"
  int w = 0, h = 0;
  std::vector<std::uint8_t> rgba;
  Instant at;
};

class Link {
 public:
  // `address` is HOST:PORT; `token` goes into the Authorization header when not empty. `woken` is called from the link's threads whenever
  // something new may be shown; it must be quick and thread-safe.
  Link(std::string address, std::string token, void (*woken)());
  ~Link();  // joins its threads; at most about a second
  Link(const Link&) = delete;
  Link& operator=(const Link&) = delete;

  LinkView view() const;
  // Queues the commands as one batch (all or none). Without a connection it is answered `silent` at once: nothing is kept for later.
  std::uint64_t send(std::vector<std::string> commands);
  std::vector<Answer> take_answers();

  // Which pictures to fetch, how wide, and how often at most. Replaces the last wish.
  struct Wish {
    std::string name;
    int width_px = 0;
    double every_s = 1;
  };
  void wish(std::vector<Wish> wishes);
  std::vector<WallPicture> take_pictures();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace guangmu::console
