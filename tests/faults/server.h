// The platform of the fault test: raw sockets on loopback, true figures unless told otherwise. It answers
// polls, pushes events and messages, and gives tokens that end soon. Threads of its own.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tests/faults/plays.h"
#include "tests/faults/truth.h"

namespace guangmu::testing {

class FaultServer {
 public:
  FaultServer(const Truth& truth, unsigned seed);
  ~FaultServer();
  FaultServer(const FaultServer&) = delete;
  FaultServer& operator=(const FaultServer&) = delete;

  int port() const { return port_; }

  // The next requests of every polled source get these plays, one each; those that push get the first one
  // every third time. None: ends what is under way.
  void arm(std::vector<const Play*> plays);
  // Whether the source has not yet had all of it. Never true of one that comes back in its own time: one that
  // pushes, or waits for a token.
  bool still_armed(const std::string& source) const;
  // Every answer is well-formed, and every figure in it wrong: what the checker must notice.
  void lie(bool on) { lying_ = on; }
  // Nobody answers.
  void go_silent(bool on) { silent_ = on; }

  // The document of a source, for other servers too.
  std::string document(const std::string& source, bool wrong) const;

 private:
  class Socket;
  void serve();
  void answer_one(int fd);
  void push(Socket& socket, const std::string& source, const std::string& request);
  void give_token(Socket& socket);
  std::string true_answer(const std::string& source, const std::string& request);
  const Play* next_play(const std::string& source);
  void put_back(const std::string& source, const Play* play);
  std::mt19937 next_random();
  Documents documents(const std::string& source, unsigned salt) const;
  std::string text_of(const std::string& source, const std::vector<std::string>& numbers,
                      double ahead_s) const;

  const Truth& truth_;
  int listening_ = -1, port_ = 0;
  std::atomic<bool> ending_{false}, lying_{false}, silent_{false};
  mutable std::mutex mutex_;
  std::map<std::string, std::vector<const Play*>> left_;  // by source, the next one last
  std::mt19937 random_;
  int armed_ = 0, tokens_given_ = 0, tokens_asked_ = 0;
  std::vector<std::thread> threads_;
};

}  // namespace guangmu::testing
