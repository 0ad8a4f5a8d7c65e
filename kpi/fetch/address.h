// Web addresses: taken apart, compared, put together. Pure; curl's parser reads them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace guangmu::kpi {

struct Address {
  std::string scheme, host, port;  // lower case; the port always given
  std::string path, query;         // as written, still encoded; query without its ?
  std::string user, password;      // decoded
  // "host", with ":port" where it is not the scheme's own: the Host header.
  std::string host_header() const;
};

// http, https, ws and wss; nothing when it cannot be read.
std::optional<Address> address_of(const std::string& url);

// "host:port" for messages: never the rest of an address.
std::string place_of(const std::string& url);

bool is_loopback(const std::string& url);

// Redirects and following pages stay on the host: same scheme and port, or from http to https.
bool may_follow(const std::string& from_url, const std::string& to_url);

// The address that `link` means on the page at `base`; nothing when it cannot be read.
std::optional<std::string> absolute(const std::string& base, const std::string& link);

// `url` with the query parameter set to the value; another value of the same name is replaced.
std::string with_parameter(const std::string& url, const std::string& name, const std::string& value);

// The parts of a query in the order of their names, then values, still encoded.
std::string sorted_query(std::string_view query);

std::string percent_encoded(std::string_view text);  // all but A-Z a-z 0-9 - . _ ~

}  // namespace guangmu::kpi
