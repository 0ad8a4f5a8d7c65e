// A web server on loopback that answers as each test says, byte for byte: right, wrong, late or never. Plain
// sockets and OpenSSL; one thread for each connection; ends with the test.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "certificates.h"

namespace guangmu::kpi::test {

struct Asked {
  std::string method, path, query, body;        // path as sent, without query
  std::map<std::string, std::string> headers;  // names in lower case
  std::string peer_certificate;                 // common name of the client's certificate; "" without
  int connection = 0;                           // counts from 1
  std::string header(const std::string& name) const;
};

// One connection, while a handler holds it.
class Line {
 public:
  virtual ~Line() = default;
  virtual bool write(const std::string& bytes) = 0;  // false when the client has gone
  virtual std::string read(std::size_t most) = 0;    // "" when the client has gone
  virtual bool ending() const = 0;                   // the test is over
  bool pause(double seconds) const;                  // false when the test is over
};

class Server {
 public:
  using Answer = std::function<std::string(const Asked&)>;
  using Handler = std::function<void(const Asked&, Line&)>;  // the connection ends after it

  struct Tls {
    const Certificate* own = nullptr;
    const Certificate* client_authority = nullptr;  // not null: a client certificate of it is needed
  };
  explicit Server(Answer answer);
  Server(Answer answer, Tls tls);
  explicit Server(Handler handler);
  Server(Handler handler, Tls tls);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  int port() const { return port_; }
  std::string url(const std::string& path, const std::string& host = "127.0.0.1") const;
  std::vector<Asked> asked() const;
  std::size_t count() const { return asked().size(); }
  std::string offered_protocols() const;  // ALPN, as the last client offered: "h2,http/1.1"

 private:
  class TlsContext;
  int listener_ = -1, port_ = 0;
  bool keep_alive_ = true;
  Handler handler_;
  std::unique_ptr<TlsContext> tls_;
  mutable std::mutex mutex_;
  std::vector<Asked> asked_;
  std::string protocols_;
  std::atomic<bool> ending_{false};
  std::vector<std::thread> threads_;
  std::thread acceptor_;

  void open();
  void serve(int socket, int connection);
  friend class Connection;
};

// Whole answers.
std::string ok(const std::string& body, const std::string& headers = "Content-Type: application/json\r\n");
std::string status(int code, const std::string& headers = "", const std::string& body = "");
std::string redirect(const std::string& to, int code = 302);

}  // namespace guangmu::kpi::test
