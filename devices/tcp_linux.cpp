#include <fcntl.h>
#include <fmt/core.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <cstring>
#include <utility>

#include "base/descriptor.h"
#include "devices/tcp.h"

namespace guangmu::devices {
namespace {

using Clock = std::chrono::steady_clock;

Clock::time_point after(double s) {
  return Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(s));
}

// Waits until the descriptor is ready; false when the time is over.
bool ready(int fd, short events, Clock::time_point until) {
  for (;;) {
    const double left_ms = std::chrono::duration<double, std::milli>(until - Clock::now()).count();
    pollfd p{fd, events, 0};
    const int n = poll(&p, 1, left_ms > 0 ? static_cast<int>(std::ceil(left_ms)) : 0);
    if (n > 0) return true;
    if (n == 0 && left_ms <= 0) return false;
    if (n < 0 && errno != EINTR) return false;
  }
}

}  // namespace

class TcpConnection::Socket : public Descriptor {
 public:
  using Descriptor::Descriptor;
};

TcpConnection::TcpConnection(std::unique_ptr<Socket> socket) : socket_(std::move(socket)) {}
TcpConnection::TcpConnection(TcpConnection&&) noexcept = default;
TcpConnection& TcpConnection::operator=(TcpConnection&&) noexcept = default;
TcpConnection::~TcpConnection() = default;

Result<TcpConnection> TcpConnection::open(const std::string& host, int port, double timeout_s) {
  const auto failed = [&](std::string_view why) {
    return Error{fmt::format("{}:{} cannot be reached: {}", host, port, why), Blame::machine};
  };
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (const int bad = getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found); bad != 0)
    return failed(gai_strerror(bad));
  const std::unique_ptr<addrinfo, void (*)(addrinfo*)> addresses(found, freeaddrinfo);
  const Clock::time_point until = after(timeout_s);
  std::string why = "the name has no address";
  for (const addrinfo* a = found; a != nullptr; a = a->ai_next) {
    auto s = std::make_unique<Socket>(
        socket(a->ai_family, a->ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC, a->ai_protocol));
    if (s->get() < 0) {
      why = std::strerror(errno);
      continue;
    }
    if (connect(s->get(), a->ai_addr, a->ai_addrlen) != 0 && errno != EINPROGRESS) {
      why = std::strerror(errno);
      continue;
    }
    if (!ready(s->get(), POLLOUT, until)) {
      why = fmt::format("no answer within {} s", timeout_s);
      continue;
    }
    int problem = 0;
    socklen_t size = sizeof problem;
    getsockopt(s->get(), SOL_SOCKET, SO_ERROR, &problem, &size);
    if (problem != 0) {
      why = std::strerror(problem);
      continue;
    }
    const int on = 1;
    setsockopt(s->get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return TcpConnection(std::move(s));
  }
  return failed(why);
}

Result<void> TcpConnection::send(std::span<const std::uint8_t> bytes, double timeout_s) {
  const Clock::time_point until = after(timeout_s);
  while (!bytes.empty()) {
    const ssize_t n = ::send(socket_->get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n > 0) {
      bytes = bytes.subspan(static_cast<std::size_t>(n));
    } else if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
      if (!ready(socket_->get(), POLLOUT, until))
        return Error{fmt::format("nothing was taken within {} s", timeout_s), Blame::machine};
    } else if (n < 0 && errno != EINTR) {
      return Error{fmt::format("the line broke: {}", std::strerror(errno)), Blame::machine};
    }
  }
  return {};
}

Result<std::vector<std::uint8_t>> TcpConnection::receive(double timeout_s) {
  const Clock::time_point until = after(timeout_s);
  std::array<std::uint8_t, 4096> buffer{};
  for (;;) {
    const ssize_t n = recv(socket_->get(), buffer.data(), buffer.size(), 0);
    if (n > 0) return std::vector<std::uint8_t>(buffer.begin(), buffer.begin() + n);
    if (n == 0) return Error{"the other end hung up", Blame::machine};
    if (errno == EAGAIN || errno == EWOULDBLOCK) {
      if (!ready(socket_->get(), POLLIN, until)) return std::vector<std::uint8_t>{};
    } else if (errno != EINTR) {
      return Error{fmt::format("the line broke: {}", std::strerror(errno)), Blame::machine};
    }
  }
}

}  // namespace guangmu::devices
