#include "control/picture_source.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "control/jpeg.h"

namespace guangmu::control {
namespace {

using Clock = std::chrono::steady_clock;

// So long is a finished picture given again.
double kept_s(const PictureWish& wish) {
  return wish.name.starts_with("scenes/") ? 1 : 0.05;
}

}  // namespace

// Waits for a picture, then for its JPEG, then is kept for a moment. All members under the desk's mutex, but
// `picture` while `encoding`.
struct PictureDesk::Request {
  PictureWish wish;
  Clock::time_point at = Clock::now();  // asked, then delivered
  bool taken = false, encoding = false;
  int waiting = 0;
  Picture picture;
  bool delivered = false;
  std::optional<Result<JpegPtr>> answer;
};

PictureDesk::PictureDesk() = default;
PictureDesk::~PictureDesk() = default;

std::shared_ptr<PictureDesk::Request> PictureDesk::find_locked(const PictureWish& wish, bool open_only) {
  const auto at = Clock::now();
  std::erase_if(requests_, [&](const auto& r) {
    return r->waiting == 0 && (!r->answer || at - r->at > std::chrono::duration<double>(kept_s(r->wish)));
  });
  for (const auto& each : requests_) {
    if (each->wish != wish) continue;
    const bool open = !each->delivered && !each->answer;
    const bool old = each->answer && at - each->at > std::chrono::duration<double>(kept_s(wish));
    if (open || (!open_only && !old)) return each;
  }
  return nullptr;
}

Result<JpegPtr> PictureDesk::jpeg(const PictureWish& wish) {
  std::unique_lock lock(mutex_);
  if (closed_) return Error{"the wall is closing", Blame::machine};
  auto request = find_locked(wish, false);
  if (!request) {
    if (requests_.size() >= most_wishes)
      return Error{"too many pictures are asked for at the same time; try again", Blame::machine};
    request = std::make_shared<Request>();
    request->wish = wish;
    requests_.push_back(request);
  }
  ++request->waiting;
  const auto until =
      Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(wait_s));
  while (!request->answer && !closed_) {
    if (request->delivered && !request->encoding) {
      request->encoding = true;  // the first who wakes does it for all
      lock.unlock();
      auto bytes = encode_jpeg(request->picture);
      lock.lock();
      request->picture = {};
      request->answer = bytes ? Result<JpegPtr>(std::make_shared<const std::string>(std::move(*bytes)))
                              : Result<JpegPtr>(bytes.error());
      changed_.notify_all();
    } else if (changed_.wait_until(lock, until) == std::cv_status::timeout) {
      break;
    }
  }
  --request->waiting;
  if (request->answer) return *request->answer;
  if (closed_) return Error{"the wall is closing", Blame::machine};
  return Error{
      fmt::format("no picture \"{}\" within {} s: the wall is busy or stands still", wish.name, wait_s),
      Blame::machine};
}

std::vector<PictureWish> PictureDesk::take_wishes() {
  std::vector<PictureWish> wishes;
  const std::lock_guard lock(mutex_);
  for (const auto& each : requests_) {
    if (each->taken || each->waiting == 0) continue;
    each->taken = true;
    wishes.push_back(each->wish);
  }
  return wishes;
}

void PictureDesk::deliver(const PictureWish& wish, Picture picture) {
  const std::lock_guard lock(mutex_);
  const auto request = find_locked(wish, true);
  if (!request) return;  // nobody waits any more
  request->picture = std::move(picture);
  request->delivered = true;
  request->at = Clock::now();
  changed_.notify_all();
}

void PictureDesk::refuse(const PictureWish& wish, std::string why) {
  const std::lock_guard lock(mutex_);
  const auto request = find_locked(wish, true);
  if (!request) return;
  request->answer = Result<JpegPtr>(Error{std::move(why)});
  request->at = Clock::now();
  changed_.notify_all();
}

void PictureDesk::close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  changed_.notify_all();
}

}  // namespace guangmu::control
