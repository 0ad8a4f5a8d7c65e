// Against servers on the loopback that take, refuse, dawdle and die.
#include "devices/webhook.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace guangmu::devices {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

bool eventually(const std::function<bool()>& done) {
  for (int i = 0; i < 1000 && !done(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  return done();
}

// Answers each request with what `answer` says; an empty answer closes the connection, "wait" keeps it open
// in silence.
class Receiver {
 public:
  using Answer = std::function<std::string(int request)>;
  explicit Receiver(Answer answer, std::uint16_t port = 0) : answer_(std::move(answer)) {
    listening_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int yes = 1;
    ::setsockopt(listening_, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    sockaddr_in a{};
    a.sin_family = AF_INET;
    a.sin_port = htons(port);
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof a;
    if (::bind(listening_, reinterpret_cast<sockaddr*>(&a), sizeof a) != 0 || ::listen(listening_, 8) != 0)
      std::abort();
    ::getsockname(listening_, reinterpret_cast<sockaddr*>(&a), &length);
    port_ = ntohs(a.sin_port);
    thread_ = std::thread([this] { run(); });
  }
  ~Receiver() {
    ending_ = true;
    thread_.join();
    ::close(listening_);
  }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/hook?token=secret"; }
  std::uint16_t port() const { return port_; }
  std::vector<std::string> requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
  }

 private:
  bool readable(int socket) const {
    while (!ending_) {
      pollfd p{socket, POLLIN, 0};
      if (::poll(&p, 1, 20) > 0) return true;
    }
    return false;
  }
  void run() {
    while (readable(listening_)) {
      const int c = ::accept(listening_, nullptr, nullptr);
      if (c < 0) continue;
      serve(c);
      ::close(c);
    }
  }
  void serve(int c) {
    std::string request;
    char buffer[4096];
    std::size_t whole = std::string::npos;
    while (request.size() < whole) {
      if (!readable(c)) return;
      const auto n = ::recv(c, buffer, sizeof buffer, 0);
      if (n <= 0) return;
      request.append(buffer, static_cast<std::size_t>(n));
      const auto head = request.find("\r\n\r\n");
      const auto length = request.find("Content-Length: ");
      if (head != std::string::npos && length != std::string::npos)
        whole = head + 4 + static_cast<std::size_t>(std::stoul(request.substr(length + 16)));
    }
    int number = 0;
    {
      const std::lock_guard lock(mutex_);
      requests_.push_back(request);
      number = static_cast<int>(requests_.size());
    }
    const std::string text = answer_(number);
    if (text == "wait") {
      (void)readable(c);  // until the caller hangs up
      return;
    }
    if (!text.empty()) (void)::send(c, text.data(), text.size(), MSG_NOSIGNAL);
  }

  Answer answer_;
  int listening_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<bool> ending_ = false;
  mutable std::mutex mutex_;
  std::vector<std::string> requests_;
  std::thread thread_;
};

std::string status(int code) {
  return "HTTP/1.1 " + std::to_string(code) + " X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
}
std::string body(const std::string& request) {
  return request.substr(request.find("\r\n\r\n") + 4);
}

WebhookLimits hasty() {
  WebhookLimits l;
  l.timeout_s = 0.3;
  l.first_pause_s = 0.02;
  l.longest_pause_s = 0.1;
  return l;
}

TEST(Webhook, posts_json_with_the_headers_it_was_given) {
  Receiver receiver([](int) { return status(204); });
  Webhook hook(hasty());
  hook.send({receiver.url(), {{"X-Key", "open"}, {"X-Evil", "a\r\nX-Injected: b"}}, R"({"text":"甲"})"});
  ASSERT_TRUE(eventually([&] { return hook.state().delivered == 1; }));
  const auto requests = receiver.requests();
  ASSERT_EQ(requests.size(), 1u);
  EXPECT_THAT(requests[0], testing::StartsWith("POST /hook?token=secret HTTP/1.1\r\n"));
  EXPECT_THAT(requests[0], HasSubstr("Content-Type: application/json"));
  EXPECT_THAT(requests[0], HasSubstr("X-Key: open"));
  EXPECT_THAT(requests[0], testing::Not(HasSubstr("X-Injected")));
  EXPECT_EQ(body(requests[0]), R"({"text":"甲"})");
  EXPECT_EQ(hook.state().waiting, 0u);
}

TEST(Webhook, tries_again_until_it_is_taken_and_keeps_the_order) {
  Receiver receiver([](int n) {
    return n == 1   ? status(500)
           : n == 2 ? std::string()
           : n == 3 ? "wait"
           : n == 4 ? status(302)
                    : status(200);
  });
  Webhook hook(hasty());
  hook.send({receiver.url(), {}, "first"});
  hook.send({receiver.url(), {}, "second"});
  ASSERT_TRUE(eventually([&] { return hook.state().delivered == 2; }));
  std::vector<std::string> bodies;
  for (const auto& r : receiver.requests()) bodies.push_back(body(r));
  EXPECT_THAT(bodies, ElementsAre("first", "first", "first", "first", "first", "second"));
  EXPECT_EQ(hook.state().tries_in_vain, 4u);
  EXPECT_EQ(hook.state().fault, "");
}

TEST(Webhook, outlives_a_receiver_that_dies) {
  Webhook hook(hasty());
  std::uint16_t port = 0;
  std::string url;
  {
    Receiver first([](int) { return std::string(); });
    port = first.port();
    url = first.url();
    hook.send({url, {}, "a"});
    ASSERT_TRUE(eventually([&] { return !first.requests().empty(); }));
  }
  ASSERT_TRUE(eventually([&] { return hook.state().tries_in_vain >= 2; }));  // nobody listens
  EXPECT_FALSE(hook.state().fault.empty());
  EXPECT_THAT(hook.state().fault, testing::Not(HasSubstr("secret")));
  Receiver second([](int) { return status(200); }, port);
  ASSERT_TRUE(eventually([&] { return hook.state().delivered == 1; }));
}

TEST(Webhook, does_not_let_one_address_hold_up_another) {
  Receiver dead([](int) { return status(503); }), well([](int) { return status(200); });
  Webhook hook(hasty());
  for (int i = 0; i < 3; ++i) hook.send({dead.url(), {}, "x"});
  hook.send({well.url(), {}, "y"});
  EXPECT_TRUE(eventually([&] { return hook.state().delivered == 1; }));
  EXPECT_EQ(hook.state().waiting, 3u);
}

TEST(Webhook, is_bounded_and_ends_at_once_in_the_middle_of_a_try) {
  Receiver silent([](int) { return "wait"; });
  auto limits = hasty();
  limits.timeout_s = 600;
  limits.most_waiting = 4;
  {
    Webhook hook(limits);
    for (int i = 0; i < 100; ++i) hook.send({silent.url(), {}, std::to_string(i)});
    EXPECT_EQ(hook.state().waiting, 4u);
    EXPECT_EQ(hook.state().given_up, 96u);
    ASSERT_TRUE(eventually([&] { return !silent.requests().empty(); }));
  }  // would wait ten minutes
  SUCCEED();
}

TEST(Webhook, gives_up_what_is_too_old) {
  Receiver dead([](int) { return status(500); });
  auto limits = hasty();
  limits.give_up_s = 0;
  Webhook hook(limits);
  hook.send({dead.url(), {}, "x"});
  EXPECT_TRUE(eventually([&] { return hook.state().given_up == 1 && hook.state().waiting == 0; }));
  hook.send({"file:///etc/passwd", {}, "x"});
  hook.send({"no address", {}, "x"});
  EXPECT_TRUE(eventually([&] { return hook.state().given_up == 3; }));
}

TEST(Webhook, reads_no_endless_answer) {
  const std::string head = "HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n";
  Receiver chatty([&](int) { return head + std::string(200000, 'x'); });
  Webhook hook(hasty());
  hook.send({chatty.url(), {}, "x"});
  EXPECT_TRUE(eventually([&] { return hook.state().delivered == 1; }));
}

}  // namespace
}  // namespace guangmu::devices
