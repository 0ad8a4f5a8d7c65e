// A video processor at the end of a network cable. Every setting is written, read back and compared; what is
// not confirmed is tried again, on a new line where the old one broke, and told when it stays so. One thread
// at a time; calls block at most (retries + 1) * a few timeouts and the pauses between tries (0.1 s growing
// to 1 s).
#pragma once

#include <optional>

#include "devices/processor_wish.h"
#include "devices/tcp.h"

namespace guangmu::devices {

class Processor {
 public:
  explicit Processor(led::ProcessorSettings settings) : settings_(std::move(settings)) {}

  // Done when the processor says back what was set. The error tells what was asked, what came back, how often
  // it was tried and what to look at.
  Result<void> set(const ProcessorWish& wish);
  Result<ProcessorState> state();

 private:
  Result<void> set_one(const RegisterValue& value);
  Result<std::vector<std::uint8_t>> read(const RegisterValue& value);
  // Sends and waits for the answer with the same serial number; older answers that come late are passed over.
  Result<novastar::Packet> ask(novastar::Packet request);
  template <class T, class Try>
  Result<T> patiently(const std::string& what, Try attempt);

  led::ProcessorSettings settings_;
  std::optional<TcpConnection> line_;
  novastar::PacketReader reader_;
  std::uint8_t serial_ = 0;
};

}  // namespace guangmu::devices
