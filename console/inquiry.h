// Questions about figures: why one is what it is, and the course of many over the last day; asked over HTTP on a thread
// of its own, one at a time and calmly, so that neither drawing nor the wall waits for them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "console/figures.h"

namespace guangmu::console {

class Inquiry {
 public:
  // As Link's.
  Inquiry(std::string address, std::string token, void (*woken)());
  ~Inquiry();  // joins its thread; at most two seconds, while an answer is awaited
  Inquiry(const Inquiry&) = delete;
  Inquiry& operator=(const Inquiry&) = delete;

  // What to ask: the figure to explain, again each 2 s (empty: none), and those whose course is seen, again each 60 s.
  // Replaces the last wish; costs little when nothing is new.
  void wish(const std::string& why, const std::vector<std::string>& courses);
  std::vector<Inquired> take();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace guangmu::console
