// Content hash for damage and caches: 64 bit, stable within and across runs, not for security.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>

namespace guangmu {

// Feeds values one after the other; order matters.
class Hash {
 public:
  constexpr Hash() = default;
  constexpr explicit Hash(std::uint64_t seed) : state_(seed ^ 0x9E3779B97F4A7C15ull) {}

  constexpr Hash& word(std::uint64_t v) {
    state_ = (state_ ^ v) * 0xFF51AFD7ED558CCDull;  // the multiply-xorshift step of MurmurHash3's finaliser
    state_ ^= state_ >> 32;
    return *this;
  }
  template <class T>
    requires std::is_arithmetic_v<T> || std::is_enum_v<T>
  constexpr Hash& add(T v) {
    if constexpr (std::is_same_v<T, float>)
      return word(std::bit_cast<std::uint32_t>(v == 0.f ? 0.f : v));
    else if constexpr (std::is_same_v<T, double>)
      return word(std::bit_cast<std::uint64_t>(v == 0. ? 0. : v));
    else
      return word(static_cast<std::uint64_t>(v));
  }
  Hash& add(std::string_view s) {
    word(s.size());
    while (s.size() >= 8) {
      std::uint64_t w = 0;
      std::memcpy(&w, s.data(), 8);
      word(w);
      s.remove_prefix(8);
    }
    std::uint64_t w = 0;
    std::memcpy(&w, s.data(), s.size());
    return word(w);
  }
  // Trivially copyable values without padding, e.g. arrays of floats.
  template <class T>
    requires std::is_trivially_copyable_v<T>
  Hash& bytes(const T* data, std::size_t count) {
    return add(std::string_view(reinterpret_cast<const char*>(data), count * sizeof(T)));
  }
  constexpr std::uint64_t value() const { return state_; }

 private:
  std::uint64_t state_ = 0x9E3779B97F4A7C15ull;
};

inline std::uint64_t hash_of(std::string_view s) { return Hash().add(s).value(); }

}  // namespace guangmu
