// Messages to somebody's web address: POSTs of JSON, on a thread of its own, so that nobody waits.
//
// A message that is not taken (no 2xx answer) is tried again with growing pauses until it is a day old.
// Addresses do not wait for each other's pauses; messages to one address keep their order. The queue is
// bounded: when it is full, the oldest message goes, and the log says so. Redirects are not followed;
// certificates are verified.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>

namespace guangmu::devices {

struct WebhookMessage {
  std::string url;  // http or https; never logged beyond its host
  std::map<std::string, std::string> headers;
  std::string body;  // JSON
};

struct WebhookLimits {
  double timeout_s = 10;         // of one try
  double first_pause_s = 5;      // doubled after each try in vain …
  double longest_pause_s = 300;  // … up to this
  double give_up_s = 86400;
  std::size_t most_waiting = 64;
};

class Webhook {
 public:
  explicit Webhook(WebhookLimits limits = {});
  ~Webhook();  // ends a try under way; what waits is not sent
  Webhook(const Webhook&) = delete;
  Webhook& operator=(const Webhook&) = delete;

  void send(WebhookMessage message);  // any thread; never blocks

  struct State {
    std::uint64_t delivered = 0, given_up = 0, tries_in_vain = 0;
    std::size_t waiting = 0;
    std::string fault;  // why the newest try was in vain; empty after a good one
  };
  State state() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace guangmu::devices
