// What may stand above any scene: captions of a tour, a message, an emergency, the logo, the mark of frozen
// and of replayed figures. Used from the frame thread.
#pragma once

#include <array>
#include <memory>
#include <string>

#include "base/language.h"
#include "base/time.h"
#include "renderer/face/text.h"
#include "scenes/layout.h"
#include "scenes/scene.h"

namespace guangmu::scenes {

// Texts that are empty do not stand there. Each text's coming and going is faded by the overlay itself, in
// show time.
struct OverlayInput {
  double time_s = 0;     // show time
  bool settled = false;  // no fading: stills
  Language language = Language::zh;
  std::string caption;    // at the bottom, at most two lines
  std::string message;    // the operator's line in the middle
  std::string emergency;  // over everything, filled with the alarm colour
  bool logo = false;      // mark and name on the ground alone, instead of the scene
  bool figures_frozen = false;
  Date figures_date;
  bool rehearsal = false;  // the figures are those of a recording …
  Date recorded_date;      // … of this day
};

class Overlay {
 public:
  Overlay(const SceneContext& context, LocalText name, LocalText title);
  ~Overlay();
  Overlay(Overlay&&) noexcept;
  Overlay& operator=(Overlay&&) noexcept;

  // Appends groups above those already in out.list and lowers out.next_change_s.
  void build(const OverlayInput& in, draw::TextEngine& text, SceneOutput& out);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace guangmu::scenes
