// One blocking HTTP request with time limits; a handle is reused by the thread that owns it.
#pragma once

#include <memory>
#include <string>

namespace guangmu::console {

struct HttpReply {
  int status = 0;  // 0: no answer
  std::string body;
  std::string problem;  // in words when status is 0
};

// Not thread-safe; one per thread.
class Http {
 public:
  Http(std::string base_url, std::string token);
  ~Http();
  HttpReply get(const std::string& path, double timeout_s);
  HttpReply post_json(const std::string& path, const std::string& body, double timeout_s);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace guangmu::console
