#include "console/program.h"

#include <SDL.h>
#include <backends/imgui_impl_sdl.h>
#include <fmt/core.h>
#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "console/fonts.h"
#include "console/keys.h"
#include "console/link.h"
#include "console/panels.h"
#include "console/screenshot.h"
#include "console/textures.h"
#include "console/ui.h"
#include "console/window.h"

namespace guangmu::console {
namespace {

constexpr double frame_s = 1. / 30;

// Threads of the link wake the loop by an event: the console sleeps while nothing changes.
void wake() {
  SDL_Event event{};
  event.type = SDL_USEREVENT;
  SDL_PushEvent(&event);
}

// Everything the wall has written that must have a glyph.
std::string used_text(const show::Status& s) {
  std::string all;
  const auto add = [&](const LocalText& t) { all += t.zh + t.en; };
  add(s.exhibit.title);
  add(s.exhibit.short_title);
  for (const auto& scene : s.scenes) add(scene.title);
  for (const auto& tour : s.tours) add(tour.title);
  for (const auto& [id, m] : s.metrics) add(m.label), add(m.unit_text);
  for (const auto& step : s.tour.steps) {
    add(step.title);
    for (const auto& sentence : step.sentences) add(sentence);
  }
  for (const auto& fault : s.faults) all += fault.text + fault.advice;
  all += s.message + s.emergency;
  return all;
}

void draw_message_editor(Context& c, float scale) {
  Ui& ui = c.ui;
  const Box b{480, 760, 960, 200};
  ui.fill(b, colour::raised, 8);
  ui.frame(b, colour::accent, 2, 8);
  ui.text(b.x + 24, b.y + 16, ui.t("欢迎词：回车上墙，Esc 取消", "Welcome text: Enter shows it, Esc cancels"), Size::s22, colour::text, true);
  const ImVec2 origin = ImGui::GetWindowPos();
  ImGui::SetCursorScreenPos({origin.x + (b.x + 24) * scale, origin.y + (b.y + 72) * scale});
  ImGui::SetNextItemWidth((b.w - 48) * scale);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {12 * scale, 12 * scale});
  ImGui::SetKeyboardFocusHere();
  ImGui::InputText("##message", &*c.model.message_draft);
  ImGui::PopStyleVar();
  const std::size_t characters = static_cast<std::size_t>(
      std::count_if(c.model.message_draft->begin(), c.model.message_draft->end(), [](char ch) { return (static_cast<unsigned char>(ch) & 0xC0) != 0x80; }));
  ui.text(b.right() - 24, b.bottom() - 36, fmt::format("{} {}", characters, ui.t("字", "characters")), Size::s16, colour::second, false, Anchor::right);
}

void draw_page(Context& c, float scale) {
  draw_top_bar(c);
  switch (c.model.page) {
    case Page::operate:
      draw_preview(c);
      draw_transition(c);
      draw_program(c);
      draw_scenes(c);
      draw_figures_strip(c);
      draw_tour(c);
      draw_faults(c);
      draw_sound(c);
      break;
    case Page::figures: draw_figures_page(c); break;
    case Page::log: draw_log_page(c); break;
  }
  draw_bottom_strip(c);
  if (c.model.message_draft) draw_message_editor(c, scale);
}

// Pictures only of what is on the page: program and preview ten times a second, thumbnails once.
std::vector<Link::Wish> wishes(const Model& model, float scale) {
  if (model.page != Page::operate || !model.status()) return {};
  const int large = static_cast<int>(490 * scale), small = static_cast<int>(300 * scale);
  std::vector<Link::Wish> list{{"program", large, 0.1}};
  if (!model.status()->scene.preview.empty()) list.push_back({"preview", large, 0.1});
  for (const auto& scene : model.status()->scenes)
    if (scene.id != model.status()->scene.program) list.push_back({"scenes/" + scene.id, small, 5});
  return list;
}

class Program {
 public:
  Program(const Options& options, Window& window) : options_(options), window_(window), link_(options.to, options.token, wake) {
    model_.language = options.language;
  }

