// Who asks, and what they may. Pure; any thread.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "show/values/command.h"

namespace guangmu::control {

enum class Role { viewer, operator_, technician };
constexpr auto fields_names(Role) -> std::array<std::pair<Role, std::string_view>, 3> {
  return {{{Role::viewer, "viewer"}, {Role::operator_, "operator"}, {Role::technician, "technician"}}};
}

// One line of the wall's list of tokens. `name` appears in journal and status as who gave a command.
struct Token {
  std::string token;
  Role role = Role::operator_;
  std::string name;
};

// What a request says about its sender; views live as long as the request.
struct Sender {
  std::string_view address;        // of the peer, e.g. "127.0.0.1"
  std::string_view authorization;  // header, empty when absent
  std::string_view host;           // header
  std::string_view origin;         // header
  std::string_view agent;          // header User-Agent
};

struct Access {
  Role role = Role::viewer;
  std::string by;  // a token's name, or e.g. "console 127.0.0.1"
};

struct Denial {
  int http_status = 401;  // 401 or 403
  std::string text;
};

bool is_loopback(std::string_view address);

// Loopback without a token is technician, as long as the request was addressed to this machine by number or
// as localhost (a page from elsewhere that points its own name here is not). A token counts before the
// address.
std::pair<std::optional<Access>, Denial> admit(const Sender& sender, const std::vector<Token>& tokens);

// A browser says where the page came from: anything but this host is refused.
bool from_elsewhere(const Sender& sender);

// The least role that may give this command.
Role role_for(const show::Command& command);

}  // namespace guangmu::control
