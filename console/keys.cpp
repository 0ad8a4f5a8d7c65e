#include "console/keys.h"

#include <algorithm>

#include "console/go.h"
#include "console/keys_data.h"
#include "console/keys_technician.h"

namespace guangmu::console {
namespace {

void type_message(SDL_Scancode key, Model& model, CommandSink& out) {
  if (key == SDL_SCANCODE_ESCAPE) {
    model.message_draft.reset();
  } else if (key == SDL_SCANCODE_RETURN || key == SDL_SCANCODE_KP_ENTER) {
    if (!model.message_draft->empty()) model.act(out, "message", {message_command(*model.message_draft)});
    model.message_draft.reset();
  }
}

void toggle(Model& model, CommandSink& out, const char* id, const char* verb, bool on) {
  model.act(out, id, {std::string(verb) + (on ? " off" : " on")});
}

bool on_page_key(SDL_Scancode key, Model& model) {
  switch (key) {
    case SDL_SCANCODE_F1:
      model.page = Page::operate;
      return true;
    case SDL_SCANCODE_F2:
      model.page = Page::figures;
      return true;
    case SDL_SCANCODE_F3:
      model.page = Page::technician;
      return true;
    case SDL_SCANCODE_F4:
      model.page = Page::log;
      return true;
    default:
      return false;
  }
}

// TAKE, CUT and fade: only what is ready, and never without a word.
void take(Model& model, CommandSink& out, const char* id, const std::string& command) {
  const std::string why = why_no_take(*model.status(), model.language);
  if (why.empty())
    model.act_guarded(out, id, {command});
  else
    model.refuse(id, why);
}

void on_tour_key(Model& model, CommandSink& out, const char* id, const char* command, bool guarded) {
  if (!model.status()->tour.running)
    return model.refuse("go", model.language == Language::zh ? "没有导览在进行" : "no tour is running");
  if (guarded)
    model.act_guarded(out, id, {command});
  else
    model.act(out, id, {command});
}

bool on_show_key(SDL_Scancode key, bool shift, Model& model, CommandSink& out) {
  const show::Status& s = *model.status();
  switch (key) {
    case SDL_SCANCODE_RETURN:
    case SDL_SCANCODE_KP_ENTER:
      take(model, out, "take", "take");
      return true;
    case SDL_SCANCODE_X:
      take(model, out, "cut", "cut");
      return true;
    case SDL_SCANCODE_T:
      if (shift)
        model.fade_s = next_fade_s(model.fade_s);
      else
        take(model, out, "fade", fade_command(model.fade_s));
      return true;
    case SDL_SCANCODE_Z:
      if (s.scene.undo_depth > 0)
        model.act(out, "undo", {"undo"});
      else
        model.refuse("undo", model.language == Language::zh ? "没有可撤销" : "nothing to undo");
      return true;
    case SDL_SCANCODE_H:
      model.act(out, "hold", {hold_command(s, shift && s.hold_left_s)});
      return true;
    case SDL_SCANCODE_R:
      toggle(model, out, "rotation", "rotation", s.rotation);
      return true;
    case SDL_SCANCODE_SPACE:
      if (const Go go = next_go(s, model.language); !go.command.empty())
        model.act_guarded(out, "go", {go.command});
      return true;
    case SDL_SCANCODE_PAGEUP:
      on_tour_key(model, out, "tour-back", "tour back", true);
      return true;
    case SDL_SCANCODE_PAGEDOWN:
      on_tour_key(model, out, "tour-next", "tour next", true);
      return true;
    case SDL_SCANCODE_P:
      on_tour_key(model, out, "tour-pause", s.tour.paused ? "tour resume" : "tour pause", false);
      return true;
    case SDL_SCANCODE_LEFT:
      model.act(out, "timeline-back", {"timeline back"});
      return true;
    case SDL_SCANCODE_RIGHT:
      model.act(out, "timeline-next", {"timeline next"});
      return true;
    default:
      return false;
  }
}

void on_wall_key(SDL_Scancode key, Model& model, CommandSink& out) {
  const show::Status& s = *model.status();
  switch (key) {
    case SDL_SCANCODE_F:
      return toggle(model, out, "freeze", "freeze", s.freeze);
    case SDL_SCANCODE_L:
      return toggle(model, out, "logo", "logo", s.logo);
    case SDL_SCANCODE_M:
      return toggle(model, out, "mute", "mute", s.sound.mute);
    case SDL_SCANCODE_W:
      if (s.message.empty())
        model.message_draft = "";
      else
        model.act(out, "message", {"message off"});
      return;
    case SDL_SCANCODE_COMMA:
      return model.act(out, "dim", {brightness_command(s, -1)});
    case SDL_SCANCODE_PERIOD:
      return model.act(out, "bright", {brightness_command(s, 1)});
    case SDL_SCANCODE_MINUS:
      return model.act(out, "volume-", {volume_command(s, -1)});
    case SDL_SCANCODE_EQUALS:
      return model.act(out, "volume+", {volume_command(s, 1)});
    case SDL_SCANCODE_V:
    case SDL_SCANCODE_D:
      return model.look_at_fault(key == SDL_SCANCODE_V ? 0 : 1);
    default:
      return;
  }
}

}  // namespace

bool HeldKey::due(Instant at) {
  if (!since_ || acted_ || at - *since_ < hold_to_act_s) return false;
  acted_ = true;
  return true;
}

void Keys::down(SDL_Scancode key, bool shift, Model& model, CommandSink& out) {
  if (on_page_key(key, model)) return;
  if (model.message_draft) return type_message(key, model, out);
  if (model.page == Page::technician && on_technician_key(key, shift, model, out)) return;
  if (model.page == Page::figures && on_data_key(key, model, out)) return;
  if (key == SDL_SCANCODE_E) model.language = model.language == Language::zh ? Language::en : Language::zh;
  if (!model.status()) return;
  const show::Status& s = *model.status();
  if (key == SDL_SCANCODE_B) {  // going black must be held; coming back is one press
    if (s.blackout)
      model.act(out, "black", {"blackout off"});
    else
      black_.press(model.time);
    return;
  }
  if (key == SDL_SCANCODE_S) return stop_.press(model.time);
  if (model.page == Page::operate && key >= SDL_SCANCODE_1 && key <= SDL_SCANCODE_9) {
    const auto index = static_cast<std::size_t>(key - SDL_SCANCODE_1);
    if (index < s.scenes.size())
      model.act(out, "scene-" + s.scenes[index].id, {"preview " + s.scenes[index].id});
    return;
  }
  if (model.page == Page::operate && on_show_key(key, shift, model, out)) return;
  on_wall_key(key, model, out);
}

void Keys::repeat(SDL_Scancode key, bool shift, Model& model) {
  if (model.page == Page::figures && !model.message_draft) on_data_turn(key, model);
  if (model.page == Page::technician && !model.message_draft) on_technician_turn(key, shift, model);
}

void Keys::tick(Model& model, CommandSink& out) {
  model.send_turned(out);
  if (black_.due(model.time)) model.act(out, "black", {"blackout on"});
  if (!stop_.due(model.time) || !model.status()) return;
  if (model.page == Page::operate) on_tour_key(model, out, "tour-stop", "tour stop", false);
}

void Keys::up(SDL_Scancode key, Model& model, CommandSink& out) {
  tick(model, out);  // a slow frame must not swallow a key that was held long enough
  if (key == SDL_SCANCODE_B) black_.let_go();
  if (key == SDL_SCANCODE_S) stop_.let_go();
}

void Keys::let_go() {
  black_.let_go();
  stop_.let_go();
}

}  // namespace guangmu::console
