// Which of the member types of base/fields.h a type is.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "base/fields.h"

namespace guangmu::config {

struct AnyVisitor {
  template <class M, class B>
  void operator()(std::string_view, M B::*, const fields::Meta&) {}
};

template <class T>
concept Described = requires(AnyVisitor& v) {
  T::fields(v);
};
template <class T>
inline constexpr bool is_struct = Described<T>;

template <class T>
concept HasPlace = requires(T& t) {
  { t.place } -> std::same_as<fields::Place&>;
};
template <class T>
concept HasCheck = requires(const T& t, fields::Complaints& c) {
  t.check(c);
};
template <class T>
concept HasAbout = requires {
  { T::about } -> std::convertible_to<const fields::About&>;
};

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;
template <class T>
inline constexpr bool is_vector = false;
template <class T>
inline constexpr bool is_vector<std::vector<T>> = true;
template <class T>
inline constexpr bool is_array = false;
template <class T, std::size_t N>
inline constexpr bool is_array<std::array<T, N>> = true;
template <class T>
inline constexpr bool is_map = false;
template <class T>
inline constexpr bool is_map<std::map<std::string, T>> = true;
template <class T>
inline constexpr bool is_variant = false;
template <class... Ts>
inline constexpr bool is_variant<std::variant<Ts...>> = true;

template <class E>
std::vector<std::string_view> choice_names() {
  std::vector<std::string_view> names;
  for (const auto& [value, name] : fields_names(E{})) names.push_back(name);
  return names;
}

}  // namespace guangmu::config
