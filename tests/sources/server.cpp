#include "server.h"

#include <arpa/inet.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <stdexcept>

namespace guangmu::kpi::test {
namespace {

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return text;
}

Server::Handler handler_of(Server::Answer answer) {
  return [answer = std::move(answer)](const Asked& a, Line& line) { line.write(answer(a)); };
}

}  // namespace

std::string Asked::header(const std::string& name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? "" : found->second;
}

bool Line::pause(double seconds) const {
  for (int k = 0; k < static_cast<int>(seconds * 100) && !ending(); ++k)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  return !ending();
}

std::string ok(const std::string& body, const std::string& headers) {
  return status(200, headers, body);
}
std::string status(int code, const std::string& headers, const std::string& body) {
  return "HTTP/1.1 " + std::to_string(code) + " Some\r\n" + headers + "Content-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + body;
}
std::string redirect(const std::string& to, int code) {
  return status(code, "Location: " + to + "\r\n");
}

class Server::TlsContext {
 public:
  TlsContext(Server& server, const Tls& tls) : context_(SSL_CTX_new(TLS_server_method())) {
    SSL_CTX_use_certificate(context_.get(), tls.own->x509());
    SSL_CTX_use_PrivateKey(context_.get(), tls.own->key());
    if (tls.client_authority) {
      X509_STORE_add_cert(SSL_CTX_get_cert_store(context_.get()), tls.client_authority->x509());
      SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    }
    SSL_CTX_set_alpn_select_cb(
        context_.get(),
        [](SSL*, const unsigned char** out, unsigned char* out_size, const unsigned char* in, unsigned in_size,
           void* user) {
          auto& self = *static_cast<Server*>(user);
          const std::lock_guard lock(self.mutex_);
          self.protocols_.clear();
          int chosen = SSL_TLSEXT_ERR_NOACK;
          for (unsigned at = 0; at < in_size; at += 1u + in[at]) {
            const std::string name(reinterpret_cast<const char*>(in + at + 1), in[at]);
            self.protocols_ += (at ? "," : "") + name;
            if (name == "http/1.1") {
              *out = in + at + 1;
              *out_size = in[at];
              chosen = SSL_TLSEXT_ERR_OK;
            }
          }
          return chosen;
        },
        &server);
  }
  SSL_CTX* get() const { return context_.get(); }

 private:
  struct End {
    void operator()(SSL_CTX* c) const { SSL_CTX_free(c); }
  };
  std::unique_ptr<SSL_CTX, End> context_;
};

class Connection : public Line {
 public:
  Connection(Server& server, int socket, SSL_CTX* tls) : server_(server), socket_(socket) {
    if (!tls) return;
    ssl_.reset(SSL_new(tls));
    SSL_set_fd(ssl_.get(), socket);
    if (SSL_accept(ssl_.get()) != 1) broken_ = true;
  }
  ~Connection() override {
    if (ssl_ && !broken_) SSL_shutdown(ssl_.get());
    shutdown(socket_, SHUT_RDWR);
    close(socket_);
  }
  bool write(const std::string& bytes) override {
    std::size_t done = 0;
    while (done < bytes.size() && !broken_ && !ending()) {
      const auto n = ssl_ ? SSL_write(ssl_.get(), bytes.data() + done, static_cast<int>(bytes.size() - done))
                          : send(socket_, bytes.data() + done, bytes.size() - done, MSG_NOSIGNAL);
      if (n <= 0) broken_ = true;
      done += static_cast<std::size_t>(std::max<std::ptrdiff_t>(n, 0));
    }
    return done == bytes.size();
  }
  std::string read(std::size_t most) override {
    while (!broken_ && !ending()) {
      pollfd wait{socket_, POLLIN, 0};
      if (!(ssl_ && SSL_pending(ssl_.get()) > 0) && poll(&wait, 1, 20) == 0) continue;
      std::string bytes(most, '\0');
      const auto n = ssl_ ? SSL_read(ssl_.get(), bytes.data(), static_cast<int>(most))
                          : recv(socket_, bytes.data(), most, 0);
      if (n <= 0) break;
      bytes.resize(static_cast<std::size_t>(n));
      return bytes;
    }
    broken_ = true;
    return {};
  }
  bool ending() const override { return server_.ending_; }
  bool broken() const { return broken_; }
  std::string peer() const {
    if (!ssl_) return {};
    X509* certificate = SSL_get0_peer_certificate(ssl_.get());
    if (!certificate) return {};
    std::array<char, 100> name{};
    X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName, name.data(), name.size());
    return name.data();
  }

 private:
  struct End {
    void operator()(SSL* s) const { SSL_free(s); }
  };
  Server& server_;
  int socket_;
  std::unique_ptr<SSL, End> ssl_;
  bool broken_ = false;
};

