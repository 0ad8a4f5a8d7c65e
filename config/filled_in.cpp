#include "config/filled_in.h"

#include <fmt/core.h>

#include <cstdlib>
#include <filesystem>

#include "config/secret_file.h"

namespace guangmu::config {
namespace {

constexpr std::string_view name_letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";

Error unfinished_name() {
  return {
      "a ${ without a name and }; expected ${NAME}, ${file:PATH}, or $${ for the two characters themselves"};
}

// The path of file:PATH; empty for a name of the environment.
std::string_view file_of(std::string_view name) {
  return name.starts_with("file:") ? name.substr(5) : std::string_view();
}

// Each name in turn through `value_of`.
template <class ValueOf>
Result<std::string> replaced(std::string_view text, ValueOf value_of) {
  std::string out;
  for (;;) {
    const std::size_t at = text.find("${");
    if (at == std::string_view::npos) return out + std::string(text);
    if (at > 0 && text[at - 1] == '$') {
      out += std::string(text.substr(0, at - 1)) + "${";
      text.remove_prefix(at + 2);
      continue;
    }
    const std::size_t end = text.find('}', at);
    if (end == std::string_view::npos) return unfinished_name();
    const std::string_view name = text.substr(at + 2, end - at - 2);
    if (file_of(name).empty() &&
        (name.empty() || name.find_first_not_of(name_letters) != std::string_view::npos))
      return unfinished_name();
    const Result<std::string> value = value_of(name);
    if (!value) return value.error();
    out += std::string(text.substr(0, at)) + *value;
    text.remove_prefix(end + 1);
  }
}

}  // namespace

Environment process_environment() {
  return [](std::string_view name) -> std::optional<std::string> {
    const char* value = std::getenv(std::string(name).c_str());
    if (!value) return std::nullopt;
    return std::string(value);
  };
}

Result<std::string> filled_in(std::string_view text, const Environment& environment,
                              const std::string& folder) {
  return replaced(text, [&](std::string_view name) -> Result<std::string> {
    if (!file_of(name).empty()) {
      const std::filesystem::path path(file_of(name));
      return read_secret_file(path.is_relative() && !folder.empty()
                                  ? (std::filesystem::path(folder) / path).string()
                                  : path.string());
    }
    const auto value = environment ? environment(name) : std::nullopt;
    if (!value)
      return Error{
          fmt::format("the environment variable {} is not set; expected it set before the start", name)};
    return *value;
  });
}

Result<std::string> not_filled_in(std::string_view text) {
  return replaced(text,
                  [](std::string_view name) { return Result<std::string>(fmt::format("${{{}}}", name)); });
}

}  // namespace guangmu::config
