#include "console/link.h"

#include <civetweb.h>
#include <curl/curl.h>
#include <fmt/core.h>
#include <turbojpeg.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

#include "console/http.h"
#include "control/wire/command_wire.h"
#include "control/wire/status_wire.h"

namespace guangmu::console {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::array<double, 4> retry_s{0.5, 1, 2, 3};
constexpr double command_timeout_s = 3;  // a scene still loading delays the answer up to 2 s
constexpr double silence_s = 1;  // the wall sends its state at least twice a second; no word means no wall
constexpr double give_up_s = 5;  // after so long without a word the line is opened anew
constexpr double share =
    6;  // a picture that took t to come is asked for again after share * t, or a second, or 5 * its wish
constexpr double struggling_fps = 40,
                 struggling_s = 0.5;  // a wall below its rate is asked no more often than this

bool decode(const std::string& jpeg, WallPicture& picture) {
  const std::unique_ptr<void, void (*)(void*)> handle(tjInitDecompress(), [](void* h) { tjDestroy(h); });
  const auto* bytes = reinterpret_cast<const unsigned char*>(jpeg.data());
  int subsampling = 0, space = 0;
  if (tjDecompressHeader3(handle.get(), bytes, jpeg.size(), &picture.w, &picture.h, &subsampling, &space) !=
      0)
    return false;
  if (picture.w <= 0 || picture.h <= 0 || picture.w > 8192 || picture.h > 8192) return false;
  picture.rgba.resize(static_cast<std::size_t>(picture.w) * static_cast<std::size_t>(picture.h) * 4);
  return tjDecompress2(handle.get(), bytes, jpeg.size(), picture.rgba.data(), picture.w, 0, picture.h,
                       TJPF_RGBA, 0) == 0;
}

struct SocketDeleter {
  void operator()(mg_connection* c) const { mg_close_connection(c); }
};

}  // namespace

struct Link::Impl {
  std::string host, token;
  int port = 0;
  void (*woken)() = nullptr;

  mutable std::mutex mutex;
  std::condition_variable changed;
  bool ending = false;
  LinkView view;
  Clock::time_point heard{};  // last word from the wall
  bool closed = true;         // the socket's far end said goodbye
  std::uint64_t next_ticket = 1;
  struct Batch {
    std::uint64_t ticket;
    std::vector<std::string> commands;
    std::string by;
  };
  std::string operator_name;
  std::deque<Batch> batches;
  std::vector<Answer> answers;
  std::vector<Wish> wishes;
  struct Fetched {
    Clock::time_point asked{};
    double took_s = 0;
    int width_px = 0;
    std::size_t hash = 0;  // of the JPEG: the same bytes are not shown again
  };
  std::map<std::string, Fetched> fetched;
  std::vector<WallPicture> pictures;
  std::vector<std::pair<std::string, Instant>> unchanged;
  std::thread state_thread, command_thread, picture_thread;

  std::string base_url() const { return fmt::format("http://{}:{}", host, port); }

  // Call with the mutex held.
  void set_state(LinkState state, std::string problem) {
    if (view.state == state && view.problem == problem) return;
    if (view.state != state) view.since = now();
    view.state = state;
    view.problem = std::move(problem);
    ++view.revision;
  }

  static int on_data(mg_connection*, int bits, char* data, std::size_t size, void* self) {
    auto& impl = *static_cast<Impl*>(self);
    if ((bits & 0x0F) != MG_WEBSOCKET_OPCODE_TEXT) return 1;
    std::shared_ptr<const show::Status> before;  // written by this thread alone
    {
      const std::lock_guard lock(impl.mutex);
      before = impl.view.status;
    }
    auto message = wire::parse_message({data, size}, before.get());
    const std::lock_guard lock(impl.mutex);
    impl.heard = Clock::now();
    if (message && message->status) {
      impl.view.status = std::make_shared<const show::Status>(std::move(*message->status));
      impl.view.status_at = now();
      impl.set_state(LinkState::connected, "");
      ++impl.view.revision;
      impl.woken();
    }
    return 1;
  }

  static void on_close(const mg_connection*, void* self) {
    auto& impl = *static_cast<Impl*>(self);
    const std::lock_guard lock(impl.mutex);
    impl.closed = true;
    impl.changed.notify_all();
  }

  // Connects, listens until the line breaks, waits, and begins again.
  void keep_state() {
    std::size_t failures = 0;
    std::unique_lock lock(mutex);
    while (!ending) {
      closed = false;
      heard = Clock::now();
      lock.unlock();
      std::array<char, 256> why{};
      const std::string extra =
          token.empty() ? "" : "none\r\nAuthorization: Bearer " + token;  // behind Sec-WebSocket-Extensions
      std::unique_ptr<mg_connection, SocketDeleter> socket(mg_connect_websocket_client_extensions(
          host.c_str(), port, 0, why.data(), why.size(), "/api/v1/events", nullptr,
          extra.empty() ? nullptr : extra.c_str(), on_data, on_close, this));
      lock.lock();
      if (socket) {
        while (!ending && !closed && Clock::now() - heard < std::chrono::duration<double>(give_up_s)) {
          if (view.state == LinkState::connected) {
            failures = 0;
            if (Clock::now() - heard >= std::chrono::duration<double>(silence_s)) {
              set_state(LinkState::lost, "the wall fell silent");
              woken();
            }
          }
          changed.wait_for(lock, std::chrono::milliseconds(100));
        }
      }
      const bool was_there = view.state == LinkState::connected;
      set_state(view.status ? LinkState::lost : LinkState::searching,
                socket ? "the wall closed the line or fell silent" : std::string(why.data()));
      if (was_there || !socket) woken();
      lock.unlock();
      socket.reset();  // without the mutex: closing waits for the socket's reader, and the reader may wait
                       // for it
      lock.lock();
      if (ending) break;
      const double wait_s = retry_s[std::min(failures++, retry_s.size() - 1)];
      changed.wait_for(lock, std::chrono::duration<double>(wait_s), [&] { return ending; });
    }
  }

