// A source that sends messages over a WebSocket. libcurl makes the connection (TLS, certificates, proxy, all as for
// polls); the protocol above it is spoken here.
#pragma once

#include "kpi/fetch/feed.h"
#include "kpi/fetch/push_watch.h"
#include "kpi/fetch/websocket.h"

namespace guangmu::kpi {

class SocketFeed : public Feed {
 public:
  SocketFeed(World& world, std::string id, SourceSettings settings, Steady::time_point first);
  void step(Steady::time_point now) override;
  Steady::time_point next() const override;
  std::optional<curl_waitfd> waits_for() const override;

 private:
  enum class Stage { closed, connecting, opening, open };
  Stage stage_ = Stage::closed;
  Steady::time_point due_, started_, ping_;
  Transfer transfer_;
  PushWatch watch_;
  std::string key_, sent_token_, out_, in_;
  std::optional<FrameReader> frames_;
  bool heard_ = false, renewed_ = false;

  void connect(Steady::time_point now);
  void connected(int curl_code);
  void opened(const Opening& opening, Steady::time_point now);
  void receive(Steady::time_point now);
  void take(const std::string& bytes, Steady::time_point now);
  void flush();
  void say(Opcode opcode, std::string_view payload);
  void ended();
  void close_up(double wait_s);
  void give_up(const std::string& fault);
};

}  // namespace guangmu::kpi
