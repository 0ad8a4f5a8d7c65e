// One TCP connection with time limits. Blocks at most as long as each call says; one thread at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"

namespace guangmu::devices {

class TcpConnection {
 public:
  // Blame::machine when the name is unknown or nobody answers in time; the text names host, port and reason.
  static Result<TcpConnection> open(const std::string& host, int port, double timeout_s);
  TcpConnection(TcpConnection&&) noexcept;
  TcpConnection& operator=(TcpConnection&&) noexcept;
  ~TcpConnection();

  Result<void> send(std::span<const std::uint8_t> bytes, double timeout_s);
  // What has come; nothing when the time is over; an error when the other end hung up.
  Result<std::vector<std::uint8_t>> receive(double timeout_s);

 private:
  class Socket;
  explicit TcpConnection(std::unique_ptr<Socket> socket);
  std::unique_ptr<Socket> socket_;
};

}  // namespace guangmu::devices
