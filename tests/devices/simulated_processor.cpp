#include "tests/devices/simulated_processor.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>

namespace guangmu::devices {

SimulatedProcessor::SimulatedProcessor() {
  listener_ = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in a{};
  a.sin_family = AF_INET;
  a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  bind(listener_, reinterpret_cast<sockaddr*>(&a), sizeof a);
  listen(listener_, 8);
  socklen_t size = sizeof a;
  getsockname(listener_, reinterpret_cast<sockaddr*>(&a), &size);
  port_ = ntohs(a.sin_port);
  thread_ = std::thread([this] { serve(); });
}

SimulatedProcessor::~SimulatedProcessor() {
  stop();
}

void SimulatedProcessor::stop() {
  ending_ = true;
  if (thread_.joinable()) thread_.join();
  if (listener_ >= 0) close(listener_);
  listener_ = -1;
}

void SimulatedProcessor::expect(std::vector<Mood> moods) {
  const std::lock_guard lock(mutex_);
  moods_ = std::move(moods);
}

std::vector<std::uint8_t> SimulatedProcessor::at(novastar::Device device, std::uint32_t address,
                                                 std::size_t size) const {
  const std::lock_guard lock(mutex_);
  std::vector<std::uint8_t> out;
  for (std::size_t i = 0; i < size; ++i) {
    const auto found = registers_.find({static_cast<int>(device), address + static_cast<std::uint32_t>(i)});
    out.push_back(found == registers_.end() ? std::uint8_t{0} : found->second);
  }
  return out;
}

void SimulatedProcessor::serve() {
  while (!ending_) {
    pollfd p{listener_, POLLIN, 0};
    if (poll(&p, 1, 20) <= 0) continue;
    const int fd = accept(listener_, nullptr, nullptr);
    if (fd < 0) continue;
    ++lines_;
    talk(fd);
    close(fd);
  }
}

void SimulatedProcessor::talk(int fd) {
  novastar::PacketReader reader;
  std::array<std::uint8_t, 512> buffer{};
  while (!ending_) {
    pollfd p{fd, POLLIN, 0};
    if (poll(&p, 1, 20) <= 0) continue;
    const ssize_t n = recv(fd, buffer.data(), buffer.size(), 0);
    if (n <= 0) return;
    reader.feed({buffer.data(), static_cast<std::size_t>(n)});
    while (const auto packet = reader.next())
      if (!answer(fd, *packet)) return;
  }
}

bool SimulatedProcessor::answer(int fd, const novastar::Packet& request) {
  Mood mood = Mood::well;
  {
    const std::lock_guard lock(mutex_);
    if (!moods_.empty()) {
      mood = moods_.front();
      moods_.erase(moods_.begin());
    }
  }
  if (mood == Mood::hang_up) return false;
  if (mood == Mood::silent) return true;
  if (mood == Mood::late) std::this_thread::sleep_for(std::chrono::duration<double>(late_s));
  novastar::Packet reply = request;
  reply.reply = true;
  reply.data.clear();
  if (mood == Mood::refuse) {
    reply.ack = 4;
    reply.length = 0;
  } else if (request.write) {
    ++writes_;
    const std::lock_guard lock(mutex_);
    for (std::size_t i = 0; i < request.data.size(); ++i)
      registers_[{static_cast<int>(request.target.device), request.address + static_cast<std::uint32_t>(i)}] =
          request.data[i];
    reply.length = 0;
  } else {
    reply.data = at(request.target.device, request.address, request.length);
    if (mood == Mood::lie)
      for (auto& b : reply.data) b = static_cast<std::uint8_t>(b ^ 0x41);
  }
  std::vector<std::uint8_t> bytes = novastar::encode(reply);
  if (mood == Mood::damage) bytes.back() = static_cast<std::uint8_t>(bytes.back() ^ 0xFF);
  if (mood == Mood::noise) bytes.insert(bytes.begin(), {0x00, 0xAA, 0xFF, 0xAA});
  const std::size_t step = mood == Mood::in_pieces ? 1 : bytes.size();
  for (std::size_t i = 0; i < bytes.size(); i += step) {
    if (::send(fd, bytes.data() + i, step, MSG_NOSIGNAL) < 0) return false;
    if (mood == Mood::in_pieces) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return true;
}

}  // namespace guangmu::devices
