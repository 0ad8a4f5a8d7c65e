#include "devices/head_binding.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

namespace guangmu::devices {
namespace {

using show::HeadState;

const DisplayOutput* output_named(const std::vector<DisplayOutput>& outputs, const std::string& connector) {
  const auto it = std::find_if(outputs.begin(), outputs.end(),
                               [&](const DisplayOutput& o) { return o.connector == connector; });
  return it == outputs.end() ? nullptr : &*it;
}

bool shows_expected(const led::HeadSettings& head, const DisplayOutput& output) {
  return output.connected && output.edid && output.edid->is(head.edid);
}

std::string expectation(const led::HeadSettings& head) {
  return head.edid.empty() ? std::string("any screen") : fmt::format("the screen \"{}\"", head.edid);
}

// Where the expected screen is instead, if it is anywhere.
std::string elsewhere(const led::HeadSettings& head, const std::vector<DisplayOutput>& outputs) {
  if (head.edid.empty()) return {};
  for (const DisplayOutput& o : outputs)
    if (o.connector != head.connector && shows_expected(head, o))
      return fmt::format(
          "\"{}\" is plugged into {}: move its cable to {}, or write connector: {} in wall.yaml", head.edid,
          o.connector, head.connector, o.connector);
  return {};
}

std::string or_else(const std::string& text, const std::string& otherwise) {
  return text.empty() ? otherwise : text;
}

std::string names_of(const std::vector<DisplayOutput>& outputs) {
  std::string names;
  for (const DisplayOutput& o : outputs)
    if (o.connected) names += fmt::format("{}{} ({})", names.empty() ? "" : ", ", o.connector, o.screen());
  return names.empty() ? "no output with a screen" : names;
}

HeadBinding missing(std::string found, std::string text) {
  return {HeadState::missing, {}, std::move(found), std::move(text), false};
}

// The picture's mode against the head's; empty where they agree.
std::string wrong_mode(const led::HeadSettings& head, const DisplayOutput& output) {
  const SizePx raster = head.raster();
  if (output.rect.w < raster.w || output.rect.h < raster.h)
    return fmt::format(
        "{} runs at {}x{}, the head needs {}x{}: its picture is cut; xrandr --output {} --mode {}x{}",
        output.connector, output.rect.w, output.rect.h, raster.w, raster.h, output.connector, raster.w,
        raster.h);
  if (output.rate_hz > 0 && std::abs(output.rate_hz - head.rate_hz) > 0.011 * head.rate_hz)
    return fmt::format("{} runs at {:.2f} Hz, wall.yaml says {} Hz; xrandr --output {} --rate {}",
                       output.connector, output.rate_hz, head.rate_hz, output.connector, head.rate_hz);
  return {};
}

HeadBinding bind_head(const led::HeadSettings& head, const std::vector<DisplayOutput>& outputs) {
  const DisplayOutput* output = output_named(outputs, head.connector);
  if (!output)
    return missing("nothing",
                   fmt::format("expected {} on {}, but this machine has no such output, only {}; {}",
                               expectation(head), head.connector, names_of(outputs),
                               or_else(elsewhere(head, outputs),
                                       "write the right connector in wall.yaml (xrandr lists them)")));
  if (!output->connected)
    return missing(
        "nothing",
        fmt::format(
            "expected {} on {}, found nothing plugged in; {}", expectation(head), head.connector,
            or_else(elsewhere(head, outputs),
                    "plug the cable in and switch the processor on: the picture comes back by itself")));
  if (!head.edid.empty() && !output->edid)
    return {HeadState::wrong_screen, output->rect, output->screen(),
            fmt::format("expected {} on {}, but the screen there does not say who it is ({}); it stays "
                        "black. Look at cable and adapter, or "
                        "leave edid empty in wall.yaml to accept any screen",
                        expectation(head), head.connector, output->edid_fault),
            false};
  if (!head.edid.empty() && !shows_expected(head, *output))
    return {HeadState::wrong_screen, output->rect, output->screen(),
            fmt::format("expected {} on {}, found \"{}\"; it stays black. {}", expectation(head),
                        head.connector, output->screen(),
                        or_else(elsewhere(head, outputs),
                                fmt::format("Plug in the right screen, or write edid: \"{}\" in wall.yaml",
                                            output->screen()))),
            false};
  if (output->rect.empty())
    return {
        HeadState::missing,
        {},
        output->screen(),
        fmt::format("{} is plugged into {}, but the desktop gives it no picture; xrandr --output {} --auto",
                    output->screen(), head.connector, head.connector),
        true};
  return {HeadState::right, output->rect, output->screen(), wrong_mode(head, *output), false};
}

// The part of the canvas and of the window that both fit; a larger raster than the head's stays black around.
HeadPlace place(const led::HeadSettings& head, RectPx output, RectPx window) {
  const SizePx raster = head.raster();
  const RectPx rect = head.rect();
  const int w = std::min(raster.w, output.w), h = std::min(raster.h, output.h);
  const auto share = [](int length, int part, int whole) {
    return static_cast<int>(static_cast<std::int64_t>(length) * part / std::max(1, whole));
  };
  return {{rect.x, rect.y, share(rect.w, w, raster.w), share(rect.h, h, raster.h)},
          {output.x - window.x, output.y - window.y, w, h}};
}

}  // namespace

std::vector<HeadBinding> bind_heads(const std::vector<led::HeadSettings>& heads,
                                    const std::vector<DisplayOutput>& outputs) {
  std::vector<HeadBinding> bindings;
  for (std::size_t i = 0; i < heads.size(); ++i) {
    std::size_t first = 0;
    while (heads[first].connector != heads[i].connector) ++first;
    if (first < i)
      bindings.push_back(
          missing("nothing",
                  fmt::format("heads {} and {} of wall.yaml both name {}; each head has an output of its own",
                              first + 1, i + 1, heads[i].connector)));
    else
      bindings.push_back(bind_head(heads[i], outputs));
  }
  return bindings;
}

HeadLayout lay_out_heads(const std::vector<led::HeadSettings>& heads,
                         const std::vector<HeadBinding>& bindings,
                         const std::vector<DisplayOutput>& outputs) {
  HeadLayout layout;
  std::vector<std::size_t> right, wrong;
  for (std::size_t i = 0; i < bindings.size(); ++i) {
    if (bindings[i].output.empty()) continue;
    if (bindings[i].state == HeadState::right) right.push_back(i);
    if (bindings[i].state == HeadState::wrong_screen) wrong.push_back(i);
  }
  for (const std::size_t a : right)
    for (const std::size_t b : right)
      if (a < b && !intersect(bindings[a].output, bindings[b].output).empty()) {
        layout.refusal = fmt::format(
            "{} and {} show the same part of the desktop; put them side by side: xrandr --output {} "
            "--right-of {}",
            heads[a].connector, heads[b].connector, heads[b].connector, heads[a].connector);
        return layout;
      }
  RectPx box;
  for (const std::size_t i : right) box = unite(box, bindings[i].output);
  // A screen that is no head must not be covered.
  const auto covered = [&](RectPx window) {
    for (const DisplayOutput& o : outputs) {
      const bool ours = std::any_of(heads.begin(), heads.end(),
                                    [&](const led::HeadSettings& h) { return h.connector == o.connector; });
      if (!ours && !intersect(o.rect, window).empty()) return o.connector;
    }
    return std::string();
  };
  if (const std::string other = covered(box); !other.empty()) {
    layout.refusal = fmt::format(
        "{} lies between the heads on the desktop (or mirrors one), so one window across them would cover "
        "it; move it aside: "
        "xrandr --output {} --right-of {}",
        other, other, heads[right.back()].connector);
    return layout;
  }
  for (const std::size_t i : wrong)
    if (const RectPx with = unite(box, bindings[i].output); covered(with).empty()) box = with;
  layout.window = box;
  for (const std::size_t i : right) layout.heads.push_back(place(heads[i], bindings[i].output, box));
  return layout;
}

OutputMode place_again(const led::HeadSettings& head, const std::map<std::string, OutputMode>& had,
                       const std::vector<DisplayOutput>& outputs) {
  RectPx desktop;
  for (const DisplayOutput& o : outputs) desktop = unite(desktop, o.rect);
  const auto before = had.find(head.connector);
  if (before == had.end()) return {head.connector, head.raster(), head.rate_hz, desktop.right(), 0};
  OutputMode mode = before->second;
  const RectPx place{mode.x, mode.y, mode.size.w, mode.size.h};
  if (std::any_of(outputs.begin(), outputs.end(), [&](const DisplayOutput& o) { return !intersect(o.rect, place).empty(); })) {
    mode.x = desktop.right();
    mode.y = 0;
  }
  return mode;
}

}  // namespace guangmu::devices
