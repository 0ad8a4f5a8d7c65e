// The heads of wall.yaml on the outputs of this machine while the wall runs: who is where, the one window across
// them, what is wrong in words. Screens may come and go; nobody has to do anything. Frame thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/fault_book.h"
#include "app/wall_window.h"
#include "devices/display_watch.h"
#include "devices/head_binding.h"
#include "led_mapping/settings.h"
#include "renderer/placed_head.h"
#include "show/values/technician.h"

namespace guangmu::app {

class WallHeads {
 public:
  // Begins to watch where the wall is to cover its heads (neither headless nor a window of a size), and says in
  // `wish` where the window belongs. Fails with Blame::machine where one window across the heads is impossible.
  Result<void> begin(WindowWish& wish, const led::WallSettings& wall);

  // Follows the screens: moves the window, gives a screen that came back its picture. True when heads lie
  // elsewhere than before and all of them must be presented again.
  bool follow(const led::WallSettings& wall, WallWindow& window, double now_s);
  // wall.yaml was read anew.
  void settings_changed() { stale_ = true; }

  // Where the heads lie in a window of this size.
  std::vector<renderer::PlacedHead> placed(const led::WallSettings& wall, SizePx window) const;
  std::vector<show::HeadStatus> status(const led::WallSettings& wall) const;
  void tell(FaultBook& faults, const led::WallSettings& wall, Instant now) const;

 private:
  void bind(const led::WallSettings& wall);
  void give_pictures_back(const led::WallSettings& wall, double now_s);
  const devices::DisplayOutput* output_of(const led::HeadSettings& head) const;

  std::optional<devices::DisplayWatch> watch_;
  std::string unwatched_;  // why nobody looks at the screens
  std::vector<devices::HeadBinding> bindings_;
  devices::HeadLayout layout_;
  bool bound_ = false;  // the window belongs to the heads' outputs; false: it stands on the desktop like any other
  bool stale_ = false;
  std::map<std::string, devices::OutputMode> had_;  // the last place of each head's picture, by connector
  std::map<std::string, double> dark_since_s_, next_try_s_;
  std::string light_error_;
};

}  // namespace guangmu::app
