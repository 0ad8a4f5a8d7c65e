// One wall drawn without a window, frame by frame, for stills, clips and benches.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/result.h"
#include "renderer/context.h"
#include "renderer/renderer.h"
#include "stage/stage.h"

namespace guangmu::tools {

class Offscreen {
 public:
  // Blame::machine without OpenGL 4.3; Blame::user for an exhibit that cannot be planned. `text` must outlive it.
  static Result<std::unique_ptr<Offscreen>> open(stage::Settings settings, draw::TextEngine& text, stage::StageOptions options);

  // One step of the stage; draw() then brings its picture onto the canvas.
  void step(const stage::StageInput& input) { last_ = stage_->step(input); }
  renderer::FrameReport draw() { return renderer_->render(last_->request); }
  const stage::StageFrame& last() const { return *last_; }

  stage::Stage& stage() { return *stage_; }
  renderer::Renderer& renderer() { return *renderer_; }

 private:
  explicit Offscreen(renderer::Context context) : context_(std::move(context)) {}
  renderer::Context context_;
  std::unique_ptr<stage::Stage> stage_;
  std::optional<renderer::Renderer> renderer_;
  std::optional<stage::StageFrame> last_;
};

}  // namespace guangmu::tools
