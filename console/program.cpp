#include "console/program.h"

#include <SDL.h>
#include <backends/imgui_impl_sdl.h>
#include <fmt/core.h>
#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "console/fonts.h"
#include "console/inquiry.h"
#include "console/keys.h"
#include "console/link.h"
#include "console/page.h"
#include "console/screenshot.h"
#include "console/textures.h"
#include "console/tone.h"
#include "console/ui.h"
#include "console/window.h"
#include "control/wire/status_wire.h"

namespace guangmu::console {
namespace {

constexpr double frame_s = 1. / 30;

// Threads of the link wake the loop by an event: the console sleeps while nothing changes.
void wake() {
  SDL_Event event{};
  event.type = SDL_USEREVENT;
  SDL_PushEvent(&event);
}

// The words of a tour and its scenes are prepared before they are said, so that no sentence costs a baking of
// its own.
void prepare_words(Fonts& fonts, const show::Status& s) {
  const auto add = [&](const LocalText& t, Size size, bool bold) { fonts.want(t.zh, size, bold); };
  for (const auto& step : s.tour.steps) {
    add(step.title, Size::s18, false), add(step.title, Size::s18, true), add(step.title, Size::s22, true);
    for (const auto& sentence : step.sentences) add(sentence, Size::s18, false);
  }
  for (const auto& event : s.timeline.events) add(event.title, Size::s18, true);
  for (const auto& scene : s.scenes) add(scene.title, Size::s18, true), add(scene.title, Size::s22, true);
}

// Pictures only of what is on the page. The program moves; preview and thumbnails are settled pictures that
// only change with the figures, and each costs the wall a painting.
std::vector<Link::Wish> wishes(const Model& model, float scale, bool visible) {
  if (!visible || model.page != Page::operate || !model.status()) return {};
  const int large = static_cast<int>(490 * scale), small = static_cast<int>(300 * scale);
  const show::SceneStatus& now = model.status()->scene;
  std::vector<Link::Wish> list{{"program", large, 0.1}};
  for (const auto& scene : model.status()->scenes) {
    // Preview and thumbnail share a picture, which is named after its scene: it never stands under another
    // one's title.
    if (scene.id == now.preview)
      list.push_back({"scenes/" + scene.id, large, 2});
    else if (scene.id != now.program)
      list.push_back({"scenes/" + scene.id, small, 10});
  }
  return list;
}

bool meters_move(const show::Status& s) {
  return std::any_of(s.sound.levels.bus.begin(), s.sound.levels.bus.end(),
                     [](const audio::BusLevel& level) { return level.peak_db > -60; });
}

class Program {
 public:
  Program(const Options& options, Window& window)
      : options_(options), window_(window), link_(options.to, options.token, wake), inquiry_(options.to, options.token, wake) {
    model_.language = options.language;
    model_.figures.operator_name = options.operator_name;
    model_.figures.selected = options.metric;
    model_.technician.lock = Lock(options.pin, options.lock_minutes);
    if (options.page == "figures" || options.page == "data") model_.page = Page::figures;
    if (options.page == "technician") model_.page = Page::technician;
    if (options.page == "log") model_.page = Page::log;
  }

  Result<void> run() {
    const Instant started = now();
    while (true) {
      model_.time = now();
      if (options_.seconds > 0 && model_.time - started > options_.seconds) break;
      if (!pump()) return {};
      model_.time = now();
      keys_.tick(model_, link_);
      look();
      link_.wish(wishes(model_, fit(), visible()));
      link_.sign(model_.figures.operator_name);
      ask_about_figures();
      if (const auto text = std::exchange(model_.figures.to_copy, {})) SDL_SetClipboardText(text->c_str());
      if (!changed_ || !visible()) continue;
      changed_ = false;
      if (const auto drawn = draw(); !drawn) return drawn;
      SDL_GL_SwapWindow(window_.sdl());
      SDL_Delay(static_cast<Uint32>(std::max(1., (frame_s - (now() - model_.time)) * 1000)));
    }
    if (options_.screenshot.empty()) return {};
    if (const auto drawn = draw(); !drawn) return drawn;
    return write_screenshot(read_window(window_.width(), window_.height()), window_.width(), window_.height(),
                            options_.screenshot);
  }

