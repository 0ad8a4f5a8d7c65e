// Three TLS servers with certificates made for this test: one trusted, one expired, one made out to another
// name. The last two serve wrong figures only: nothing of theirs may ever stand on the wall.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace guangmu::testing {

class TlsServers {
 public:
  // `folder` takes the authority's certificate; `document` is what a server says, by the name of its source.
  TlsServers(const std::string& folder, std::function<std::string(const std::string& source)> document);
  ~TlsServers();
  TlsServers(const TlsServers&) = delete;
  TlsServers& operator=(const TlsServers&) = delete;
  int port(const std::string& source) const;
  std::string authority() const { return folder_ + "/ca.pem"; }

 private:
  struct One;
  std::string folder_;
  std::map<std::string, std::unique_ptr<One>> servers_;
};

}  // namespace guangmu::testing
