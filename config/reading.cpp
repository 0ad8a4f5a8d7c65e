#include "config/reading.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>

#include "config/utf8.h"
#include "kpi/path_settings.h"

namespace guangmu::config {
namespace {

// Edits (insert, delete, replace, swap of neighbours) between two words: the optimal string alignment
// distance.
std::size_t edits(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), now(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    now[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0u : 1u)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        now[j] = std::min(now[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, now);
  }
  return last[b.size()];
}

std::string shortened(std::string_view text) {
  constexpr std::size_t most = 40;
  if (characters(text) <= most) return std::string(text);
  std::size_t bytes = 0, count = 0;
  while (bytes < text.size() && (count < most || (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80)) {
    if ((static_cast<unsigned char>(text[bytes]) & 0xC0) != 0x80) ++count;
    ++bytes;
  }
  return std::string(text.substr(0, bytes)) + "…";
}

std::string with_name(std::string_view name, std::string text) {
  return name.empty() ? text : std::string(name) + ": " + text;
}

bool is_id(std::string_view text) {
  if (text.empty() || text[0] < 'a' || text[0] > 'z') return false;
  return text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
}

bool is_url(std::string_view text) {
  const std::size_t scheme = text.starts_with("http://") ? 7 : text.starts_with("https://") ? 8 : 0;
  if (scheme == 0 || text.size() == scheme) return false;
  if (text.find_first_of(" \t\r\n\"<>\\^`{|}") != std::string_view::npos) return false;
  std::string_view host = text.substr(scheme, text.find_first_of("/?#", scheme) - scheme);
  if (const auto user = host.rfind('@'); user != std::string_view::npos) host.remove_prefix(user + 1);
  if (const auto colon = host.rfind(':');
      colon != std::string_view::npos && host.find(']', colon) == std::string_view::npos) {
    int port = 0;
    const std::string_view digits = host.substr(colon + 1);
    const auto [end, bad] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (bad != std::errc() || end != digits.data() + digits.size() || port < 1 || port > 65535) return false;
    host = host.substr(0, colon);
  }
  return !host.empty();
}

// What is wrong with a text of this format; "" when nothing is.
std::string wrong_format(std::string_view text, fields::Format format, const std::string& folder) {
  switch (format) {
    case fields::Format::any:
    case fields::Format::formula:
      return "";
    case fields::Format::id:
      return is_id(text) ? "" : "is no id; expected a-z, 0-9 and _, beginning with a letter";
    case fields::Format::url:
      return is_url(text) ? "" : "is no web address; expected http://… or https://…";
    case fields::Format::pointer:
      return kpi::wrong_path(text);
    case fields::Format::path: {
      const std::filesystem::path path(text);
      if (path.is_absolute() || std::find(path.begin(), path.end(), "..") != path.end())
        return "leads out of the exhibit; expected a file relative to its folder";
      std::error_code ignored;
      if (!folder.empty() && !std::filesystem::is_regular_file(std::filesystem::path(folder) / path, ignored))
        return "is not there; expected a file relative to the exhibit's folder";
      return "";
    }
  }
  return "";
}

// The part of a complaint's path that is written in the file, and the rest that is not. Keys may hold dots.
struct Found {
  const Node* node;
  const Node* map;  // the map that would hold `rest`
  std::string_view rest;
};
Found follow(const Node& from, std::string_view path) {
  Found found{&from, &from, path};
  while (!found.rest.empty()) {
    if (found.rest.front() == '.') found.rest.remove_prefix(1);
    const Node* next = nullptr;
    std::size_t taken = 0;
    if (!found.rest.empty() && found.rest.front() == '[') {
      std::size_t index = 0;
      const auto [end, bad] =
          std::from_chars(found.rest.data() + 1, found.rest.data() + found.rest.size(), index);
      if (bad != std::errc() || end == found.rest.data() + found.rest.size() || *end != ']') break;
      taken = static_cast<std::size_t>(end - found.rest.data()) + 1;
      if (found.node->kind != Node::Kind::list)
        next = index == 0 ? found.node : nullptr;
      else if (index < found.node->items.size())
        next = &found.node->items[index];
    } else if (found.node->kind == Node::Kind::map) {
      for (std::size_t i = 0; i < found.node->keys.size(); ++i) {
        const std::string& key = found.node->keys[i].text;
        if (key.size() < taken || !found.rest.starts_with(key)) continue;
        if (found.rest.size() > key.size() && found.rest[key.size()] != '.' && found.rest[key.size()] != '[')
          continue;
        taken = key.size();
        next = &found.node->items[i];
      }
    }
    if (!next) break;
    found.node = next;
    found.map = next;
    found.rest.remove_prefix(taken);
  }
  return found;
}

}  // namespace

std::string_view nearest(std::string_view word, const std::vector<std::string_view>& known) {
  std::string_view best;
  std::size_t least = std::string_view::npos;
  for (const std::string_view name : known) {
    const std::size_t distance = edits(word, name);
    if (distance < least && distance <= std::max<std::size_t>(1, std::max(word.size(), name.size()) / 3)) {
      least = distance;
      best = name;
    }
  }
  return best;
}

std::string one_of(const std::vector<std::string_view>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? " or " : ", ";
    text += names[i];
  }
  return text;
}

std::string in_words(const Node& node) {
  switch (node.kind) {
    case Node::Kind::null:
      return "nothing";
    case Node::Kind::list:
      return "a list";
    case Node::Kind::map:
      return "a map";
    case Node::Kind::scalar:
      break;
  }
  if (as_number(node)) return "the number " + node.text;
  return "\"" + shortened(node.text) + "\"";
}

std::optional<double> as_number(const Node& node) {
  if (node.kind != Node::Kind::scalar || node.quoted) return std::nullopt;
  std::string_view text = node.text;
  if (text.starts_with('+')) text.remove_prefix(1);
  if (text.empty() || (text[0] != '-' && text[0] != '.' && (text[0] < '0' || text[0] > '9')))
    return std::nullopt;
  double value = 0;
  const auto [end, bad] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (bad != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::string limits(const fields::Meta& meta) {
  const std::string unit = meta.unit.empty() ? "" : " " + std::string(meta.unit);
  const bool low = std::isfinite(meta.min), high = std::isfinite(meta.max);
  if (low && high) return fmt::format("{} to {}{}", meta.min, meta.max, unit);
  if (low) return fmt::format("at least {}{}", meta.min, unit);
  if (high) return fmt::format("at most {}{}", meta.max, unit);
  return "";
}

Reading::Reading(std::string file, std::string folder, Environment environment, std::vector<Issue>& issues,
                 Secrets secrets)
    : file_(std::move(file)),
      folder_(std::move(folder)),
      environment_(std::move(environment)),
      secrets_(secrets),
      issues_(issues) {}

void Reading::error(const Node& at, std::string_view name, std::string text) {
  issues_.push_back({place(at), with_name(name, std::move(text)), false});
  wrong_.insert(&at);
  ++errors_;
}

void Reading::unknown_key(const Node::Key& key, const std::vector<std::string_view>& known) {
  const std::string_view near = nearest(key.text, known);
  std::string text = fmt::format("the key \"{}\" is not known here; ", shortened(key.text));
  if (!near.empty())
    text += fmt::format("did you mean \"{}\"?", near);
  else if (known.empty())
    text += "expected no keys";
  else
    text += "expected " + one_of(known);
  issues_.push_back({{file_, key.line, key.col}, std::move(text), false});
  ++errors_;
}

void Reading::missing_key(const Node& map, std::string_view key, std::string_view help) {
  issues_.push_back(
      {place(map), fmt::format("the key \"{}\" is missing; expected it here: {}", key, help), false});
  missing_.emplace(&map, key);
  ++errors_;
}

void Reading::complain(const Node& map, const fields::Complaints& complaints) {
  for (const auto& complaint : complaints.list()) {
    const Found found = follow(map, complaint.key);
    if (!complaint.warning) {
      if (found.rest.empty() ? wrong_.contains(found.node)
                             : missing_.contains({found.map, std::string(found.rest)}))
        continue;
      ++errors_;
    }
    issues_.push_back({place(*found.node), with_name(complaint.key, complaint.text), complaint.warning});
  }
}

std::optional<std::string> Reading::text(const Node& node, std::string_view name, fields::Format format) {
  if (node.kind != Node::Kind::scalar) {
    error(node, name, fmt::format("{}; expected text", in_words(node)));
    return std::nullopt;
  }
  auto full = secrets_ == Secrets::filled_in ? filled_in(node.text, environment_, folder_) : not_filled_in(node.text);
  if (!full) {
    error(node, name, full.error().text);
    return std::nullopt;
  }
  std::string value = std::move(*full);
  if (secrets_ == Secrets::as_written && node.text.find("${") != std::string::npos) {
    wrong_.insert(&node);  // what it will be is not known, so nothing is said about it
    return value;
  }
  if (const std::string wrong = wrong_format(value, format, folder_); !wrong.empty()) {
    error(node, name, fmt::format("\"{}\" {}", shortened(node.text), wrong));  // as written: never a secret
    return std::nullopt;
  }
  return value;
}

}  // namespace guangmu::config
