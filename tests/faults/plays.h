// What a platform may send instead of an answer: every line of it that a socket can say. Pure but for the
// connection.
#pragma once

#include <functional>
#include <random>
#include <string>
#include <vector>

namespace guangmu::testing {

// One request of the wall, waiting for an answer. Connections close after one answer.
class Connection {
 public:
  virtual ~Connection() = default;
  virtual bool send(const std::string& bytes) = 0;  // false: the wall has gone
  virtual bool pause(double seconds) = 0;           // false: the test ends
};

// The documents that a play may use: right, and with a wrong figure in every place.
struct Documents {
  std::string path;  // of the source
  std::string good, wrong;
  std::string wrong_future, wrong_past;  // with times an hour away; empty where the source says no time
  std::function<std::string(const std::string& number)> with;  // this instead of each number, unquoted
  bool json = true;
};

struct Play {
  std::string name;
  std::function<void(Connection&, const Documents&, std::mt19937&)> run;
};

const std::vector<Play>& plays();

// A whole answer.
std::string answer(const std::string& body, const std::string& type = "application/json",
                   const std::string& status = "200 OK", const std::string& more = "");

}  // namespace guangmu::testing
