#include "console/keys.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "console/panels.h"

namespace guangmu::console {
namespace {

void type_message(SDL_Scancode key, Model& model, Link& link) {
  if (key == SDL_SCANCODE_ESCAPE) {
    model.message_draft.reset();
  } else if (key == SDL_SCANCODE_RETURN || key == SDL_SCANCODE_KP_ENTER) {
    if (!model.message_draft->empty()) model.act(link, "message", {"message " + *model.message_draft});
    model.message_draft.reset();
  }
}

void toggle(Model& model, Link& link, const char* verb, bool on) {
  model.act(link, verb, {std::string(verb) + (on ? " off" : " on")});
}

bool on_page_key(SDL_Scancode key, Model& model) {
  switch (key) {
    case SDL_SCANCODE_F1: model.page = Page::operate; return true;
    case SDL_SCANCODE_F2: model.page = Page::figures; return true;
    case SDL_SCANCODE_F4: model.page = Page::log; return true;
    case SDL_SCANCODE_E: model.language = model.language == Language::zh ? Language::en : Language::zh; return true;
    default: return false;
  }
}

void brightness(Model& model, Link& link, const show::Status& s, double by) {
  const double value = std::clamp(std::round((s.brightness + by) * 20) / 20, 0.05, 1.);
  model.act(link, "brightness", {fmt::format("brightness {:g}", value)});
}

void volume(Model& model, Link& link, const show::Status& s, double by) {
  const double db = s.sound.volume_db[audio::index_of(audio::Bus::master)];
  model.act(link, "volume", {fmt::format("volume master {:g}", std::clamp(db + by, -60., 6.))});
}

}  // namespace

void on_key(SDL_Scancode key, bool shift, Model& model, Link& link) {
  if (model.message_draft) return type_message(key, model, link);
  if (on_page_key(key, model) || !model.status()) return;
  const show::Status& s = *model.status();
  const bool ready = !s.scene.preview.empty() && s.scene.ready;
  if (key >= SDL_SCANCODE_1 && key <= SDL_SCANCODE_9) {
    const auto index = static_cast<std::size_t>(key - SDL_SCANCODE_1);
    if (index < s.scenes.size()) model.act(link, "scene-" + s.scenes[index].id, {"preview " + s.scenes[index].id});
    return;
  }
  switch (key) {
    case SDL_SCANCODE_RETURN:
    case SDL_SCANCODE_KP_ENTER:
      if (ready) model.act_guarded(link, "take", {"take"});
      break;
    case SDL_SCANCODE_X:
      if (ready) model.act_guarded(link, "cut", {"cut"});
      break;
    case SDL_SCANCODE_T:
      if (ready) model.act_guarded(link, "fade", {"fade 1"});
      break;
    case SDL_SCANCODE_Z: model.act(link, "undo", {"undo"}); break;
    case SDL_SCANCODE_H:
      if (shift && s.hold_left_s) model.act(link, "hold", {fmt::format("hold {:.0f}", *s.hold_left_s + 60)});
      else model.act(link, "hold", {s.hold_left_s ? "hold off" : "hold 180"});
      break;
    case SDL_SCANCODE_SPACE:
      if (const Go go = next_go(s, model.language); !go.command.empty()) model.act_guarded(link, "go", {go.command});
      break;
    case SDL_SCANCODE_PAGEUP:
      if (s.tour.running) model.act_guarded(link, "tour-back", {"tour back"});
      break;
    case SDL_SCANCODE_PAGEDOWN:
      if (s.tour.running) model.act_guarded(link, "tour-next", {"tour next"});
      break;
    case SDL_SCANCODE_P:
      if (s.tour.running) model.act(link, "tour-pause", {s.tour.paused ? "tour resume" : "tour pause"});
      break;
    case SDL_SCANCODE_B:  // going black must be held; coming back is one press
      if (s.blackout) model.act(link, "black", {"blackout off"});
      break;
    case SDL_SCANCODE_F: toggle(model, link, "freeze", s.freeze); break;
    case SDL_SCANCODE_L: toggle(model, link, "logo", s.logo); break;
    case SDL_SCANCODE_M: toggle(model, link, "mute", s.sound.mute); break;
    case SDL_SCANCODE_W:
      if (s.message.empty()) model.message_draft = "";
      else model.act(link, "message", {"message off"});
      break;
    case SDL_SCANCODE_COMMA: brightness(model, link, s, -0.05); break;
    case SDL_SCANCODE_PERIOD: brightness(model, link, s, 0.05); break;
    case SDL_SCANCODE_MINUS: volume(model, link, s, -1); break;
    case SDL_SCANCODE_EQUALS: volume(model, link, s, 1); break;
    default: break;
  }
}

}  // namespace guangmu::console
