#include "tests/faults/tls_servers.h"

#include "tests/sources/server.h"

namespace guangmu::testing {

using kpi::test::Certificate;

namespace {

constexpr long day_s = 86400;
constexpr const char* here = "127.0.0.1";

}  // namespace

// Civetweb has no part in this: as a TLS server its thread jumped to address 0 here, perhaps since it looks up
// functions that OpenSSL 3 has no more.
struct TlsServers::One {
  One(Certificate own, kpi::test::Server::Answer answer)
      : certificate(std::move(own)), server(std::move(answer), {.own = &certificate}) {}
  Certificate certificate;
  kpi::test::Server server;
};

TlsServers::TlsServers(const std::string& folder, std::function<std::string(const std::string&)> document)
    : folder_(folder) {
  const Certificate authority = Certificate::authority("Test authority");
  authority.write(this->authority());
  const auto serve = [&](const std::string& source, Certificate certificate) {
    servers_[source] = std::make_unique<One>(
        std::move(certificate), [=](const kpi::test::Asked&) { return kpi::test::ok(document(source)); });
  };
  serve("trusted", Certificate::signed_by(authority, "trusted", here));
  serve("expired", Certificate::signed_by(authority, "expired", here, -2 * day_s, -day_s));
  serve("misnamed", Certificate::signed_by(authority, "misnamed", "platform.example.cn"));
}

TlsServers::~TlsServers() = default;

int TlsServers::port(const std::string& source) const {
  return servers_.at(source)->server.port();
}

}  // namespace guangmu::testing
