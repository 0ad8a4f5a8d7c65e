#include "kpi/recording/player.h"

#include <fmt/core.h>

#include <vector>

namespace guangmu::kpi {
namespace {

// "a, b and 3 more"
std::string listed(const std::vector<std::string>& ids) {
  constexpr std::size_t most = 8;
  std::string text;
  for (std::size_t i = 0; i < ids.size() && i < most; ++i) text += (i ? ", " : "") + ids[i];
  if (ids.size() > most) text += fmt::format(" and {} more", ids.size() - most);
  return text.empty() ? "none" : text;
}

}  // namespace

Result<Player> Player::open(const std::string& path, const DataSettings& data) {
  auto survey = survey_recording(path);
  if (!survey) return survey.error();
  if (survey->records == 0)
    return Error{fmt::format("{}: this recording holds nothing{}", path, survey->notice.empty() ? "" : "; " + survey->notice)};
  std::vector<std::string> known, unknown, ours;
  for (const auto& [id, count] : survey->sources) (data.sources.contains(id) ? known : unknown).push_back(id);
  for (const auto& [id, source] : data.sources) ours.push_back(id);
  if (known.empty())
    return Error{fmt::format("{}: this recording of the exhibit {} holds the sources {}; this exhibit has {}. Give the source in "
                             "data.yaml the id that the recording has",
                             path, survey->head.exhibit, listed(unknown), listed(ours))};
  auto reader = RecordingReader::open(path);
  if (!reader) return reader.error();
  Player player(std::move(*reader), std::move(*survey));
  player.notice_ = player.survey_.notice;
  for (const auto& id : unknown) player.survey_.sources.erase(id);
  if (!unknown.empty())
    player.notice_ += fmt::format("{}{}: not played, for this exhibit has no such source: {}", player.notice_.empty() ? "" : "; ", path,
                                  listed(unknown));
  while ((player.next_ = player.reader_.next()) && !data.sources.contains(player.next_->source)) {
  }
  return player;
}

bool Player::advance(Instant at, const std::function<void(const Record&)>& take) {
  bool any = false;
  while (next_ && next_->received <= at) {
    if (survey_.sources.contains(next_->source)) {
      take(*next_);
      any = true;
    }
    next_ = reader_.next();
  }
  return any;
}

}  // namespace guangmu::kpi
