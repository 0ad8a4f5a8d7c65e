#include "app/rehearsal.h"

#include <fmt/core.h>

namespace guangmu::app {

Result<Rehearsal> Rehearsal::open(const std::string& path, double speed, const kpi::DataSettings& data) {
  if (!(speed > 0 && speed <= 10000)) return Error{fmt::format("--speed {:g}: expected a number above 0, at most 10000", speed)};
  auto player = kpi::Player::open(path, data);
  if (!player) return player.error();
  return Rehearsal(path, speed, std::move(*player));
}

Instant Rehearsal::clock(double now_s) {
  if (begun_s_ < 0) begun_s_ = now_s;
  return reached_ = player_.begins() + (now_s - begun_s_) * speed_;
}

void Rehearsal::feed(kpi::Board& board, Instant clock) {
  // What nothing of counts is told by the figures themselves, as when it was live.
  player_.advance(clock, [&](const kpi::Record& record) { (void)board.judge_record(record); });
  board.pass_time(clock);
}

std::string Rehearsal::told(Instant clock) const {
  std::string text = fmt::format("rehearsal: the figures are replayed from {}, recorded from {} to {}; none of them is live", path_,
                                 iso8601(player_.begins()), iso8601(player_.ends()));
  if (clock > player_.ends()) text += "; the recording is over, the figures grow old";
  if (!player_.notice().empty()) text += "; " + player_.notice();
  return text;
}

}  // namespace guangmu::app
