#include "app/wall_heads.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "base/log.h"
#include "led_mapping/signal.h"

namespace guangmu::app {
namespace {

using show::HeadState;

// A desktop session arranges its screens by itself within this time; only then do we.
constexpr double patience_s = 2, retry_s = 10;

bool any(const std::vector<devices::HeadBinding>& bindings, HeadState state) {
  return std::any_of(bindings.begin(), bindings.end(), [&](const auto& b) { return b.state == state; });
}

// Whether this machine has an output that wall.yaml names, plugged in or not.
bool has_an_output(const led::WallSettings& wall, const std::vector<devices::DisplayOutput>& outputs) {
  return std::any_of(outputs.begin(), outputs.end(), [&](const auto& o) {
    return std::any_of(wall.heads.begin(), wall.heads.end(), [&](const auto& h) { return h.connector == o.connector; });
  });
}

// Everything that has a picture, from (0, 0).
SizePx desktop_px(const std::vector<devices::DisplayOutput>& outputs) {
  SizePx whole;
  for (const auto& o : outputs) whole = {std::max(whole.w, o.rect.right()), std::max(whole.h, o.rect.bottom())};
  return whole;
}

double planned_clock_mhz(const led::HeadSettings& head) {
  for (const auto blanking : {led::Blanking::reduced, led::Blanking::reduced_v2})
    if (const auto s = led::cvt_signal(head.raster(), head.rate_hz, blanking)) return s->clock_mhz;
  return 0;
}

}  // namespace

Result<void> WallHeads::begin(WindowWish& wish, const led::WallSettings& wall) {
  if (wish.headless || !wish.size.empty()) return {};
  auto watch = devices::DisplayWatch::open();
  if (!watch) {
    unwatched_ = "the screens cannot be told apart: " + watch.error().text;
    return {};
  }
  watch_.emplace(std::move(*watch));
  bind(wall);
  if (!layout_.refusal.empty()) return Error{layout_.refusal + "; or use --size for a window", Blame::machine};
  bound_ = !layout_.window.empty();
  if (bound_) {
    wish.at = layout_.window;
  } else if (const SizePx desktop = desktop_px(watch_->outputs()), native = heads_px(wall);
             (desktop.w < native.w || desktop.h < native.h) && has_an_output(wall, watch_->outputs())) {
    // The wall's machine with its processor switched off: it runs, and shows itself when a screen comes.
    bound_ = true;
    wish.at = RectPx{};
    log::warning("app", "none of the heads' screens is there; the wall waits for them out of sight (--size gives a window)");
  }
  return {};
}

void WallHeads::bind(const led::WallSettings& wall) {
  bindings_ = devices::bind_heads(wall.heads, watch_->outputs());
  layout_ = devices::lay_out_heads(wall.heads, bindings_, watch_->outputs());
  for (std::size_t i = 0; i < bindings_.size(); ++i) {
    const auto& b = bindings_[i];
    const auto& head = wall.heads[i];
    if (b.state == HeadState::right)
      had_[head.connector] = {head.connector, {b.output.w, b.output.h}, head.rate_hz, b.output.x, b.output.y};
  }
}

// A right screen that the desktop leaves dark: back to where it was, beside the others where that place is taken.
void WallHeads::give_pictures_back(const led::WallSettings& wall, double now_s) {
  for (std::size_t i = 0; i < bindings_.size(); ++i) {
    const auto& head = wall.heads[i];
    if (!bindings_[i].dark || had_.empty()) {
      dark_since_s_.erase(head.connector);
      next_try_s_.erase(head.connector);
      continue;
    }
    const double since_s = dark_since_s_.emplace(head.connector, now_s).first->second;
    const double due_s = next_try_s_.emplace(head.connector, since_s + patience_s).first->second;
    if (now_s < due_s) continue;
    next_try_s_[head.connector] = now_s + retry_s;
    const auto mode = devices::place_again(head, had_, watch_->outputs());
    if (const auto lit = watch_->light(mode); lit)
      log::info("devices", fmt::format("{} has its picture back: {}x{} at {},{}", mode.connector, mode.size.w, mode.size.h, mode.x, mode.y));
    else if (lit.error().text != std::exchange(light_error_, lit.error().text))
      log::warning("devices", lit.error().text);
  }
}

bool WallHeads::follow(const led::WallSettings& wall, WallWindow& window, double now_s) {
  if (!watch_) return false;
  const bool changed = watch_->poll() || std::exchange(stale_, false);
  if (changed) {
    const RectPx before = layout_.window;
    bind(wall);
    bound_ = bound_ || !layout_.window.empty();
    if (layout_.refusal.empty() && bound_) {
      window.place(layout_.window);
      if (layout_.window != before)
        log::info("app", layout_.window.empty()
                             ? std::string("none of the heads' screens is there; the wall waits for them out of sight")
                             : fmt::format("the wall's window is at {},{} {}x{}, {} of {} heads have their picture", layout_.window.x,
                                           layout_.window.y, layout_.window.w, layout_.window.h, layout_.heads.size(), wall.heads.size()));
    }
  }
  if (any(bindings_, HeadState::missing)) give_pictures_back(wall, now_s);
  if (bound_) window.hold_place(now_s);
  return changed;
}

std::vector<renderer::PlacedHead> WallHeads::placed(const led::WallSettings& wall, SizePx window) const {
  if (bound_) {
    std::vector<renderer::PlacedHead> heads;
    for (const auto& h : layout_.heads) heads.push_back({h.canvas, h.window});
    return heads;
  }
  std::vector<renderer::HeadRect> heads;
  for (const auto& head : wall.heads) heads.push_back({head.rect()});
  return renderer::placed_in_window(heads, window, wall.size_px());
}

const devices::DisplayOutput* WallHeads::output_of(const led::HeadSettings& head) const {
  if (!watch_) return nullptr;
  for (const auto& o : watch_->outputs())
    if (o.connector == head.connector && !o.rect.empty()) return &o;
  return nullptr;
}

std::vector<show::HeadStatus> WallHeads::status(const led::WallSettings& wall) const {
  std::vector<show::HeadStatus> list;
  for (std::size_t i = 0; i < wall.heads.size(); ++i) {
    const auto& head = wall.heads[i];
    show::HeadStatus s;
    s.connector = head.connector;
    s.expected = head.edid;
    s.rect_px = head.rect_px;
    s.rate_hz = head.rate_hz;
    s.clock_mhz = planned_clock_mhz(head);
    s.limit_mhz = wall.input_max_mhz;
    s.text = unwatched_;
    if (i < bindings_.size()) {
      s.state = bindings_[i].state;
      s.found = bindings_[i].found;
      s.text = bindings_[i].text;
      if (s.state == HeadState::right && !layout_.refusal.empty()) s.text = layout_.refusal;
    }
    if (const auto* output = output_of(head); output && s.state == HeadState::right) {
      s.rate_hz = output->rate_hz;
      s.clock_mhz = output->clock_mhz;
    }
    list.push_back(std::move(s));
  }
  return list;
}

void WallHeads::tell(FaultBook& faults, const led::WallSettings& wall, Instant now) const {
  // On a desk without the wall's cables it is only worth a look.
  const auto severity = bound_ ? show::Severity::fault : show::Severity::look;
  faults.begin("head/");
  for (std::size_t i = 0; i < bindings_.size() && i < wall.heads.size(); ++i)
    faults.tell(fmt::format("head/{}", i + 1), "devices", bindings_[i].text.empty() ? "" : fmt::format("head {}: {}", i + 1, bindings_[i].text), "",
                bindings_[i].state == HeadState::right ? show::Severity::look : severity, now);
  faults.end("head/");
  faults.tell("heads", "devices", layout_.refusal, "the wall keeps the window it had", severity, now);
}

}  // namespace guangmu::app
