// exhibit.yaml as a whole: what the show goes by (show/settings.h), the sound, and how the wall is operated.
// Plain values.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "audio/settings.h"
#include "base/fields.h"
#include "show/settings.h"

namespace guangmu::config {

// What a client of the control API may do; each role may do what the ones before it may.
enum class Role { viewer, operator_, technician };
constexpr auto fields_names(Role) {
  using Name = std::pair<Role, std::string_view>;
  return std::array{Name{Role::viewer, "viewer"}, Name{Role::operator_, "operator"},
                    Name{Role::technician, "technician"}};
}

struct TokenSettings {
  Role role = Role::viewer;
  std::string token;
  std::string name;

  static constexpr fields::About about{"token", "A key for clients on other machines."};
  template <class V>
  static void fields(V& v) {
    v("role", &TokenSettings::role,
      {.help = "viewer: sees; operator: runs the show; technician: also patterns, profiles and adjustments.",
       .required = true});
    v("token", &TokenSettings::token,
      {.help = "The secret that the client sends; from the environment as ${NAME}.", .required = true});
    v("name", &TokenSettings::name, {.help = "Whose it is, for the journal."});
  }
  void check(fields::Complaints& c) const {
    if (token.size() < 8) c.at("token", "is too short to be a secret; expected eight characters or more");
  }
};

struct ControlSettings {
  std::string listen = "127.0.0.1:7430";
  std::string text_listen, osc_listen;
  std::vector<TokenSettings> tokens;

  static constexpr fields::About about{"control", "How the wall is operated."};
  template <class V>
  static void fields(V& v) {
    using S = ControlSettings;
    v("listen", &S::listen,
      {.help = "Address and port of the control API; 0.0.0.0 for all of the machine's addresses."});
    v("text_listen", &S::text_listen,
      {.help = "Address and port of the text port, e.g. 127.0.0.1:7431; empty: off."});
    v("osc_listen", &S::osc_listen, {.help = "Address and port for OSC, e.g. 127.0.0.1:7432; empty: off."});
    v("tokens", &S::tokens, {.help = "Keys for clients on other machines; this machine needs none."});
  }
  void check(fields::Complaints& c) const {
    for (const auto& [key, value] : {std::pair<std::string_view, const std::string&>{"listen", listen},
                                     {"text_listen", text_listen},
                                     {"osc_listen", osc_listen}})
      if (!value.empty() && value.find(':') == std::string::npos)
        c.at(key, "\"" + value + "\" is no address; expected ADDRESS:PORT, e.g. 127.0.0.1:7430");
    if (!listen.starts_with("127.") && !listen.starts_with("localhost:") && !listen.empty() && tokens.empty())
      c.warn("listen", "other machines can connect but there are no tokens; expected control.tokens");
  }
};

struct ExhibitSettings : show::ShowSettings {
  audio::Settings audio;
  ControlSettings control;

  static constexpr fields::About about{"exhibit",
                                       "The exhibit: titles, languages, scenes in order, tours, hours."};
  template <class V>
  static void fields(V& v) {
    show::ShowSettings::fields(v);
    v("audio", &ExhibitSettings::audio, {.help = "Sound of the hall."});
    v("control", &ExhibitSettings::control, {.help = "How the wall is operated."});
  }
};

}  // namespace guangmu::config