Server::Server(Answer answer) : handler_(handler_of(std::move(answer))) {
  open();
}
Server::Server(Answer answer, Tls tls)
    : handler_(handler_of(std::move(answer))), tls_(std::make_unique<TlsContext>(*this, tls)) {
  open();
}
Server::Server(Handler handler) : keep_alive_(false), handler_(std::move(handler)) {
  open();
}
Server::Server(Handler handler, Tls tls)
    : keep_alive_(false), handler_(std::move(handler)), tls_(std::make_unique<TlsContext>(*this, tls)) {
  open();
}

void Server::open() {
  std::signal(SIGPIPE, SIG_IGN);  // OpenSSL writes to sockets that the client has left
  listener_ = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || listen(listener_, 256) != 0 ||
      getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0)
    throw std::runtime_error("no port on loopback");
  port_ = ntohs(address.sin_port);
  acceptor_ = std::thread([this] {
    for (int connection = 1; !ending_;) {
      pollfd wait{listener_, POLLIN, 0};
      if (poll(&wait, 1, 20) <= 0) continue;
      const int s = accept(listener_, nullptr, nullptr);
      if (s >= 0) threads_.emplace_back([this, s, n = connection++] { serve(s, n); });
    }
  });
}

Server::~Server() {
  ending_ = true;
  acceptor_.join();
  for (auto& t : threads_) t.join();
  close(listener_);
}

void Server::serve(int socket, int number) {
  const timeval patience{3, 0};
  setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  Connection line(*this, socket, tls_ ? tls_->get() : nullptr);
  std::string in;
  do {
    while (in.find("\r\n\r\n") == std::string::npos && !line.broken()) in += line.read(65536);
    if (line.broken()) return;
    Asked a;
    a.connection = number;
    a.peer_certificate = line.peer();
    const auto head_end = in.find("\r\n\r\n");
    std::string head = in.substr(0, head_end + 2);
    in.erase(0, head_end + 4);
    a.method = head.substr(0, head.find(' '));
    std::string target = head.substr(a.method.size() + 1);
    target.erase(target.find(' '));
    a.path = target.substr(0, target.find('?'));
    if (target.find('?') != std::string::npos) a.query = target.substr(target.find('?') + 1);
    for (std::size_t at = head.find("\r\n") + 2; at < head.size();) {
      const auto end = head.find("\r\n", at);
      const auto colon = head.find(": ", at);
      if (colon != std::string::npos && colon < end)
        a.headers[lower(head.substr(at, colon - at))] = head.substr(colon + 2, end - colon - 2);
      at = end + 2;
    }
    const auto length = a.header("content-length");
    const std::size_t size = length.empty() ? 0 : std::stoul(length);
    while (in.size() < size && !line.broken()) in += line.read(65536);
    a.body = in.substr(0, size);
    in.erase(0, size);
    {
      const std::lock_guard lock(mutex_);
      asked_.push_back(a);
    }
    handler_(a, line);
  } while (keep_alive_ && !line.broken() && !ending_);
}

std::string Server::url(const std::string& path, const std::string& host) const {
  return (tls_ ? "https://" : "http://") + host + ":" + std::to_string(port_) + path;
}

std::vector<Asked> Server::asked() const {
  const std::lock_guard lock(mutex_);
  return asked_;
}

std::string Server::offered_protocols() const {
  const std::lock_guard lock(mutex_);
  return protocols_;
}

}  // namespace guangmu::kpi::test
