// What each path answers. Used by all server threads at the same time; a command or a picture blocks its
// thread until the frame has answered, see inbox and picture_source.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "control/access.h"
#include "control/exchange.h"
#include "control/figure_history.h"
#include "control/inbox.h"
#include "control/picture_source.h"
#include "control/rate_limit.h"
#include "control/status_board.h"

namespace guangmu::control {

class Routes {
 public:
  static constexpr std::size_t longest_body_bytes = 64 * 1024;
  static constexpr int narrowest_px = 16;

  Routes(std::vector<Token> tokens, double batches_per_s, CommandInbox& inbox, StatusBoard& board,
         PictureSource& pictures, const FigureHistory* history = nullptr)
      : tokens_(std::move(tokens)),
        limit_(batches_per_s),
        inbox_(inbox),
        board_(board),
        pictures_(pictures),
        history_(history) {}

  // The HTTP status that was sent; 0: a WebSocket that may go on. `listeners_full`: there is no room for one
  // more.
  int answer(Exchange& exchange, bool listeners_full);

 private:
  int commands(Exchange& exchange, const Access& access);
  int state(Exchange& exchange);
  int metrics(Exchange& exchange);
  int picture(Exchange& exchange, const std::string& name);
  int why(Exchange& exchange, const std::string& metric);
  int course(Exchange& exchange, const std::string& metric);
  std::vector<Token> tokens_;
  RateLimit limit_;
  CommandInbox& inbox_;
  StatusBoard& board_;
  PictureSource& pictures_;
  const FigureHistory* history_;  // null: this wall keeps none
};

}  // namespace guangmu::control