 private:
  // Handles what happened; waits until something does, at most until the clock must show another second.
  // False when the window was closed.
  bool pump() {
    SDL_Event event;
    const bool moving =
        keys_.waiting() || model_.moving() || (ImGui::GetCurrentContext() && ImGui::IsAnyItemActive());
    changed_ = changed_ || moving;
    const double to_second = 1 - static_cast<double>(model_.time.us % 1'000'000) * 1e-6;
    if (!SDL_WaitEventTimeout(&event, moving ? 10 : static_cast<int>(to_second * 1000) + 1)) return true;
    do {
      if (event.type == SDL_QUIT) return false;
      if (event.type == SDL_USEREVENT) continue;  // from the link: look() sees what is new
      changed_ = true;
      ImGui_ImplSDL2_ProcessEvent(&event);
      model_.time = now();
      const bool shift = event.type == SDL_KEYDOWN && (event.key.keysym.mod & KMOD_SHIFT) != 0;
      if (event.type == SDL_KEYDOWN && event.key.repeat == 0)
        keys_.down(event.key.keysym.scancode, shift, model_, link_);
      else if (event.type == SDL_KEYDOWN)
        keys_.repeat(event.key.keysym.scancode, shift, model_);
      if (event.type == SDL_KEYUP) keys_.up(event.key.keysym.scancode, model_, link_);
      if (event.type == SDL_WINDOWEVENT && event.window.event == SDL_WINDOWEVENT_FOCUS_LOST) keys_.let_go();
    } while (SDL_PollEvent(&event));
    return true;
  }

  // Takes over what the link has, and finds out whether a viewer would see a difference.
  void look() {
    const std::uint64_t before = model_.link.revision;
    model_.see(link_.view());
    std::vector<Answer> answers = link_.take_answers();
    const std::vector<WallPicture> pictures = link_.take_pictures();
    changed_ = changed_ || !answers.empty() || !pictures.empty();
    model_.receive(std::move(answers));
    textures_.upload(pictures);
    textures_.confirm(link_.take_unchanged());
    const std::int64_t second = model_.time.us / 1'000'000;
    changed_ = changed_ || second != second_;
    second_ = second;
    if (model_.link.revision == before) return;
    const show::Status* s = model_.status();
    tone_.hear(s && model_.connected() ? s->hold_left_s : std::nullopt);
    std::string gist = std::to_string(static_cast<int>(model_.link.state)) + (s ? wire::status_gist(*s) : "");
    changed_ = changed_ || gist != gist_ || (s && (s->scene.transition || meters_move(*s)));
    gist_ = std::move(gist);
  }

  // The data page's questions; on the other pages none.
  void ask_about_figures() {
    if (!visible() || model_.page != Page::figures || !model_.status() || !model_.connected())
      inquiry_.wish("", {});
    else
      inquiry_.wish(explained_id(model_.figures, *model_.status()), listed(model_.figures, *model_.status()));
    for (Inquired& answer : inquiry_.take()) {
      changed_ = true;
      model_.figures.hear(std::move(answer));
    }
  }

  bool visible() const {
    return (SDL_GetWindowFlags(window_.sdl()) & (SDL_WINDOW_HIDDEN | SDL_WINDOW_MINIMIZED)) == 0;
  }
  float fit() const {
    return std::min(static_cast<float>(window_.width()) / 1920, static_cast<float>(window_.height()) / 1080);
  }

  // Draws; where characters were missing, bakes them and draws again before anybody sees it.
  Result<void> draw() {
    if (model_.status()) prepare_words(fonts_, *model_.status());
    if (model_.message_draft) {
      fonts_.want_common(Size::s22);
      fonts_.want(*model_.message_draft, Size::s22, false);
    }
    if (model_.figures.typing()) {
      fonts_.want_common(Size::s22);
      fonts_.want(model_.figures.sought, Size::s22, false);
      if (model_.figures.draft) fonts_.want(model_.figures.draft->name, Size::s22, false);
    }
    for (const auto* draft : {&model_.technician.label_draft, &model_.technician.note_draft})
      if (*draft) {
        fonts_.want_common(Size::s22);
        fonts_.want(**draft, Size::s22, false);
      }
    for (int attempt = 0; attempt < 2; ++attempt) {
      if (fit() != scale_ || fonts_.wanting()) {
        scale_ = fit();
        if (const auto baked = fonts_.bake(scale_); !baked) return baked;
        window_.fonts_changed();
      }
      compose();
      if (!fonts_.wanting()) break;
    }
    window_.paint();
    return {};
  }

  void compose() {
    window_.begin_frame();
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::PushFont(fonts_.get(Size::s22, false));
    ImGui::Begin("console", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollWithMouse);
    // A window of other proportions shows the design in its middle.
    const ImVec2 origin{std::floor((static_cast<float>(window_.width()) - 1920 * scale_) / 2),
                        std::floor((static_cast<float>(window_.height()) - 1080 * scale_) / 2)};
    Ui ui(fonts_, model_, scale_, origin);
    Context context{ui,
                    model_,
                    link_,
                    model_.status() ? *model_.status() : nothing_,
                    textures_.shown(),
                    {keys_.black_s(model_.time), keys_.stop_s(model_.time)},
                    options_.to};
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
  Inquiry inquiry_;
  Fonts fonts_;
  Textures textures_;
  show::Status nothing_;
  Keys keys_;
  Tone tone_;
  std::string gist_;  // of the state that was drawn last
  std::int64_t second_ = 0;
  bool changed_ = true;  // something to see since the last drawing
  float scale_ = 0;
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
