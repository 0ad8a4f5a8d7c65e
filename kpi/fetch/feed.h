// One source at work on the fetcher's thread: polled, listened to, or watched. Only for the .cpp files of this
// folder and fetcher.cpp.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>

#include "base/result.h"
#include "kpi/fetch/answer.h"
#include "kpi/fetch/http_look.h"
#include "kpi/fetch/rhythm.h"
#include "kpi/fetch/secrets.h"
#include "kpi/fetch/token.h"
#include "kpi/fetch/transfer.h"

namespace guangmu::kpi {

// One client's token and the requests for it; shared by the sources that sign in as this client.
class TokenKeeper {
 public:
  // keeps_connection false: the source makes its own, so that what is told of that is seen.
  TokenKeeper(CURLM* multi, const SourceSettings& source, bool keeps_connection);
  // Asks for a token when one is wanted. Called by the sources that need it.
  void step(Steady::time_point now);
  Token& token() { return token_; }

 private:
  SourceSettings source_;
  Token token_;
  Secrets secrets_;
  Transfer transfer_;
  const bool keeps_connection_;
  void finish(int curl_code);
};

// What all feeds share; owned by the fetcher.
class World {
 public:
  using Deliver = std::function<bool(const std::string& source, const Result<Answer>& answer)>;
  using Looked = std::function<void(const std::string& source, const HttpLook& look)>;
  // `looked` may be null.
  World(CURLM* multi, Deliver deliver, Looked looked, std::uint64_t seed);

  CURLM* multi() const { return multi_; }
  bool deliver(const std::string& source, const Result<Answer>& answer) const { return deliver_(source, answer); }
  bool wants_looks() const { return looked_ != nullptr; }
  void looked(const std::string& source, const HttpLook& look) const { looked_(source, look); }
  std::shared_ptr<TokenKeeper> token_keeper(const SourceSettings& source);
  double random();        // 0..1, repeatable: for back-off
  std::string nonce();    // 32 hexadecimal digits, not repeatable
  std::string random_bytes(std::size_t count);

 private:
  CURLM* multi_;
  Deliver deliver_;
  Looked looked_;
  std::mt19937_64 repeatable_;
  std::random_device device_;
  std::map<std::string, std::weak_ptr<TokenKeeper>> keepers_;
};

class Feed {
 public:
  Feed(World& world, std::string id, SourceSettings settings);
  virtual ~Feed() = default;
  Feed(const Feed&) = delete;
  Feed& operator=(const Feed&) = delete;

  // Does what is due; called often, and at next() at the latest.
  virtual void step(Steady::time_point now) = 0;
  virtual Steady::time_point next() const = 0;  // far(): only the network can bring anything
  // A connection of its own to wait for, beside those of the multi handle.
  virtual std::optional<curl_waitfd> waits_for() const { return std::nullopt; }

  const SourceSettings& settings() const { return settings_; }
  static Steady::time_point far() { return Steady::time_point::max(); }

 protected:
  World& world_;
  const std::string id_;
  const SourceSettings settings_;
  Secrets secrets_;
  std::shared_ptr<TokenKeeper> keeper_;  // null without OAuth2
  int failures_ = 0;

  // For a connection that stays open: true when it may be opened now. Else `due` is when to try again, or `fault` says
  // why there is no token.
  bool may_open(Steady::time_point now, Steady::time_point& due, std::string& fault);
  // Hands over what came; true when it was usable. Counts failures.
  bool deliver(Answer answer);
  // Tells the fault, secrets taken out, and counts it.
  void fail(std::string fault);
  double back_off_wait_s(double every_s);
  Occasion occasion(const std::string& page = "");
  Transfer::Limits limits(double left_s) const;

  // Of the token: there, on its way, or not to be had (the fault is in token().fault()).
  enum class Sign { ready, waiting, none };
  Sign sign_in(Steady::time_point now);
};

std::unique_ptr<Feed> make_feed(World& world, const std::string& id, const SourceSettings& settings,
                                std::size_t sources);

}  // namespace guangmu::kpi