  Result<void> run() {
    const Instant started = now();
    while (true) {
      model_.time = now();
      if (options_.seconds > 0 && model_.time - started > options_.seconds) break;
      if (!pump()) return {};
      model_.link = link_.view();
      model_.receive(link_.take_answers());
      textures_.upload(link_.take_pictures());
      if (const auto ready = prepare_fonts(); !ready) return ready;
      link_.wish(wishes(model_, scale_));
      draw();
      SDL_GL_SwapWindow(window_.sdl());
      SDL_Delay(static_cast<Uint32>(std::max(1., (frame_s - (now() - model_.time)) * 1000)));
    }
    if (options_.screenshot.empty()) return {};
    draw();
    return write_screenshot(read_window(window_.width(), window_.height()), window_.width(), window_.height(), options_.screenshot);
  }

 private:
  // Handles what happened; waits up to half a second for something to happen. False when the window was closed.
  bool pump() {
    SDL_Event event;
    const bool holding = black_since_ || stop_since_ || ImGui::IsAnyItemActive();
    if (!SDL_WaitEventTimeout(&event, holding ? 20 : 500)) return true;
    do {
      if (event.type == SDL_QUIT) return false;
      ImGui_ImplSDL2_ProcessEvent(&event);
      if (event.type == SDL_KEYDOWN && event.key.repeat == 0) {
        const SDL_Scancode key = event.key.keysym.scancode;
        const bool typing = model_.message_draft.has_value();
        const bool blacked_out = model_.status() && model_.status()->blackout;
        if (!typing && key == SDL_SCANCODE_B && !blacked_out) black_since_ = now();
        if (!typing && key == SDL_SCANCODE_S) stop_since_ = now();
        on_key(key, (event.key.keysym.mod & KMOD_SHIFT) != 0, model_, link_);
      }
      if (event.type == SDL_KEYUP && event.key.keysym.scancode == SDL_SCANCODE_B) black_since_.reset();
      if (event.type == SDL_KEYUP && event.key.keysym.scancode == SDL_SCANCODE_S) stop_since_.reset();
      if (event.type == SDL_WINDOWEVENT && event.window.event == SDL_WINDOWEVENT_FOCUS_LOST) black_since_.reset(), stop_since_.reset();
    } while (SDL_PollEvent(&event));
    return true;
  }

  Result<void> prepare_fonts() {
    const float fit = std::min(static_cast<float>(window_.width()) / 1920, static_cast<float>(window_.height()) / 1080);
    const std::string used = model_.status() ? used_text(*model_.status()) : "";
    const bool new_characters = !used.empty() && used != asked_ && !fonts_.covers(used);
    if (fit == scale_ && !new_characters) return {};
    scale_ = fit;
    asked_ = used;
    const auto baked = fonts_.bake(scale_, used, "上屏直切撤销保持中");
    if (baked) window_.fonts_changed();
    return baked;
  }

  void draw() {
    window_.begin_frame();
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::PushFont(fonts_.get(Size::s22, false));
    ImGui::Begin("console", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoNav |
                                         ImGuiWindowFlags_NoScrollWithMouse);
    Ui ui(fonts_, model_, scale_, {0, 0});
    const auto held_for = [&](const std::optional<Instant>& since) { return since ? std::max(1e-3, model_.time - *since) : 0.; };
    Context context{ui, model_, link_, model_.status() ? *model_.status() : nothing_, textures_.shown(), {held_for(black_since_), held_for(stop_since_)}};
    draw_page(context, scale_);
    ImGui::End();
    ImGui::PopFont();
    ImGui::PopStyleVar();
    window_.end_frame();
  }

  const Options& options_;
  Window& window_;
  Model model_;
  Link link_;
  Fonts fonts_;
  Textures textures_;
  show::Status nothing_;
  std::string asked_;
  float scale_ = 0;
  std::optional<Instant> black_since_, stop_since_;
};

}  // namespace

Result<void> run(const Options& options) {
  int w = 0, h = 0;
  if (!options.size.empty() && std::sscanf(options.size.c_str(), "%dx%d", &w, &h) != 2)
    return Error{fmt::format("--size {}: expected WIDTHxHEIGHT, e.g. 1920x1080", options.size)};
  auto window = Window::open(w, h, options.fullscreen);
  if (!window) return window.error();
  return Program(options, **window).run();
}

}  // namespace guangmu::console
