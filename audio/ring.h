// A queue between exactly two threads: one puts, the other takes. No lock, no allocation after construction.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <utility>

namespace guangmu::audio {

// `Capacity` is a power of two. T is moved in and moved out; what was moved out must leave nothing to
// destroy.
template <class T, std::size_t Capacity>
class Ring {
  static_assert((Capacity & (Capacity - 1)) == 0);

 public:
  // Putting thread only. False when full; `value` is then unchanged.
  bool put(T&& value) {
    const std::size_t end = end_.load(std::memory_order_relaxed);
    if (end - begin_.load(std::memory_order_acquire) == Capacity) return false;
    slots_[end % Capacity] = std::move(value);
    end_.store(end + 1, std::memory_order_release);
    return true;
  }
  // Taking thread only. False when empty.
  bool take(T& value) {
    const std::size_t begin = begin_.load(std::memory_order_relaxed);
    if (begin == end_.load(std::memory_order_acquire)) return false;
    value = std::move(slots_[begin % Capacity]);
    begin_.store(begin + 1, std::memory_order_release);
    return true;
  }
  // Putting thread only: room for how many more.
  std::size_t room() const {
    return Capacity - (end_.load(std::memory_order_relaxed) - begin_.load(std::memory_order_acquire));
  }

 private:
  std::array<T, Capacity> slots_{};
  alignas(64) std::atomic<std::size_t> begin_{0};
  alignas(64) std::atomic<std::size_t> end_{0};
};

}  // namespace guangmu::audio
