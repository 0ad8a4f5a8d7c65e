#include "kpi/fetch/poll_feed.h"

#include <fmt/core.h>

#include <algorithm>

#include "kpi/fetch/address.h"

namespace guangmu::kpi {
namespace {
constexpr int most_redirects = 3;
constexpr double longest_retry_after_s = 600;
}  // namespace

PollFeed::PollFeed(World& world, std::string id, SourceSettings settings, Steady::time_point first)
    : Feed(world, std::move(id), std::move(settings)), due_(first), transfer_(world.multi()) {}

Steady::time_point PollFeed::next() const {
  if (stage_ == Stage::idle) return due_;
  return stage_ == Stage::signing_in ? started_ + seconds(settings_.timeout.s) : far();
}

void PollFeed::step(Steady::time_point now) {
  if (stage_ == Stage::idle && now >= due_) {
    started_ = now;
    url_ = settings_.url;
    pages_.reset();
    if (settings_.paging) {
      pages_.emplace(settings_);
      url_ = pages_->url();
    }
    redirects_ = 0;
    renewed_ = as_get_ = false;
    bytes_ = 0;
    ask(now);
  } else if (stage_ == Stage::signing_in) {
    ask(now);
  }
}

// The request, as soon as we can sign in for it.
void PollFeed::ask(Steady::time_point now) {
  stage_ = Stage::signing_in;
  switch (sign_in(now)) {
    case Sign::ready:
      request();
      break;
    case Sign::waiting:
      if (seconds_between(started_, now) >= settings_.timeout.s) give_up("no token in time; see token_url in auth");
      break;
    case Sign::none:
      give_up(keeper_->token().fault());
      break;
  }
}

void PollFeed::request() {
  stage_ = Stage::asking;
  const Occasion m = occasion(pages_ ? pages_->page() : "");
  sent_token_ = m.token;
  Request r;
  if (as_get_) {
    SourceSettings get = settings_;
    get.method = Method::get;
    r = request_for(get, url_, m);
  } else {
    r = request_for(settings_, url_, m);
  }
  if (last_ && !pages_) {
    if (!etag_.empty()) r.headers.emplace_back("If-None-Match", etag_);
    if (!last_modified_.empty()) r.headers.emplace_back("If-Modified-Since", last_modified_);
  }
  auto limits = this->limits(settings_.timeout.s - seconds_between(started_, Steady::now()));
  limits.max_bytes = std::max<std::int64_t>(1, settings_.max_bytes - static_cast<std::int64_t>(bytes_));
  transfer_.begin(r, settings_, limits, [this](int code) { finish(code); });
}

void PollFeed::finish(int curl_code) {
  if (world_.wants_looks()) world_.looked(id_, transfer_.look(curl_code));
  if (curl_code != CURLE_OK) return give_up(transfer_in_words(transfer_.failure(curl_code), settings_));
  take_status(transfer_.status());
}

void PollFeed::take_status(long status) {
  if (keeper_ && status != 401) keeper_->token().served(sent_token_);
  if (status == 301 || status == 302 || status == 303 || status == 307 || status == 308) return redirect();
  if (status == 200) return take_page();
  if (status == 304 && last_ && !pages_) {
    Answer again = *last_;
    again.http_status = 304;
    again.bytes = 0;
    return complete(std::move(again));
  }
  if (status == 401 && keeper_ && !renewed_) {
    renewed_ = true;  // once for each poll
    keeper_->token().refused(sent_token_, Steady::now());
    return ask(Steady::now());
  }
  give_up(status_in_words(status, settings_), std::min(transfer_.retry_after_s(), longest_retry_after_s));
}

void PollFeed::take_page() {
  Answer answer;
  answer.body = std::move(transfer_.body);
  answer.content_type = transfer_.header("Content-Type");
  answer.http_status = 200;
  bytes_ += answer.body.size();
  answer.bytes = bytes_;
  if (is_web_page(answer.body, answer.content_type)) return give_up(web_page_in_words(url_));
  if (answer.body.find_first_not_of(" \t\r\n") == std::string::npos)
    return give_up(fmt::format("{} answers with nothing", place_of(url_)));
  if (pages_) {
    const auto done = pages_->add(answer.body, answer.content_type);
    if (!done) return give_up(done.error().text);
    if (!*done) {
      if (seconds_between(started_, Steady::now()) >= settings_.timeout.s)
        return give_up(fmt::format("not all pages came within {}", to_string(settings_.timeout)));
      url_ = pages_->url();
      return ask(Steady::now());
    }
    answer.body = pages_->document();
    answer.content_type = "application/json";
  }
  etag_ = transfer_.header("ETag");
  last_modified_ = transfer_.header("Last-Modified");
  last_.reset();
  if (!pages_ && (!etag_.empty() || !last_modified_.empty())) last_ = answer;
  complete(std::move(answer));
}

// Sends the request on to where the server points, or says why not.
void PollFeed::redirect() {
  const std::string target = transfer_.redirect_url();
  if (target.empty()) return give_up("it redirects without saying where to");
  if (++redirects_ > most_redirects) return give_up(fmt::format("it redirects more than {} times", most_redirects));
  if (!may_follow(url_, target)) return give_up(away_in_words(target));
  if (transfer_.status() == 303) as_get_ = true;
  url_ = target;
  ask(Steady::now());
}

void PollFeed::complete(Answer answer) {
  stage_ = Stage::idle;
  answer.took_s = seconds_between(started_, Steady::now());
  if (deliver(std::move(answer))) {
    due_ = next_poll(place_in_rhythm(id_), settings_.every.s, started_, Steady::now());
  } else {
    last_.reset();  // what was refused is not to be repeated
    due_ = Steady::now() + seconds(back_off_wait_s(settings_.every.s));
  }
}

void PollFeed::give_up(const std::string& fault, double retry_after_s) {
  stage_ = Stage::idle;
  fail(fault);
  due_ = Steady::now() + seconds(std::max(back_off_wait_s(settings_.every.s), retry_after_s));
}

}  // namespace guangmu::kpi
