#include "led_mapping/profile_text.h"

#include <fmt/core.h>

#include <charconv>
#include <type_traits>

namespace guangmu::led {

namespace {

std::string number(double v) {
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, v).ptr;
  return std::string(text, end);
}

// In double quotes. ${ would be taken for the environment's and is written as $${.
std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const auto u = static_cast<unsigned char>(c);
    if (c == '$' && i + 1 < text.size() && text[i + 1] == '{') {
      out += "$$";
    } else if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (u < 0x20 || u == 0x7F) {
      out += fmt::format("\\x{:02X}", u);
    } else {
      out += c;
    }
  }
  out += '"';
  return out;
}

std::string flow(double v) {
  return number(v);
}
std::string flow(int v) {
  return std::to_string(v);
}
std::string flow(const std::string& v) {
  return quoted(v);
}

template <class E>
requires std::is_enum_v<E> std::string flow(E v) {
  for (const auto& [value, name] : fields_names(E{}))
    if (value == v) return std::string(name);
  return "";
}

template <class S>
requires requires {
  S::about;
}
std::string flow(const S& v);
template <class T, std::size_t N>
std::string flow(const std::array<T, N>& v);
template <class T>
std::string flow(const std::vector<T>& v);

template <class List>
std::string flow_list(const List& list) {
  std::string out = "[";
  for (const auto& item : list) {
    if (out.size() > 1) out += ", ";
    out += flow(item);
  }
  out += ']';
  return out;
}
template <class T, std::size_t N>
std::string flow(const std::array<T, N>& v) {
  return flow_list(v);
}
template <class T>
std::string flow(const std::vector<T>& v) {
  return flow_list(v);
}

// {key: value, ...} of a struct, all keys.
template <class S>
struct FlowStruct {
  const S& from;
  std::string text;
  template <class M>
  void operator()(std::string_view key, M S::*member, const fields::Meta&) {
    text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", key, flow(from.*member));
  }
};
template <class S>
requires requires {
  S::about;
}
std::string flow(const S& v) {
  FlowStruct<S> visitor{v, {}};
  S::fields(visitor);
  return fmt::format("{{{}}}", visitor.text);
}

struct TopLevel {
  const ProfileSettings& from;
  ProfileSettings plain{};
  std::string text{};

  template <class T>
  void operator()(std::string_view key, T ProfileSettings::*member, const fields::Meta&) {
    put(key, from.*member, plain.*member);
  }
  template <class T>
  void put(std::string_view key, const T& value, const T& usual) {
    if (value != usual) text += fmt::format("{}: {}\n", key, flow(value));
  }
  template <class T>
  void put(std::string_view key, const std::optional<T>& value, const std::optional<T>&) {
    if (value) text += fmt::format("{}: {}\n", key, flow(*value));
  }
  // One line for each module or seam: a diff shows which changed.
  template <class T>
  void put(std::string_view key, const std::vector<T>& value, const std::vector<T>&) {
    if (value.empty()) return;
    text += fmt::format("{}:\n", key);
    for (const T& item : value) text += fmt::format("  - {}\n", flow(item));
  }
};

}  // namespace

std::string profile_yaml(const ProfileSettings& profile) {
  TopLevel visitor{profile};
  ProfileSettings::fields(visitor);
  return visitor.text.empty() ? "label: \"\"\n" : visitor.text;
}

}  // namespace guangmu::led
