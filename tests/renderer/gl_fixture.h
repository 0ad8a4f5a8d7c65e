// A GL context without a display, and what painting into it needs.
#pragma once

#include <dlfcn.h>
#include <gtest/gtest.h>

#include <optional>

#include "renderer/capture.h"
#include "renderer/context.h"
#include "renderer/kit.h"
#include "renderer/painter.h"

namespace guangmu::renderer {

class GlTest : public ::testing::Test {
 protected:
  void SetUp() override {
    setenv("SDL_VIDEODRIVER", "offscreen", 0);
    // Kept loaded to the end, so that a leak checker can name what the driver never gives back.
    for (const char* driver : {"libEGL_mesa.so.0", "/usr/lib/x86_64-linux-gnu/dri/swrast_dri.so"})
      dlopen(driver, RTLD_LAZY | RTLD_NODELETE);
    auto context = Context::create({.size = {576, 360}});
    ASSERT_TRUE(context.ok()) << context.error().text;
    context_.emplace(std::move(*context));
    auto text = draw::TextEngine::create();
    ASSERT_TRUE(text.ok()) << text.error().text;
    text_.emplace(std::move(*text));
  }
  draw::TextEngine& text() { return *text_; }

  std::optional<Context> context_;
  std::optional<draw::TextEngine> text_;
};

// Adds a kit.
class KitTest : public GlTest {
 protected:
  void SetUp() override {
    GlTest::SetUp();
    if (HasFatalFailure()) return;
    auto kit = Kit::create(text());
    ASSERT_TRUE(kit.ok()) << kit.error().text;
    kit_.emplace(std::move(*kit));
  }
  void TearDown() override { kit_.reset(); }

  std::optional<Kit> kit_;
};

// Adds a painter.
class PaintTest : public KitTest {
 protected:
  void SetUp() override {
    KitTest::SetUp();
    if (HasFatalFailure()) return;
    auto painter = Painter::create(*kit_);
    ASSERT_TRUE(painter.ok()) << painter.error().text;
    painter_.emplace(std::move(*painter));
  }
  void TearDown() override {
    painter_.reset();
    KitTest::TearDown();
  }

  // A list of one group on black.
  static draw::DrawList list_of(draw::GroupPtr group, SizePx canvas = {192, 96}) {
    draw::DrawList list;
    list.canvas = canvas;
    list.groups.push_back({std::move(group), {}, 1});
    return list;
  }
  std::vector<RectPx> paint(const draw::DrawList& list) {
    kit_->begin_frame();
    work_ = {};
    return painter_->paint(*kit_, list, {}, work_);
  }
  // Light of one pixel.
  Linear at(int x, int y) {
    const auto v = read_linear(painter_->canvas(), {x, y, 1, 1});
    return {v[0], v[1], v[2], v[3]};
  }
  std::vector<float> everything() {
    const SizePx s = painter_->canvas().size();
    return read_linear(painter_->canvas(), {0, 0, s.w, s.h});
  }

  std::optional<Painter> painter_;
  Work work_;
};

}  // namespace guangmu::renderer
