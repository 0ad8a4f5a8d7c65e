#include "kpi/fetch/feed.h"

#include <fmt/core.h>

#include <algorithm>

#include "kpi/fetch/address.h"
#include "kpi/fetch/event_feed.h"
#include "kpi/fetch/file_feed.h"
#include "kpi/fetch/poll_feed.h"
#include "kpi/fetch/socket_feed.h"

namespace guangmu::kpi {
namespace {

// The settings of a request for a token: the source's way to the network, with nothing of its own request.
SourceSettings token_source(const SourceSettings& source) {
  SourceSettings s;
  s.url = source.auth.token_url;
  s.auth = source.auth;
  s.tls = source.tls;
  s.proxy = source.proxy;
  s.connect_timeout = source.connect_timeout;
  s.timeout = source.timeout;
  s.max_bytes = 64 << 10;
  s.user_agent = source.user_agent;
  return s;
}

}  // namespace

TokenKeeper::TokenKeeper(CURLM* multi, const SourceSettings& source, bool keeps_connection)
    : source_(token_source(source)),
      token_(source.auth.renew_before.s),
      secrets_(source_),
      transfer_(multi),
      keeps_connection_(keeps_connection) {}

void TokenKeeper::step(Steady::time_point now) {
  if (!token_.wanted(now)) return;
  token_.asked();
  Transfer::Limits limits;
  limits.connect_s = std::min(source_.connect_timeout.s, source_.timeout.s);
  limits.whole_s = source_.timeout.s;
  limits.max_bytes = source_.max_bytes;
  limits.closes = !keeps_connection_;
  transfer_.begin(token_request(source_.auth, token_.in_body()), source_, limits, [this](int code) { finish(code); });
}

void TokenKeeper::finish(int curl_code) {
  const auto now = Steady::now();
  if (curl_code != CURLE_OK) {
    const std::string words = secrets_.hidden(transfer_in_words(transfer_.failure(curl_code), source_));
    token_.failed("no token: " + words + " (token_url in auth)", now);
    return;
  }
  (void)token_.answered(static_cast<int>(transfer_.status()), transfer_.body, now);  // the fault stays in the token
}

World::World(CURLM* multi, Deliver deliver, Looked looked, std::uint64_t seed)
    : multi_(multi), deliver_(std::move(deliver)), looked_(std::move(looked)), repeatable_(seed) {}

std::shared_ptr<TokenKeeper> World::token_keeper(const SourceSettings& source) {
  std::erase_if(keepers_, [](const auto& k) { return k.second.expired(); });
  const AuthSettings& a = source.auth;
  std::string key;
  for (const auto& part : {a.token_url, a.client_id, a.client_secret, a.scope, source.tls.ca, source.tls.certificate,
                           source.tls.key, source.proxy, to_string(a.renew_before)})
    key += part + '\n';
  if (auto known = keepers_[key].lock()) return known;
  auto keeper = std::make_shared<TokenKeeper>(multi_, source, !wants_looks());
  keepers_[key] = keeper;
  return keeper;
}

double World::random() {
  return std::uniform_real_distribution<double>(0, 1)(repeatable_);
}

std::string World::nonce() {
  std::string text;
  while (text.size() < 32) text += fmt::format("{:08x}", static_cast<std::uint32_t>(device_()));
  return text;
}

std::string World::random_bytes(std::size_t count) {
  std::string bytes;
  while (bytes.size() < count) bytes += static_cast<char>(device_() & 0xFF);
  return bytes;
}

Feed::Feed(World& world, std::string id, SourceSettings settings)
    : world_(world), id_(std::move(id)), settings_(std::move(settings)), secrets_(settings_) {
  if (settings_.auth.kind == AuthKind::oauth2) keeper_ = world_.token_keeper(settings_);
}

bool Feed::deliver(Answer answer) {
  const bool good = world_.deliver(id_, Result<Answer>(std::move(answer)));
  failures_ = good ? 0 : failures_ + 1;
  return good;
}

void Feed::fail(std::string fault) {
  ++failures_;
  if (keeper_)
    if (const auto token = keeper_->token().usable(Steady::now())) secrets_.also(*token);
  world_.deliver(id_, Error{secrets_.hidden(std::move(fault)), Blame::machine});
}

double Feed::back_off_wait_s(double every_s) {
  return back_off_s(every_s, failures_, 2 * world_.random() - 1);
}

Occasion Feed::occasion(const std::string& page) {
  Occasion m{now(), world_.nonce(), page, ""};
  if (keeper_) m.token = keeper_->token().usable(Steady::now()).value_or("");
  return m;
}

Transfer::Limits Feed::limits(double left_s) const {
  const double whole_s = std::max(0.001, left_s);
  Transfer::Limits limits;
  limits.connect_s = std::min(whole_s, settings_.connect_timeout.s);
  limits.whole_s = whole_s;
  limits.max_bytes = settings_.max_bytes;
  limits.looks = world_.wants_looks();
  return limits;
}

Feed::Sign Feed::sign_in(Steady::time_point now) {
  if (!keeper_) return Sign::ready;
  keeper_->step(now);
  if (keeper_->token().usable(now)) return Sign::ready;
  return keeper_->token().under_way() ? Sign::waiting : Sign::none;
}

bool Feed::may_open(Steady::time_point now, Steady::time_point& due, std::string& fault) {
  switch (sign_in(now)) {
    case Sign::ready:
      return true;
    case Sign::waiting:
      due = now + seconds(0.05);
      break;
    case Sign::none:
      fault = keeper_->token().fault();
      break;
  }
  return false;
}

std::unique_ptr<Feed> make_feed(World& world, const std::string& id, const SourceSettings& settings,
                                std::size_t sources) {
  const auto first = Steady::now() + seconds(first_poll_s(place_in_rhythm(id), settings.every.s, sources));
  if (!settings.file.empty() || !settings.text.empty()) return std::make_unique<FileFeed>(world, id, settings);
  if (settings.push == Push::events) return std::make_unique<EventFeed>(world, id, settings, first);
  if (settings.push == Push::websocket) return std::make_unique<SocketFeed>(world, id, settings, first);
  return std::make_unique<PollFeed>(world, id, settings, first);
}

}  // namespace guangmu::kpi
