// A small value that one thread writes and others read whole: a sequence lock over atomic words. The writer
// never waits; a reader tries again when it was overtaken. Used from the audio callback towards the show
// thread.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <cstring>
#include <type_traits>

namespace guangmu::audio {

template <class T>
requires std::is_trivially_copyable_v<T>
class Published {
  static constexpr std::size_t words = (sizeof(T) + 7) / 8;

 public:
  void write(const T& value) {
    std::array<std::uint64_t, words> raw{};
    std::memcpy(raw.data(), static_cast<const void*>(&value), sizeof(T));
    const std::uint64_t n = sequence_.load(std::memory_order_relaxed);
    sequence_.store(n + 1, std::memory_order_relaxed);
    for (std::size_t i = 0; i < words; ++i) words_[i].store(raw[i], std::memory_order_release);
    sequence_.store(n + 2, std::memory_order_release);
  }
  T read() const {
    std::array<std::uint64_t, words> raw{};
    for (;;) {
      const std::uint64_t before = sequence_.load(std::memory_order_acquire);
      for (std::size_t i = 0; i < words; ++i) raw[i] = words_[i].load(std::memory_order_acquire);
      if ((before & 1) == 0 && sequence_.load(std::memory_order_acquire) == before) break;
    }
    T value;
    std::memcpy(static_cast<void*>(&value), raw.data(), sizeof(T));
    return value;
  }

 private:
  std::atomic<std::uint64_t> sequence_{0};
  std::array<std::atomic<std::uint64_t>, words> words_{};
};

}  // namespace guangmu::audio
