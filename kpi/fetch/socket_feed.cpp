#include "kpi/fetch/socket_feed.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "kpi/fetch/address.h"
#include "kpi/fetch/signature.h"

namespace guangmu::kpi {
namespace {
constexpr double usual_retry_s = 1;
constexpr double ping_every_s = 15;
constexpr std::size_t most_head_bytes = 64 << 10;
constexpr int most_reads = 64;  // at a time, of 16 KiB: a flood does not hold up the other sources
}  // namespace

SocketFeed::SocketFeed(World& world, std::string id, SourceSettings settings, Steady::time_point first)
    : Feed(world, std::move(id), std::move(settings)), due_(first), transfer_(world.multi()), watch_(settings_) {}

Steady::time_point SocketFeed::next() const {
  switch (stage_) {
    case Stage::closed:
      return due_;
    case Stage::connecting:
      return far();
    case Stage::opening:
      return started_ + seconds(settings_.timeout.s);
    case Stage::open:
      break;
  }
  return std::min(ping_, watch_.silent_at());
}

std::optional<curl_waitfd> SocketFeed::waits_for() const {
  if (stage_ != Stage::opening && stage_ != Stage::open) return std::nullopt;
  const auto events = static_cast<short>(CURL_WAIT_POLLIN | (out_.empty() ? 0 : CURL_WAIT_POLLOUT));
  return curl_waitfd{transfer_.socket(), events, 0};
}

void SocketFeed::step(Steady::time_point now) {
  if (stage_ == Stage::closed && now >= due_) connect(now);
  if (stage_ == Stage::opening || stage_ == Stage::open) flush();
  if (stage_ == Stage::opening || stage_ == Stage::open) receive(now);
  if (stage_ == Stage::opening && now >= started_ + seconds(settings_.timeout.s))
    return give_up(fmt::format("no answer from {} within {}", place_of(settings_.url), to_string(settings_.timeout)));
  if (stage_ != Stage::open) return;
  if (now >= watch_.silent_at()) return give_up(watch_.silence_in_words(settings_));
  if (now >= ping_) {
    ping_ = now + seconds(ping_every_s);
    say(Opcode::ping, "");
    flush();
  }
}

void SocketFeed::connect(Steady::time_point now) {
  std::string no_token;
  if (!may_open(now, due_, no_token)) {
    if (!no_token.empty()) give_up(no_token);
    return;
  }
  stage_ = Stage::connecting;
  started_ = now;
  heard_ = false;
  out_.clear();
  in_.clear();
  frames_.reset();
  Request connection;
  connection.url = "http" + settings_.url.substr(2);  // ws:// and wss:// differ above the connection only
  transfer_.connect(connection, settings_, limits(settings_.timeout.s), [this](int code) { connected(code); });
}

void SocketFeed::connected(int curl_code) {
  if (curl_code != CURLE_OK) return give_up(transfer_in_words(transfer_.failure(curl_code), settings_));
  stage_ = Stage::opening;
  key_ = base64(world_.random_bytes(16));
  const Occasion m = occasion();
  sent_token_ = m.token;
  Request r = request_for(settings_, settings_.url, m);
  std::erase_if(r.headers, [](const auto& h) { return h.first == "Accept"; });
  r.headers.emplace_back("User-Agent", settings_.user_agent);
  out_ = opening_request(r, key_);
  flush();
}

void SocketFeed::flush() {
  while (!out_.empty()) {
    const auto sent = transfer_.send(out_);
    if (sent < 0) return ended();
    if (sent == 0) return;
    out_.erase(0, static_cast<std::size_t>(sent));
  }
}

void SocketFeed::receive(Steady::time_point now) {
  std::array<char, 16384> room{};
  for (int k = 0; k < most_reads; ++k) {
    const auto got = transfer_.receive(room.data(), room.size());
    if (got == 0) return;
    if (got < 0) return ended();
    take({room.data(), static_cast<std::size_t>(got)}, now);
    if (stage_ != Stage::opening && stage_ != Stage::open) return;
  }
}

void SocketFeed::take(const std::string& bytes, Steady::time_point now) {
  std::string rest = bytes;
  if (stage_ == Stage::opening) {
    in_ += bytes;
    const auto opening = read_opening(in_, key_);
    if (!opening) {
      if (in_.size() > most_head_bytes)
        give_up(fmt::format("the head of the answer from {} does not end", place_of(settings_.url)));
      return;
    }
    rest = in_.substr(opening->size);
    in_.clear();
    opened(*opening, now);
    if (stage_ != Stage::open) return;
  }
  const auto messages = frames_->feed(rest);
  if (!messages) return give_up(messages.error().text);
  for (const auto& m : *messages) {
    if (m.opcode == Opcode::ping) say(Opcode::pong, m.payload);
    if (m.opcode == Opcode::close) {
      say(Opcode::close, m.payload.substr(0, 2));
      flush();
      if (stage_ == Stage::open) ended();
      return;
    }
    if (m.opcode != Opcode::text && m.opcode != Opcode::binary) continue;
    watch_.heard(now);
    heard_ = true;
    renewed_ = false;
    Answer answer;
    answer.body = m.payload;
    answer.bytes = m.payload.size();
    if (m.opcode == Opcode::text) answer.content_type = "text/plain; charset=utf-8";  // RFC 6455, 5.6
    deliver(std::move(answer));
  }
  flush();
}

void SocketFeed::opened(const Opening& opening, Steady::time_point now) {
  if (opening.fault.empty()) {
    if (keeper_) keeper_->token().served(sent_token_);
    stage_ = Stage::open;
    frames_.emplace(static_cast<std::size_t>(settings_.max_bytes));
    watch_.heard(now);
    ping_ = now + seconds(ping_every_s);
    if (!settings_.subscribe.empty()) say(Opcode::text, settings_.subscribe);
    return flush();
  }
  if (opening.http_status == 401 && keeper_ && !renewed_) {
    renewed_ = true;
    keeper_->token().refused(sent_token_, now);
    return close_up(0);
  }
  const int status = opening.http_status;
  if (status == 200)
    return give_up(fmt::format("{} answers with a page instead of opening a WebSocket; check url and push",
                               place_of(settings_.url)));
  if (status >= 300 && status < 400)
    return give_up(fmt::format("HTTP {}: it redirects; expected a WebSocket at url itself", status));
  give_up(status >= 400 ? status_in_words(status, settings_)
                        : fmt::format("{}: {}", place_of(settings_.url), opening.fault));
}

void SocketFeed::say(Opcode opcode, std::string_view payload) {
  const std::string random = world_.random_bytes(4);
  std::array<std::uint8_t, 4> mask{};
  for (std::size_t k = 0; k < 4; ++k) mask[k] = static_cast<std::uint8_t>(random[k]);
  out_ += frame(opcode, payload, mask);
}

// Platforms close connections now and then: told only when nothing had come over it.
void SocketFeed::ended() {
  if (!heard_) return give_up(fmt::format("{} closed the connection before a message came", place_of(settings_.url)));
  failures_ = 0;
  close_up(usual_retry_s);
}

void SocketFeed::close_up(double wait_s) {
  transfer_.end();
  stage_ = Stage::closed;
  due_ = Steady::now() + seconds(wait_s);
}

void SocketFeed::give_up(const std::string& fault) {
  fail(fault);
  close_up(back_off_wait_s(usual_retry_s));
}

}  // namespace guangmu::kpi
