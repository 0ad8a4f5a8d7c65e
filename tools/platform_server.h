// Serves a stand-in platform over HTTP: GET at the path of each source gives its document; GET /faults lists
// the faults, POST /faults {"name": value, …} sets them while it runs, null ends one. Threads of its own;
// civetweb stays in the .cpp.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "tools/platform_data.h"

namespace guangmu::tools {

// What the platform does wrong. Each is off by default.
struct Faults {
  double latency_s = 0;            // latency=S: answers so late
  std::optional<int> cut_bytes{};  // cut=BYTES: closes the connection after so many bytes of the document
  bool garbage = false;            // garbage: a page that is no JSON
  bool type = false;               // type: every number as a text
  int status = 0;                  // status=CODE: that status with an error page; 0: none
  bool auth = false;               // auth: 401
  bool stale = false;              // stale: values and time stand still
  double jump = 1;                 // jump=FACTOR: every metric times so much
  friend bool operator==(const Faults&, const Faults&) = default;
};

// Sets one fault by name; "off" ends it, and so does "0" except for cut. An empty value is "on" for those
// that need none.
Result<void> set_fault(Faults& faults, const std::string& name, const std::string& value);
// From "NAME=VALUE" or "NAME".
Result<void> set_fault(Faults& faults, const std::string& assignment);
std::string faults_as_json(const Faults& faults);  // every name; null where it is off

struct PlatformServerOptions {
  std::string listen = "127.0.0.1:0";  // ADDR:PORT; port 0: any free one
  Faults faults{};
  Pace pace = Pace::plausible;
  std::optional<Instant> begun{};    // when the figures stood at their report values; default: now
  std::function<Instant()> clock{};  // default: the system clock; called from the server's threads
};

class PlatformServer {
 public:
  // Listens before it returns. Blame::machine when the port is taken, Blame::user for an address that is
  // none.
  static Result<std::unique_ptr<PlatformServer>> start(StandIn figures, PlatformServerOptions options);
  ~PlatformServer();  // answers under way are cut short
  PlatformServer(const PlatformServer&) = delete;
  PlatformServer& operator=(const PlatformServer&) = delete;

  int port() const;
  Faults faults() const;
  void set_faults(const Faults& faults);
  std::uint64_t requests() const;  // answered so far, /faults not counted

  class Impl;

 private:
  explicit PlatformServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace guangmu::tools
