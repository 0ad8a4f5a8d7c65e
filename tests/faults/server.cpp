#include "tests/faults/server.h"

#include <arpa/inet.h>
#include <fmt/core.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>

#include "base/time.h"
#include "tests/faults/message.h"

namespace guangmu::testing {
namespace {

constexpr int serving_threads = 16;
const std::vector<std::string>& polled_sources() {
  static const auto& all = *new std::vector<std::string>{"json", "text", "prometheus", "csv", "oauth"};
  return all;
}
const std::vector<std::string>& pushing_sources() {
  static const auto& all = *new std::vector<std::string>{"events", "socket"};
  return all;
}
constexpr double push_every_s = 0.2;
constexpr int token_life_s = 6, tokens_to_a_fault = 4;

std::string grouped(int n) {
  std::string s = std::to_string(n);
  for (int i = static_cast<int>(s.size()) - 3; i > 0; i -= 3) s.insert(static_cast<std::size_t>(i), 1, ',');
  return s;
}

}  // namespace

class FaultServer::Socket : public Connection {
 public:
  Socket(int fd, const std::atomic<bool>& ending) : fd_(fd), ending_(ending) {}
  bool send(const std::string& bytes) override {
    for (std::size_t sent = 0; sent < bytes.size();) {
      const ssize_t n = ::send(fd_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
      if (n <= 0 || ending_) return false;
      sent += static_cast<std::size_t>(n);
    }
    return true;
  }
  bool pause(double seconds) override {
    const auto until = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
    while (std::chrono::steady_clock::now() < until) {
      pollfd p{fd_, POLLRDHUP, 0};
      if (::poll(&p, 1, 20) > 0 || ending_) return false;
    }
    return true;
  }

 private:
  int fd_;
  const std::atomic<bool>& ending_;
};

FaultServer::FaultServer(const Truth& truth, unsigned seed) : truth_(truth), random_(seed) {
  listening_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int on = 1;
  ::setsockopt(listening_, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  if (listening_ < 0 || ::bind(listening_, reinterpret_cast<sockaddr*>(&address), length) != 0 ||
      ::listen(listening_, 64) != 0 ||
      ::getsockname(listening_, reinterpret_cast<sockaddr*>(&address), &length) != 0)
    throw std::runtime_error("no port on loopback");
  port_ = ntohs(address.sin_port);
  for (int i = 0; i < serving_threads; ++i) threads_.emplace_back([this] { serve(); });
}

FaultServer::~FaultServer() {
  ending_ = true;
  ::shutdown(listening_, SHUT_RDWR);
  for (auto& t : threads_) t.join();
  ::close(listening_);
}

void FaultServer::arm(std::vector<const Play*> plays) {
  std::reverse(plays.begin(), plays.end());
  const std::lock_guard lock(mutex_);
  for (const auto& source : polled_sources()) left_[source] = plays;
  // What pushes comes back after a second or two; with faults at every new connection it would hardly ever
  // push.
  if (!plays.empty()) ++armed_;
  for (const auto& source : pushing_sources()) {
    left_[source].clear();
    if (!plays.empty() && armed_ % 3 == 0) left_[source] = {plays.back()};
  }
}

bool FaultServer::still_armed(const std::string& source) const {
  const std::lock_guard lock(mutex_);
  const auto& pushing = pushing_sources();
  const auto it = left_.find(source);
  return source != "oauth" && std::find(pushing.begin(), pushing.end(), source) == pushing.end() &&
         it != left_.end() && !it->second.empty();
}

void FaultServer::serve() {
  while (!ending_) {
    const int fd = ::accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
    if (fd < 0) continue;
    timeval limit{2, 0};
    ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    ::setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    answer_one(fd);
    ::shutdown(fd, SHUT_WR);
    ::close(fd);
  }
}

const Play* FaultServer::next_play(const std::string& source) {
  const std::lock_guard lock(mutex_);
  auto& left = left_[source];
  if (left.empty()) return nullptr;
  const Play* play = left.back();
  left.pop_back();
  return play;
}
void FaultServer::put_back(const std::string& source, const Play* play) {
  const std::lock_guard lock(mutex_);
  left_[source].push_back(play);
}
std::mt19937 FaultServer::next_random() {
  const std::lock_guard lock(mutex_);
  return std::mt19937(static_cast<unsigned>(random_()));
}

void FaultServer::answer_one(int fd) {
  std::string request;
  char bytes[4096];
  for (auto head = std::string::npos;
       head == std::string::npos || request.size() < head + 4 + length_told(request);) {
    const ssize_t n = request.size() < 65536 ? ::recv(fd, bytes, sizeof bytes, 0) : 0;
    if (n <= 0) return;
    request.append(bytes, static_cast<std::size_t>(n));
    head = request.find("\r\n\r\n");
  }
  const auto from = request.find('/'), to = request.find(' ', from);
  if (silent_ || from == std::string::npos || to == std::string::npos) return;
  const std::string path = request.substr(from, to - from), source = path.substr(path.rfind('/') + 1);
  Socket socket(fd, ending_);
  if (path.starts_with("/circle")) {
    socket.send("HTTP/1.1 302 Found\r\nLocation: /circle/again/" + source +
                "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    return;
  }
  if (source == "token") return give_token(socket);
  if (const Play* play = next_play(source)) {
    std::mt19937 random = next_random();
    return play->run(socket, documents(source, static_cast<unsigned>(random())), random);
  }
  const auto& pushing = pushing_sources();
  if (std::find(pushing.begin(), pushing.end(), source) != pushing.end())
    return push(socket, source, request);
  socket.send(true_answer(source, request));
}

std::string FaultServer::true_answer(const std::string& source, const std::string& request) {
  if (source == "oauth") {
    const std::lock_guard lock(mutex_);
    if (header(request, "Authorization") != "Bearer token-" + std::to_string(tokens_given_))
      return answer("", "text/plain", "401 Unauthorized");
  }
  return answer(document(source, lying_));
}

// Every so often one of the plays instead of a token; the wall has one left that still holds.
void FaultServer::give_token(Socket& socket) {
  std::string good;
  bool fault = false;
  {
    const std::lock_guard lock(mutex_);
    fault = ++tokens_asked_ % tokens_to_a_fault == 0;
    if (!fault) ++tokens_given_;
    good = fmt::format("{{\"access_token\":\"token-{}\",\"token_type\":\"Bearer\",\"expires_in\":{}}}",
                       tokens_given_, token_life_s);
  }
  if (!fault) return void(socket.send(answer(good)));
  std::mt19937 random = next_random();
  Documents d;
  d.path = "/token";
  d.good = good;
  d.wrong = "{\"access_token\":\"of another\",\"token_type\":\"Bearer\",\"expires_in\":3600}";
  d.with = [](const std::string& number) {
    return "{\"access_token\":" + number + ",\"expires_in\":" + number + "}";
  };
  plays()[random() % plays().size()].run(socket, d, random);
}

// Messages one after another. A play that says its piece in one whole answer says it as a message; any other
// ends the connection, and is the answer to the next one.
void FaultServer::push(Socket& socket, const std::string& source, const std::string& request) {
  const bool events = source == "events";
  if (!socket.send(events ? events_head() : websocket_head(request))) return;
  do {
    std::string message = document(source, lying_);
    if (const Play* play = next_play(source)) {
      std::mt19937 random = next_random();
      Recorded recorded;
      play->run(recorded, documents(source, static_cast<unsigned>(random())), random);
      const auto body = recorded.whole_body();
      if (!body) return put_back(source, play);
      message = *body;
    }
    if (silent_ || !socket.send(events ? as_event(message) : as_frame(message))) return;
  } while (socket.pause(push_every_s));
}

std::string FaultServer::text_of(const std::string& source, const std::vector<std::string>& numbers,
                                 double ahead_s) const {
  std::string members, samples = "# TYPE sample gauge\n", rows = "id,name,value,end\n";
  for (std::size_t i = 0; i < figures().size(); ++i) {
    if (figures()[i].source != source) continue;
    if (!members.empty()) members += ',';
    members.append("\"").append(figures()[i].id).append("\":").append(numbers[i]);
    samples.append(figures()[i].id).append(" ").append(numbers[i]).append("\n");
    rows.append(figures()[i].id).append(",绿金通,").append(numbers[i]).append(",end\n");
  }
  if (source == "prometheus") return samples;
  if (source == "csv") return rows;
  // The figures come last, so that half a document may end within one.
  const std::string time = source == "json" ? "\"time\":\"" + iso8601(now() + ahead_s) + "\"," : "";
  return "{" + time + "\"name\":\"绿金通\"," + members + "}";
}

std::string FaultServer::document(const std::string& source, bool wrong) const {
  std::vector<std::string> numbers;
  for (std::size_t i = 0; i < figures().size(); ++i) {
    const int n = wrong ? truth_.wrong(i, 3) : truth_.value(i);
    numbers.push_back(source == "text" ? fmt::format("\"{}\"", grouped(n)) : std::to_string(n));
  }
  return text_of(source, numbers, 0);
}

Documents FaultServer::documents(const std::string& source, unsigned salt) const {
  Documents d;
  d.path = "/" + source;
  d.json = source != "prometheus" && source != "csv";
  d.good = document(source, false);
  std::vector<std::string> wrong;
  for (std::size_t i = 0; i < figures().size(); ++i) {
    const int n = truth_.wrong(i, salt + static_cast<unsigned>(i));
    wrong.push_back(source == "text" ? fmt::format("\"{}\"", grouped(n)) : std::to_string(n));
  }
  d.wrong = text_of(source, wrong, 0);
  if (source == "json") {
    d.wrong_future = text_of(source, wrong, 3600);
    d.wrong_past = text_of(source, wrong, -3600);
  }
  d.with = [this, source, good = d.good](const std::string& number) {
    // What is a right way to write another number for this source is no fault of the platform.
    if (source == "text" && number == "\"12,345\"") return good;
    if (source == "prometheus" && (number == "012345" || number == "12 345")) return good;
    return text_of(source, std::vector<std::string>(figures().size(), number), 0);
  };
  return d;
}

}  // namespace guangmu::testing
