// The WebSocket, with a real client.
#include <civetweb.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <condition_variable>
#include <memory>
#include <mutex>

#include "control/wire/status_wire.h"
#include "tests/control/client.h"
#include "tests/control/fake_wall.h"

namespace guangmu::control {
namespace {

class Socket {
 public:
  // `extra` stands behind the header Sec-WebSocket-Extensions and may bring lines of its own.
  explicit Socket(int port, const char* extra = nullptr) {
    std::array<char, 256> why{};
    connection_ =
        mg_connect_websocket_client_extensions("127.0.0.1", port, 0, why.data(), why.size(), "/api/v1/events",
                                               nullptr, extra, &on_data, &on_close, this);
  }
  ~Socket() {
    if (connection_) mg_close_connection(connection_);
  }
  bool open() const { return connection_ != nullptr; }

  // Waits until what has come satisfies `enough`; false when it does not within 10 s.
  template <class Enough>
  bool wait(Enough enough) {
    std::unique_lock lock(mutex_);
    return came_.wait_for(lock, std::chrono::seconds(10), [&] { return enough(*this); });
  }
  std::vector<show::Status> states;
  std::vector<show::Event> events;
  int broken = 0;
  int maps = 0;  // states that brought the map of the wall
  bool closed = false;

 private:
  static int on_data(mg_connection*, int bits, char* data, std::size_t size, void* self) {
    auto& socket = *static_cast<Socket*>(self);
    const std::lock_guard lock(socket.mutex_);
    if ((bits & 0x0F) == MG_WEBSOCKET_OPCODE_TEXT) {
      auto message =
          wire::parse_message({data, size}, socket.states.empty() ? nullptr : &socket.states.back());
      socket.maps += std::string_view(data, size).find("\"cards\":[") != std::string_view::npos;
      if (!message)
        ++socket.broken;
      else if (message->status)
        socket.states.push_back(*message->status);
      else if (message->event)
        socket.events.push_back(*message->event);
    }
    socket.came_.notify_all();
    return 1;
  }
  static void on_close(const mg_connection*, void* self) {
    auto& socket = *static_cast<Socket*>(self);
    const std::lock_guard lock(socket.mutex_);
    socket.closed = true;
    socket.came_.notify_all();
  }
  std::mutex mutex_;
  std::condition_variable came_;
  mg_connection* connection_ = nullptr;
};

struct Events : testing::Test {
  Events() { mg_init_library(0); }
  ~Events() override { mg_exit_library(); }
};

TEST_F(Events, StateOnConnectingThenOnChangeThenAsHeartbeat) {
  FakeWall wall;
  Socket socket(wall.port());
  ASSERT_TRUE(socket.open());
  ASSERT_TRUE(socket.wait(
      [](Socket& s) { return !s.states.empty() && s.states.front().scene.program == "overview"; }));
  EXPECT_EQ(post_commands(wall.port(), {"take timeline"}).status, 200);
  ASSERT_TRUE(socket.wait([](Socket& s) { return s.states.back().scene.program == "timeline"; }));
  std::size_t count = 0;
  socket.wait([&](Socket& s) {
    count = s.states.size();
    return true;
  });
  EXPECT_TRUE(socket.wait([&](Socket& s) { return s.states.size() >= count + 2; }))
      << "though nothing changes";
  EXPECT_TRUE(socket.wait([](Socket& s) { return s.broken == 0; }));
}

TEST_F(Events, TheMapOfTheWallComesOnceAndAgainWhenItChanges) {
  FakeWall wall;
  Socket socket(wall.port());
  ASSERT_TRUE(socket.wait([](Socket& s) { return s.states.size() >= 3; }));
  EXPECT_TRUE(socket.wait(
      [](Socket& s) { return s.maps == 1 && s.states.back().technician.wall.cards.size() == 1; }));
  wall.add_card();
  ASSERT_TRUE(socket.wait([](Socket& s) { return s.states.back().technician.wall.cards.size() == 2; }));
  EXPECT_TRUE(socket.wait([](Socket& s) { return s.maps == 2; }));
}

TEST_F(Events, EventsComeToAllInOrder) {
  FakeWall wall;
  std::vector<std::unique_ptr<Socket>> sockets;
  for (int i = 0; i < 3; ++i) sockets.push_back(std::make_unique<Socket>(wall.port()));
  for (auto& each : sockets) ASSERT_TRUE(each->wait([](Socket& s) { return !s.states.empty(); }));
  for (int i = 0; i < 20; ++i) wall.tell("caption", "sentence " + std::to_string(i));
  for (auto& each : sockets) {
    ASSERT_TRUE(each->wait([](Socket& s) { return s.events.size() >= 20; }));
    for (std::size_t i = 0; i < 20; ++i) EXPECT_EQ(each->events[i].text, "sentence " + std::to_string(i));
  }
}

TEST_F(Events, WhoIsNotLetInGetsNoSocket) {
  ServerSettings settings{.listen = "127.0.0.1:0"};
  settings.tokens = {{"look", Role::viewer, "lobby"}};
  settings.most_listeners = 1;
  FakeWall wall(settings);
  EXPECT_FALSE(Socket(wall.port(), "none\r\nAuthorization: Bearer wrong").open());
  EXPECT_FALSE(Socket(wall.port(), "none\r\nOrigin: https://evil.example").open());
  Socket one(wall.port(), "none\r\nAuthorization: Bearer look");
  ASSERT_TRUE(one.open());
  ASSERT_TRUE(one.wait([](Socket& s) { return !s.states.empty(); }));
  EXPECT_FALSE(Socket(wall.port()).open()) << "one listener only";
}

TEST_F(Events, ClientsComeAndGo) {
  ServerSettings settings{.listen = "127.0.0.1:0"};
  settings.most_listeners = 4;
  FakeWall wall(settings);
  for (int i = 0; i < 12; ++i) {
    // The place of the last one may still be on its way back.
    std::unique_ptr<Socket> socket;
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (!(socket && socket->open()) && std::chrono::steady_clock::now() < until)
      socket = std::make_unique<Socket>(wall.port());
    ASSERT_TRUE(socket->open());
    ASSERT_TRUE(socket->wait([](Socket& s) { return !s.states.empty(); }));
  }
}

TEST_F(Events, TheEndOfTheWallEndsTheSocket) {
  FakeWall wall;
  Socket socket(wall.port());
  ASSERT_TRUE(socket.wait([](Socket& s) { return !s.states.empty(); }));
  wall.stop_server();
  EXPECT_TRUE(socket.wait([](Socket& s) { return s.closed; }));
}

}  // namespace
}  // namespace guangmu::control
