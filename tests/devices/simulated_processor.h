// A video processor on loopback that keeps registers as a real one does and misbehaves on demand.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "devices/novastar_packet.h"

namespace guangmu::devices {

// What goes wrong with each of the next answers, in order; then all is well.
enum class Mood { well, hang_up, silent, late, lie, damage, refuse, noise, in_pieces };

class SimulatedProcessor {
 public:
  SimulatedProcessor();
  ~SimulatedProcessor();
  int port() const { return port_; }
  void expect(std::vector<Mood> moods);
  // What stands in the registers from `address`.
  std::vector<std::uint8_t> at(novastar::Device device, std::uint32_t address, std::size_t size) const;
  int writes() const { return writes_; }
  int lines() const { return lines_; }
  void stop();  // as if its power failed
  static constexpr double late_s = 0.35;

 private:
  void serve();
  void talk(int fd);
  bool answer(int fd, const novastar::Packet& request);

  int listener_ = -1, port_ = 0;
  std::atomic<bool> ending_{false};
  std::atomic<int> writes_{0}, lines_{0};
  mutable std::mutex mutex_;
  std::map<std::pair<int, std::uint32_t>, std::uint8_t> registers_;
  std::vector<Mood> moods_;
  std::thread thread_;
};

}  // namespace guangmu::devices
