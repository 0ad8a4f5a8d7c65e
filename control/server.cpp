#include "control/server.h"

#include <civetweb.h>
#include <fmt/core.h>

#include <array>
#include <atomic>
#include <charconv>
#include <chrono>
#include <cstring>
#include <thread>

#include "base/background.h"
#include "base/log.h"
#include "control/exchange.h"
#include "control/listeners.h"
#include "control/routes.h"

namespace guangmu::control {
namespace {

constexpr const char* events_path = "/api/v1/events";

struct Address {
  std::string host;
  int port = 0;
};

std::optional<Address> parse_address(const std::string& text) {
  const auto colon = text.rfind(':');
  if (colon == std::string::npos || colon == 0) return std::nullopt;
  Address address{text.substr(0, colon), -1};
  const char* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data() + colon + 1, end, address.port);
  if (parsed.ec != std::errc{} || parsed.ptr != end || address.port < 0 || address.port > 65535)
    return std::nullopt;
  const bool number = address.host.find_first_not_of("0123456789.") == std::string::npos;
  const bool six = address.host.starts_with('[') && address.host.ends_with(']');
  if (address.host == "localhost") address.host = "127.0.0.1";
  if (!number && !six && address.host != "127.0.0.1") return std::nullopt;
  return address;
}

// civetweb counts who uses the library.
struct Library {
  Library() { mg_init_library(0); }
  ~Library() { mg_exit_library(); }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
};

}  // namespace

class Server::Impl {
 public:
  Impl(ServerSettings settings, CommandInbox& inbox, StatusBoard& board, PictureDesk& desk,
       const FigureHistory* history)
      : settings_(std::move(settings)),
        inbox_(inbox),
        board_(board),
        desk_(desk),
        routes_(settings_.tokens, settings_.batches_per_s, inbox, board, desk, history),
        listeners_(board, settings_.most_listeners) {}

  ~Impl() {
    inbox_.close();
    board_.close();
    desk_.close();
    if (!context_) return;
    // civetweb looks for its end once in two seconds, or when somebody connects.
    std::atomic<bool> ended{false};
    std::thread knock([&] {
      std::array<char, 64> text{};
      while (!ended) {
        if (mg_connection* c = mg_connect_client(knock_host(), port_, 0, text.data(), text.size()))
          mg_close_connection(c);
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
      }
    });
    mg_stop(context_);
    ended = true;
    knock.join();
  }

  Result<void> listen() {
    const auto address = parse_address(settings_.listen);
    if (!address)
      return Error{fmt::format("\"{}\" is no address to listen at; expected ADDR:PORT, e.g. 127.0.0.1:7430",
                               settings_.listen)};
    host_ = address->host;
    const std::string ports = fmt::format("{}:{}", host_, address->port);
    const std::string threads = std::to_string(settings_.threads);
    std::array<const char*, 17> options = {"listening_ports",
                                           ports.c_str(),
                                           "num_threads",
                                           threads.c_str(),
                                           "request_timeout_ms",
                                           "5000",
                                           "websocket_timeout_ms",
                                           "5000",
                                           "enable_keep_alive",
                                           "no",
                                           "tcp_nodelay",
                                           "1",
                                           "enable_auth_domain_check",
                                           "no",
                                           "enable_directory_listing",
                                           "no",
                                           nullptr};
    mg_callbacks callbacks{};
    callbacks.log_message = [](const mg_connection*, const char*) { return 1; };  // told by us, once
    callbacks.init_thread = [](const mg_context*, int) -> void* {  // states and pictures become texts and files here
      enter_background("control");
      return nullptr;
    };
    callbacks.begin_request = [](mg_connection* c) { return self(c).answer(c); };
    mg_init_data init{};
    init.callbacks = &callbacks;
    init.user_data = this;
    init.configuration_options = options.data();
    std::array<char, 256> text{};
    unsigned code = 0;
    mg_error_data error{&code, text.data(), text.size()};
    context_ = mg_start2(&init, &error);
    if (!context_)
      return Error{
          fmt::format("the control server cannot listen at {}: the port is taken, or the address is not this "
                      "machine's; end what uses it or choose another with --listen ADDR:PORT",
                      ports),
          Blame::machine};
    std::array<mg_server_port, 4> bound{};
    if (mg_get_server_ports(context_, static_cast<int>(bound.size()), bound.data()) > 0)
      port_ = bound[0].port;
    mg_set_websocket_handler(
        context_, events_path, nullptr,
        [](mg_connection* c, void* impl) { static_cast<Impl*>(impl)->listeners_.begin(c); },
        [](mg_connection*, int bits, char*, std::size_t, void*) {
          return (bits & 0x0F) == MG_WEBSOCKET_OPCODE_CONNECTION_CLOSE ? 0
                                                                       : 1;  // clients have nothing to say
        },
        [](const mg_connection* c, void* impl) { static_cast<Impl*>(impl)->listeners_.end(c); }, this);
    return {};
  }

  int port() const { return port_; }
  std::string address() const { return fmt::format("{}:{}", host_, port_); }

 private:
  static Impl& self(const mg_connection* c) {
    return *static_cast<Impl*>(mg_get_user_data(mg_get_context(c)));
  }

  int answer(mg_connection* c) {
    try {
      Exchange exchange(c);
      return routes_.answer(exchange, listeners_.full());
    } catch (const std::exception& e) {
      log::error("control", fmt::format("a request failed: {}", e.what()));
      mg_disable_keep_alive(c);
      return 500;
    }
  }

  const char* knock_host() const {
    return host_ == "0.0.0.0" ? "127.0.0.1" : host_.starts_with('[') ? "::1" : host_.c_str();
  }

  ServerSettings settings_;
  CommandInbox& inbox_;
  StatusBoard& board_;
  PictureDesk& desk_;
  const Library library_;
  Routes routes_;
  Listeners listeners_;
  std::string host_;
  int port_ = 0;
  mg_context* context_ = nullptr;
};

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::start(ServerSettings settings, CommandInbox& inbox,
                                              StatusBoard& board, PictureDesk& desk,
                                              const FigureHistory* history) {
  auto impl = std::make_unique<Impl>(std::move(settings), inbox, board, desk, history);
  if (auto listening = impl->listen(); !listening) return listening.error();
  return std::unique_ptr<Server>(new Server(std::move(impl)));
}

int Server::port() const {
  return impl_->port();
}
std::string Server::address() const {
  return impl_->address();
}

}  // namespace guangmu::control
