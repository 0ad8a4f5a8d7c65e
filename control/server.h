// The wall's HTTP server: commands, state, WebSocket, pictures, metrics and the tablet page. It owns its
// threads and speaks with the frame thread only through inbox, board and desk, which must outlive it, as must the
// history of the figures, which the server's threads ask themselves.
//
// Default 127.0.0.1:7430. Loopback needs no token and is technician; anything else needs `Authorization:
// Bearer`.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "control/access.h"
#include "control/figure_history.h"
#include "control/inbox.h"
#include "control/picture_source.h"
#include "control/status_board.h"

namespace guangmu::control {

struct ServerSettings {
  std::string listen = "127.0.0.1:7430";  // ADDR:PORT; port 0: any free one, see Server::port()
  std::vector<Token> tokens{};
  int threads = 32;           // requests answered at the same time, listeners included
  int most_listeners = 16;    // WebSocket clients
  double batches_per_s = 50;  // per client
};

class Server {
 public:
  // Fails with Blame::user for an address that is none, Blame::machine when it cannot be had; names it either
  // way.
  static Result<std::unique_ptr<Server>> start(ServerSettings settings, CommandInbox& inbox,
                                               StatusBoard& board, PictureDesk& desk,
                                               const FigureHistory* history = nullptr);
  // Closes inbox, board and desk, ends all connections and joins its threads; at most a few seconds.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  int port() const;
  std::string address() const;  // ADDR:PORT as reached, e.g. "127.0.0.1:7430"

 private:
  class Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace guangmu::control
