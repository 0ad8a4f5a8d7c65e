#include "tests/faults/tls_servers.h"

#include <civetweb.h>

#include <array>
#include <stdexcept>
#include <vector>

#include "tests/faults/plays.h"
#include "tests/support/process.h"

namespace guangmu::testing {
namespace {

void openssl(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "/usr/bin/openssl");
  const Finished done = run(arguments);
  if (done.exit_code != 0) throw std::runtime_error("openssl " + arguments[1] + ": " + done.err);
}

}  // namespace

struct TlsServers::One {
  std::string source;
  std::function<std::string(const std::string&)> document;
  mg_context* context = nullptr;
  int port = 0;
  ~One() {
    if (context) mg_stop(context);
  }
};

TlsServers::TlsServers(const std::string& folder, std::function<std::string(const std::string&)> document) : folder_(folder) {
  const auto file = [&](const std::string& name) { return folder_ + "/" + name; };
  openssl({"req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", file("ca.key"), "-out", authority(), "-days", "2", "-subj", "/CN=Test authority"});
  struct Kind {
    const char *source, *name, *days;
  };
  mg_init_library(MG_FEATURES_TLS);
  for (const auto& kind : {Kind{"trusted", "IP:127.0.0.1", "2"}, Kind{"expired", "IP:127.0.0.1", "-1"}, Kind{"misnamed", "DNS:platform.example.cn", "2"}}) {
    const std::string base = file(kind.source);
    openssl({"req", "-newkey", "rsa:2048", "-nodes", "-keyout", base + ".key", "-out", base + ".csr", "-subj", std::string("/CN=") + kind.source, "-addext",
             std::string("subjectAltName=") + kind.name});
    openssl({"x509", "-req", "-in", base + ".csr", "-CA", authority(), "-CAkey", file("ca.key"), "-CAcreateserial", "-days", kind.days,
             "-copy_extensions", "copy", "-out", base + ".crt"});
    const Finished joined = run({"/bin/sh", "-c", "cat '" + base + ".key' '" + base + ".crt' > '" + base + ".pem'"});
    if (joined.exit_code != 0) throw std::runtime_error(joined.err);
    auto& one = servers_[kind.source] = std::make_unique<One>();
    one->source = kind.source;
    one->document = document;
    const std::string certificate = base + ".pem";
    const std::array<const char*, 7> settings{"listening_ports", "127.0.0.1:0s", "ssl_certificate", certificate.c_str(), "num_threads", "4", nullptr};
    mg_callbacks callbacks{};
    callbacks.begin_request = [](mg_connection* c) {
      const auto* self = static_cast<One*>(mg_get_user_data(mg_get_context(c)));
      const std::string reply = answer(self->document(self->source));
      mg_write(c, reply.data(), reply.size());
      mg_disable_keep_alive(c);
      return 200;
    };
    callbacks.log_message = [](const mg_connection*, const char*) { return 1; };
    one->context = mg_start(&callbacks, one.get(), const_cast<const char**>(settings.data()));
    std::array<mg_server_port, 1> ports{};
    if (!one->context || mg_get_server_ports(one->context, 1, ports.data()) < 1) throw std::runtime_error("no TLS server");
    one->port = ports[0].port;
  }
}

TlsServers::~TlsServers() {
  servers_.clear();
  mg_exit_library();
}

int TlsServers::port(const std::string& source) const {
  return servers_.at(source)->port;
}

}  // namespace guangmu::testing
