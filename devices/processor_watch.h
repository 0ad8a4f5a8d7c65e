// Asks the video processor now and then what it shows, on a thread of its own: a wall that renders perfectly
// is black all the same when the processor shows black. Never sets anything.
#pragma once

#include <memory>
#include <string>

#include "led_mapping/processor_settings.h"

namespace guangmu::devices {

class ProcessorWatch {
 public:
  // Begins at once; asks again every watch_s seconds.
  explicit ProcessorWatch(led::ProcessorSettings settings);
  ~ProcessorWatch();  // never waits: its thread ends by itself after the question under way
  ProcessorWatch(const ProcessorWatch&) = delete;
  ProcessorWatch& operator=(const ProcessorWatch&) = delete;

  // What keeps visitors from seeing the wall's picture, in words: not reachable, black, frozen, a pattern.
  // Empty while all is well and before the first answer. Any thread.
  std::string fault() const;

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;  // also its thread's
};

}  // namespace guangmu::devices
