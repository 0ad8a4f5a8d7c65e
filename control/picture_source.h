// Pictures of the wall for whoever looks, made only then. Server threads wish and wait; the frame thread
// takes the wishes, downscales, reads back at its own pace and delivers. JPEG is made on a server thread.
//
// Names: "program", "preview", "scenes/ID". Pictures are 8-bit sRGB, rows from the top, no padding.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/result.h"

namespace guangmu::control {

struct Picture {
  int w_px = 0, h_px = 0;
  std::vector<std::uint8_t> rgb;  // w_px * h_px * 3
};

struct PictureWish {
  std::string name;
  int width_px = 0;  // 0: as wide as the canvas
  friend bool operator==(const PictureWish&, const PictureWish&) = default;
};

using JpegPtr = std::shared_ptr<const std::string>;

// What the server asks. Blocks its thread; fails in words when no picture comes.
class PictureSource {
 public:
  virtual ~PictureSource() = default;
  virtual Result<JpegPtr> jpeg(const PictureWish& wish) = 0;
};

// The source over two threads. Requests for the same picture that wait together share one, and a program or
// preview younger than 50 ms (a scene's thumbnail: 1 s) is given again.
class PictureDesk : public PictureSource {
 public:
  static constexpr double wait_s = 1.5;
  static constexpr std::size_t most_wishes = 24;

  PictureDesk();
  ~PictureDesk() override;

  // Any thread but the frame thread; blocks at most wait_s.
  Result<JpegPtr> jpeg(const PictureWish& wish) override;

  // Frame thread. Each wish is handed out once; it is answered by deliver() or refuse() with the same wish,
  // in this frame or a later one, else it times out by itself. Never waits.
  std::vector<PictureWish> take_wishes();
  void deliver(const PictureWish& wish, Picture picture);
  void refuse(const PictureWish& wish, std::string why);
  // Answers everybody who waits, for good. Any thread.
  void close();

 private:
  struct Request;
  std::shared_ptr<Request> find_locked(const PictureWish& wish, bool open_only);
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::shared_ptr<Request>> requests_;
  bool closed_ = false;
};

}  // namespace guangmu::control
