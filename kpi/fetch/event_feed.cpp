#include "kpi/fetch/event_feed.h"

#include <fmt/core.h>

#include <algorithm>

#include "kpi/fetch/address.h"

namespace guangmu::kpi {
namespace {
constexpr int most_redirects = 3;
constexpr double usual_retry_s = 1;
}  // namespace

EventFeed::EventFeed(World& world, std::string id, SourceSettings settings, Steady::time_point first)
    : Feed(world, std::move(id), std::move(settings)),
      due_(first),
      transfer_(world.multi()),
      stream_(static_cast<std::size_t>(settings_.max_bytes), settings_.events),
      watch_(settings_),
      url_(settings_.url) {}

Steady::time_point EventFeed::next() const {
  if (!came_.empty()) return {};
  if (!transfer_.under_way()) return due_;
  return head_seen_ ? watch_.silent_at() : opened_ + seconds(settings_.timeout.s);
}

void EventFeed::step(Steady::time_point now) {
  hand_over(now);
  if (!transfer_.under_way()) {
    if (now >= due_) open(now);
    return;
  }
  if (!head_seen_ && transfer_.status() == 200) head_seen_ = true;
  if (!head_seen_ && now >= opened_ + seconds(settings_.timeout.s)) {
    transfer_.end();
    give_up(fmt::format("no answer from {} within {}", place_of(url_), to_string(settings_.timeout)));
  } else if (head_seen_ && now >= watch_.silent_at()) {
    transfer_.end();
    give_up(watch_.silence_in_words(settings_));
  }
}

void EventFeed::open(Steady::time_point now) {
  std::string no_token;
  if (!may_open(now, due_, no_token)) {
    if (!no_token.empty()) give_up(no_token);
    return;
  }
  const Occasion m = occasion();
  sent_token_ = m.token;
  Request r = request_for(settings_, url_, m);
  if (!stream_.last_id().empty()) r.headers.emplace_back("Last-Event-ID", stream_.last_id());
  stream_.begin();
  head_seen_ = heard_ = false;
  opened_ = now;
  watch_.heard(now);
  Transfer::Limits limits = this->limits(settings_.timeout.s);
  limits.whole_s = 0;
  transfer_.begin_stream(
      r, settings_, limits, [this](std::string_view bytes) { return take(bytes); },
      [this](int code) { finish(code); });
}

// Within libcurl's own call: only kept here, handed over by step().
bool EventFeed::take(std::string_view bytes) {
  if (!transfer_.header("Content-Type").starts_with("text/event-stream")) return false;
  auto events = stream_.feed(bytes);
  came_.insert(came_.end(), std::make_move_iterator(events.begin()), std::make_move_iterator(events.end()));
  return !stream_.too_long();
}

void EventFeed::hand_over(Steady::time_point now) {
  for (auto& event : std::exchange(came_, {})) {
    watch_.heard(now);
    if (!event.is_document) continue;
    if (keeper_) keeper_->token().served(sent_token_);
    heard_ = true;
    renewed_ = false;
    redirects_ = 0;
    Answer answer;
    answer.bytes = event.data.size();
    answer.body = std::move(event.data);
    answer.content_type = "text/plain; charset=utf-8";  // the standard knows no other charset
    deliver(std::move(answer));
  }
}

void EventFeed::finish(int curl_code) {
  const auto now = Steady::now();
  hand_over(now);
  const long status = transfer_.status();
  if (stream_.too_long())
    return give_up(fmt::format("an event is longer than max_bytes, {}", settings_.max_bytes));
  if (status == 200) {
    const std::string type = transfer_.header("Content-Type");
    if (is_web_page("", type)) return give_up(web_page_in_words(url_));
    if (!type.starts_with("text/event-stream"))
      return give_up(fmt::format("{} sends no events but \"{}\"; check url and push", place_of(url_), type.substr(0, 60)));
    // Servers and proxies end long answers now and then: that alone is nothing to tell.
    if (heard_) {
      failures_ = 0;
      return again(stream_.retry_s().value_or(usual_retry_s));
    }
  }
  if (curl_code != CURLE_OK) return give_up(transfer_in_words(transfer_.failure(curl_code), settings_));
  if (status == 301 || status == 302 || status == 307 || status == 308) {
    const std::string target = transfer_.redirect_url();
    if (++redirects_ > most_redirects) return give_up(fmt::format("it redirects more than {} times", most_redirects));
    if (target.empty() || !may_follow(url_, target)) return give_up(away_in_words(target));
    url_ = target;
    due_ = now;
    return;
  }
  if (status == 401 && keeper_ && !renewed_) {
    renewed_ = true;
    keeper_->token().refused(sent_token_, now);
    due_ = now;
    return;
  }
  give_up(status == 200 ? fmt::format("{} ended the events before one came", place_of(url_))
                        : status_in_words(status, settings_),
          transfer_.retry_after_s());
}

void EventFeed::again(double wait_s) {
  due_ = Steady::now() + seconds(wait_s);
  url_ = settings_.url;
}

void EventFeed::give_up(const std::string& fault, double retry_after_s) {
  fail(fault);
  renewed_ = false;
  redirects_ = 0;
  again(std::max(back_off_wait_s(stream_.retry_s().value_or(usual_retry_s)), std::min(retry_after_s, 600.0)));
}

}  // namespace guangmu::kpi
