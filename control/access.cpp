#include "control/access.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

namespace guangmu::control {
namespace {

// "name:port", "[::1]:port" or "name" without its port.
std::string_view without_port(std::string_view host) {
  if (host.starts_with('[')) {
    const auto end = host.find(']');
    return end == std::string_view::npos ? host : host.substr(0, end + 1);
  }
  return host.substr(0, host.find(':'));
}

bool is_number_address(std::string_view host) {
  if (host.starts_with('[')) return true;
  return !host.empty() && host.find_first_not_of("0123456789.") == std::string_view::npos;
}

bool same_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return lower(x) == lower(y);
  });
}

// Takes the same time wherever the difference is.
bool same_secret(std::string_view a, std::string_view b) {
  unsigned char difference = a.size() == b.size() ? 0 : 1;
  for (std::size_t i = 0; i < a.size(); ++i)
    difference |= static_cast<unsigned char>(a[i] ^ (b.empty() ? 0 : b[i % b.size()]));
  return difference == 0;
}

// The program's name out of a User-Agent header, fit for a journal.
std::string agent_name(std::string_view agent) {
  if (agent.starts_with("Mozilla/")) return "tablet";
  if (agent.starts_with("guangmu-")) agent.remove_prefix(8);
  std::string name;
  for (const char c : agent.substr(0, 24)) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '_' || c == '.';
    if (!plain) break;
    name += c;
  }
  return name.empty() ? "console" : name;
}

}  // namespace

bool is_loopback(std::string_view address) {
  if (address.starts_with("::ffff:")) address.remove_prefix(7);
  return address.starts_with("127.") || address == "::1" || address == "[::1]";
}

std::pair<std::optional<Access>, Denial> admit(const Sender& sender, const std::vector<Token>& tokens) {
  if (!sender.authorization.empty()) {
    constexpr std::string_view scheme = "Bearer ";
    if (sender.authorization.size() <= scheme.size() ||
        !same_ignoring_case(sender.authorization.substr(0, scheme.size()), scheme))
      return {std::nullopt, {401, "expected the header `Authorization: Bearer TOKEN`"}};
    const std::string_view given = sender.authorization.substr(scheme.size());
    for (const Token& each : tokens)
      if (!each.token.empty() && same_secret(given, each.token)) return {Access{each.role, each.name}, {}};
    return {std::nullopt, {401, "this token is not on the wall's list"}};
  }
  if (!is_loopback(sender.address))
    return {
        std::nullopt,
        {401, fmt::format("requests from {} need the header `Authorization: Bearer TOKEN`", sender.address)}};
  const std::string_view host = without_port(sender.host);
  if (!host.empty() && !is_number_address(host) && !same_ignoring_case(host, "localhost"))
    return {std::nullopt,
            {401, "this machine is meant by number or as localhost; under another name a token is needed"}};
  return {Access{Role::technician, fmt::format("{} {}", agent_name(sender.agent), sender.address)}, {}};
}

bool from_elsewhere(const Sender& sender) {
  if (sender.origin.empty()) return false;
  const auto begin = sender.origin.find("://");
  if (begin == std::string_view::npos) return true;  // "null" and the like
  return !same_ignoring_case(sender.origin.substr(begin + 3), sender.host);
}

Role role_for(const show::Command& command) {
  const auto one_of = [&]<class... Technical>(std::variant<Technical...>*) {
    return (std::holds_alternative<Technical>(command) || ...);
  };
  using Technical = std::variant<show::Pattern, show::Profile, show::ProfileSave, show::ProfileSplit,
                                 show::ProfileSwap, show::Adjust, show::AdjustUndo, show::Point,
                                 show::VerifyControl, show::VerifyAnswer>;
  return one_of(static_cast<Technical*>(nullptr)) ? Role::technician : Role::operator_;
}

}  // namespace guangmu::control