  void keep_commands() {
    Http http(base_url(), token);
    std::unique_lock lock(mutex);
    while (true) {
      changed.wait(lock, [&] { return ending || !batches.empty(); });
      if (ending) return;
      const Batch batch = std::move(batches.front());
      batches.pop_front();
      lock.unlock();
      const HttpReply reply =
          http.post_json("/api/v1/commands", wire::commands_json(batch.commands, batch.by), command_timeout_s);
      Answer answer{batch.ticket, Answer::Kind::silent, 0, reply.problem};
      if (reply.status != 0) {
        const wire::CommandReply parsed = wire::parse_command_reply(reply.status, reply.body);
        answer.kind = parsed.applied ? Answer::Kind::applied : Answer::Kind::refused;
        answer.frame = parsed.frame;
        answer.reason = parsed.reason;
      }
      lock.lock();
      answers.push_back(std::move(answer));
      woken();
    }
  }

  // The wish that is due first, or nothing; call with the mutex held.
  const Wish* due(Clock::time_point at) {
    const Wish* best = nullptr;
    Clock::time_point best_since = at;
    for (const Wish& w : wishes) {
      const Fetched& last = fetched[w.name];
      const auto since = last.asked;
      double wait_s = std::max(w.every_s, std::min(share * last.took_s, std::max(1., 5 * w.every_s)));
      if (view.status && view.status->frame.fps < struggling_fps) wait_s = std::max(wait_s, struggling_s);
      if (last.width_px != w.width_px) wait_s = 0;  // not there yet in this size
      if (at - since >= std::chrono::duration<double>(wait_s) && since < best_since) {
        best = &w;
        best_since = since;
      }
    }
    return best;
  }

  void keep_pictures() {
    Http http(base_url(), token);
    std::unique_lock lock(mutex);
    while (!ending) {
      const Wish* next = view.state == LinkState::connected ? due(Clock::now()) : nullptr;
      if (!next) {
        changed.wait_for(lock, std::chrono::milliseconds(20));
        continue;
      }
      const Wish wish = *next;
      const auto asked = Clock::now();
      fetched[wish.name].asked = asked;
      fetched[wish.name].width_px = wish.width_px;
      lock.unlock();
      const HttpReply reply = http.get(fmt::format("/api/v1/{}.jpg?w={}", wish.name, wish.width_px), 2);
      WallPicture picture{wish.name, 0, 0, {}, now()};
      const double took_s = std::chrono::duration<double>(Clock::now() - asked).count();
      const std::size_t hash = std::hash<std::string>{}(reply.body);
      lock.lock();
      Fetched& last = fetched[wish.name];
      last.took_s = took_s;
      if (reply.status != 200) continue;
      if (last.hash == hash) {
        unchanged.push_back({wish.name, picture.at});
        continue;
      }
      last.hash = hash;
      lock.unlock();
      const bool good = decode(reply.body, picture);
      lock.lock();
      if (!good) continue;
      std::erase_if(pictures, [&](const WallPicture& older) { return older.name == picture.name; });
      pictures.push_back(std::move(picture));
      woken();
    }
  }
};

Link::Link(std::string address, std::string token, void (*woken)()) : impl_(std::make_unique<Impl>()) {
  curl_global_init(CURL_GLOBAL_DEFAULT);
  mg_init_library(0);
  const auto colon = address.rfind(':');
  impl_->host = address.substr(0, colon);
  impl_->port = colon == std::string::npos ? 7430 : std::atoi(address.c_str() + colon + 1);
  impl_->token = std::move(token);
  impl_->woken = woken;
  impl_->view.since = now();
  impl_->state_thread = std::thread([this] { impl_->keep_state(); });
  impl_->command_thread = std::thread([this] { impl_->keep_commands(); });
  impl_->picture_thread = std::thread([this] { impl_->keep_pictures(); });
}

Link::~Link() {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->ending = true;
    impl_->changed.notify_all();
  }
  impl_->state_thread.join();
  impl_->command_thread.join();
  impl_->picture_thread.join();
  mg_exit_library();
}

LinkView Link::view() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->view;
}

std::uint64_t Link::send(std::vector<std::string> commands) {
  const std::lock_guard lock(impl_->mutex);
  const std::uint64_t ticket = impl_->next_ticket++;
  if (impl_->view.state != LinkState::connected) {
    impl_->answers.push_back({ticket, Answer::Kind::silent, 0, "no connection to the wall"});
  } else {
    impl_->batches.push_back({ticket, std::move(commands), impl_->operator_name});
    impl_->changed.notify_all();
  }
  return ticket;
}

void Link::sign(const std::string& operator_name) {
  const std::lock_guard lock(impl_->mutex);
  if (impl_->operator_name != operator_name) impl_->operator_name = operator_name;
}

std::vector<Answer> Link::take_answers() {
  const std::lock_guard lock(impl_->mutex);
  return std::exchange(impl_->answers, {});
}

void Link::wish(std::vector<Wish> wishes) {
  const std::lock_guard lock(impl_->mutex);
  impl_->wishes = std::move(wishes);
}

std::vector<std::pair<std::string, Instant>> Link::take_unchanged() {
  const std::lock_guard lock(impl_->mutex);
  return std::exchange(impl_->unchanged, {});
}

std::vector<WallPicture> Link::take_pictures() {
  const std::lock_guard lock(impl_->mutex);
  return std::exchange(impl_->pictures, {});
}

}  // namespace guangmu::console
