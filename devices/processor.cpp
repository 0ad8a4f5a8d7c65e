#include "devices/processor.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <chrono>
#include <thread>

namespace guangmu::devices {
namespace {

using Bytes = std::vector<std::uint8_t>;
using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds first_pause{100}, longest_pause{1000};  // before another try

std::string hex(const Bytes& bytes) {
  return fmt::format("{:02X}", fmt::join(bytes, " "));
}

}  // namespace

// What broke is left behind with its line: the next attempt begins on a fresh one.
template <class T, class Try>
Result<T> Processor::patiently(const std::string& what, Try attempt) {
  std::string why;
  for (int i = 0; i <= settings_.retries; ++i) {
    Result<T> done = attempt();
    if (done) return done;
    why = done.error().text;
    line_.reset();
    if (i < settings_.retries) std::this_thread::sleep_for(std::min(first_pause * (1 << i), longest_pause));
  }
  return Error{fmt::format("video processor {}:{}: {}: {} (tried {} times); look at its cable, its power and "
                           "the model in wall.yaml",
                           settings_.host, settings_.port, what, why, settings_.retries + 1),
               Blame::machine};
}

Result<void> Processor::set(const ProcessorWish& wish) {
  const auto values = registers_of(settings_.model, wish);
  if (!values) return values.error();
  return patiently<void>(words_of(wish), [&]() -> Result<void> {
    for (const RegisterValue& v : *values)
      if (const auto done = set_one(v); !done) return done;
    return {};
  });
}

Result<ProcessorState> Processor::state() {
  return patiently<ProcessorState>("asking for its state", [&]() -> Result<ProcessorState> {
    std::vector<Bytes> values;
    for (const RegisterValue& v : state_registers(settings_.model)) {
      auto value = read(v);
      if (!value) return value.error();
      values.push_back(std::move(*value));
    }
    return state_of(settings_.model, values);
  });
}

Result<void> Processor::set_one(const RegisterValue& value) {
  const auto written =
      ask({.target = value.write, .write = true, .address = value.address, .data = value.data});
  if (!written) return written.error();
  const auto back = read(value);
  if (!back) return back.error();
  if (*back != value.data)
    return Error{
        fmt::format("register {:08X} was set to {} but reads {}", value.address, hex(value.data), hex(*back)),
        Blame::machine};
  return {};
}

Result<Bytes> Processor::read(const RegisterValue& value) {
  auto reply = ask({.target = value.read,
                    .address = value.address,
                    .length = static_cast<std::uint16_t>(value.data.size()),
                    .data = {}});
  if (!reply) return reply.error();
  if (reply->data.size() != value.data.size())
    return Error{fmt::format("register {:08X} answered {} bytes, expected {}", value.address,
                             reply->data.size(), value.data.size()),
                 Blame::machine};
  return std::move(reply->data);
}

Result<novastar::Packet> Processor::ask(novastar::Packet request) {
  if (!line_) {
    auto line = TcpConnection::open(settings_.host, settings_.port, settings_.timeout_s);
    if (!line) return line.error();
    line_ = std::move(*line);
    reader_ = {};
  }
  request.serial = ++serial_;
  if (const auto sent = line_->send(novastar::encode(request), settings_.timeout_s); !sent)
    return sent.error();
  const auto until = Clock::now() + std::chrono::duration<double>(settings_.timeout_s);
  for (;;) {
    while (const auto packet = reader_.next()) {
      if (!packet->reply || packet->serial != request.serial || packet->address != request.address) continue;
      if (packet->ack != 0)
        return Error{fmt::format("it answered: {}", novastar::ack_words(packet->ack)), Blame::machine};
      return *packet;
    }
    const double left_s = std::chrono::duration<double>(until - Clock::now()).count();
    if (left_s <= 0)
      return Error{fmt::format("no {}answer within {} s", reader_.damaged() > 0 ? "undamaged " : "",
                               settings_.timeout_s),
                   Blame::machine};
    const auto bytes = line_->receive(left_s);
    if (!bytes) return bytes.error();
    reader_.feed(*bytes);
  }
}

}  // namespace guangmu::devices
