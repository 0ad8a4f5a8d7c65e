#include "console/keys_technician.h"

#include <algorithm>

#include "console/check.h"
#include "console/pattern_keys.h"

namespace guangmu::console {
namespace {

std::optional<char> digit_of(SDL_Scancode key) {
  if (key >= SDL_SCANCODE_1 && key <= SDL_SCANCODE_9) return static_cast<char>('1' + (key - SDL_SCANCODE_1));
  if (key >= SDL_SCANCODE_KP_1 && key <= SDL_SCANCODE_KP_9)
    return static_cast<char>('1' + (key - SDL_SCANCODE_KP_1));
  if (key == SDL_SCANCODE_0 || key == SDL_SCANCODE_KP_0) return '0';
  return std::nullopt;
}

// Locked: digits go to the PIN; nothing of the page acts.
bool on_locked_key(SDL_Scancode key, Model& model) {
  Lock& lock = model.technician.lock;
  if (const auto digit = digit_of(key)) return lock.type(*digit, model.time), true;
  if (key == SDL_SCANCODE_BACKSPACE || key == SDL_SCANCODE_ESCAPE) return lock.erase(), true;
  switch (key) {  // what every page has
    case SDL_SCANCODE_B:
    case SDL_SCANCODE_F:
    case SDL_SCANCODE_L:
    case SDL_SCANCODE_M:
    case SDL_SCANCODE_W:
    case SDL_SCANCODE_E:
    case SDL_SCANCODE_COMMA:
    case SDL_SCANCODE_PERIOD:
    case SDL_SCANCODE_MINUS:
    case SDL_SCANCODE_EQUALS:
      return false;
    default:
      return true;
  }
}

bool on_label_key(SDL_Scancode key, Model& model, CommandSink& out) {
  Technician& t = model.technician;
  if (!t.label_draft) return false;
  if (key == SDL_SCANCODE_ESCAPE) {
    t.label_draft.reset();
  } else if (key == SDL_SCANCODE_RETURN || key == SDL_SCANCODE_KP_ENTER) {
    save_version(model, out);
  }
  return true;
}

bool is_enter(SDL_Scancode key) {
  return key == SDL_SCANCODE_RETURN || key == SDL_SCANCODE_KP_ENTER;
}

bool on_note_key(SDL_Scancode key, Model& model) {
  Technician& t = model.technician;
  if (!t.note_draft) return false;
  if (key == SDL_SCANCODE_ESCAPE) t.note_draft.reset();
  if (is_enter(key)) keep_note(model);
  return true;
}

// The guided check has the letters of answers and the place of the curve; of the page's other keys those remain that
// name and note a module, versions, lock, and Enter and Esc while something is on trial.
bool on_check_key(SDL_Scancode key, Model& model, CommandSink& out) {
  if (!model.technician.check_open) return false;
  const bool trial = model.technician_told().profiles.trial.has_value();
  const bool running = check_told(model).running;
  switch (key) {
    case SDL_SCANCODE_Y:
      return answer_check(model, out, show::CheckVerdict::yes), true;
    case SDL_SCANCODE_N:
      return answer_check(model, out, show::CheckVerdict::no), true;
    case SDL_SCANCODE_U:
      return answer_check(model, out, show::CheckVerdict::unsure), true;
    case SDL_SCANCODE_T:
      return type_note(model), true;
    case SDL_SCANCODE_LEFT:
    case SDL_SCANCODE_BACKSPACE:
      return back_check(model, out), true;
    case SDL_SCANCODE_R:
      if (!running) start_check(model, out, true);
      return true;
    case SDL_SCANCODE_RETURN:
    case SDL_SCANCODE_KP_ENTER:
      if (trial) return false;
      return start_check(model, out, false), true;
    case SDL_SCANCODE_ESCAPE:
      if (trial) return false;
      return leave_check(model, out), true;
    case SDL_SCANCODE_A:
    case SDL_SCANCODE_S:
    case SDL_SCANCODE_D:
    case SDL_SCANCODE_G:
    case SDL_SCANCODE_Z:
    case SDL_SCANCODE_P:
    case SDL_SCANCODE_TAB:
    case SDL_SCANCODE_RIGHT:
    case SDL_SCANCODE_UP:
    case SDL_SCANCODE_DOWN:
    case SDL_SCANCODE_LEFTBRACKET:
    case SDL_SCANCODE_RIGHTBRACKET:
      return true;  // what they turn is not to be seen
    default:
      return false;
  }
}

bool on_list_key(SDL_Scancode key, Model& model, CommandSink& out) {
  Technician& t = model.technician;
  if (!t.all_versions) return false;
  const auto list = versions(*model.status());
  switch (key) {
    case SDL_SCANCODE_UP:
    case SDL_SCANCODE_DOWN:
      t.version = std::clamp(t.version + (key == SDL_SCANCODE_UP ? -1 : 1), 0,
                             std::max(0, static_cast<int>(list.size()) - 1));
      return true;
    case SDL_SCANCODE_RETURN:
    case SDL_SCANCODE_KP_ENTER:
      if (model.technician_told().profiles.trial) return false;  // Enter keeps what is on trial
      if (static_cast<std::size_t>(t.version) < list.size())
        apply_version(model, out, list[static_cast<std::size_t>(t.version)]->id);
      return true;
    case SDL_SCANCODE_N:
      t.label_draft = "";
      return true;
    case SDL_SCANCODE_ESCAPE:
      if (model.technician_told().profiles.trial) return false;
      t.all_versions = false;
      return true;
    default:
      return false;
  }
}

bool on_pattern_key(SDL_Scancode key, Model& model, CommandSink& out) {
  if (key == SDL_SCANCODE_0) return show_pattern(model, out, "pattern-0", ""), true;
  for (const PatternKey& pattern : pattern_keys()) {
    if (pattern.key != key) continue;
    if (const std::string name = next_pattern(pattern, *model.status()); !name.empty())
      show_pattern(model, out, std::string("pattern-") + pattern.cap, name);
    return true;
  }
  return false;
}

}  // namespace

bool on_technician_turn(SDL_Scancode key, bool shift, Model& model) {
  Technician& t = model.technician;
  if (!model.status() || !t.lock.open(model.time) || t.label_draft || t.check_open) return false;
  const double times = shift ? 10 : 1;
  const bool map = t.focus == Focus::map;
  switch (key) {
    case SDL_SCANCODE_LEFT:
    case SDL_SCANCODE_RIGHT: {
      const int by = key == SDL_SCANCODE_LEFT ? -1 : 1;
      if (map)
        step_module(model, by, 0);
      else
        step_point(model, by * (shift ? 10 : 1));
      break;
    }
    case SDL_SCANCODE_UP:
    case SDL_SCANCODE_DOWN: {
      const int by = key == SDL_SCANCODE_UP ? 1 : -1;
      if (t.all_versions) return false;
      if (map)
        step_module(model, 0, -by);
      else
        turn_point(model, by * times);
      break;
    }
    case SDL_SCANCODE_LEFTBRACKET:
    case SDL_SCANCODE_RIGHTBRACKET:
      turn_white(model, white_k(model) + (key == SDL_SCANCODE_LEFTBRACKET ? -1 : 1) * times * white_step_k);
      break;
    default:
      return false;
  }
  t.lock.touch(model.time);
  return true;
}

bool on_technician_key(SDL_Scancode key, bool shift, Model& model, CommandSink& out) {
  Technician& t = model.technician;
  if (!t.lock.open(model.time)) return on_locked_key(key, model);
  t.lock.touch(model.time);
  if (!model.status()) return key != SDL_SCANCODE_E;
  if (on_label_key(key, model, out) || on_note_key(key, model)) return true;
  if (on_check_key(key, model, out)) return true;
  if (!t.check_open && on_list_key(key, model, out)) return true;
  if (on_technician_turn(key, shift, model) || on_pattern_key(key, model, out)) return true;
  switch (key) {
    case SDL_SCANCODE_A:
      return choose_channel(model, 0), true;
    case SDL_SCANCODE_S:
      return choose_channel(model, 1), true;
    case SDL_SCANCODE_D:
      return choose_channel(model, 2), true;
    case SDL_SCANCODE_G:
      return choose_channel(model, all_channels), true;
    case SDL_SCANCODE_TAB:
      return t.focus = t.focus == Focus::map ? Focus::curve : Focus::map, true;
    case SDL_SCANCODE_U:
      return lift_toe(model), true;
    case SDL_SCANCODE_Z:
      return undo_turn(model, out), true;
    case SDL_SCANCODE_RETURN:
    case SDL_SCANCODE_KP_ENTER:
      return keep(model, out), true;
    case SDL_SCANCODE_ESCAPE:
      return give_back(model, out), true;
    case SDL_SCANCODE_C:
      return toggle_split(model, out), true;
    case SDL_SCANCODE_X:
      return swap_sides(model, out), true;
    case SDL_SCANCODE_P:
      return t.all_versions = !t.all_versions, true;
    case SDL_SCANCODE_I:
      return toggle_point(model, out), true;
    case SDL_SCANCODE_J:
      return note_dead(model, out), true;
    case SDL_SCANCODE_V:
      return t.back = !t.back, true;
    case SDL_SCANCODE_O:
      return t.check_open = !t.check_open, true;
    case SDL_SCANCODE_K:
      return t.lock.lock(), true;
    // Keys of the operator's page that would move the show.
    case SDL_SCANCODE_H:
    case SDL_SCANCODE_R:
    case SDL_SCANCODE_SPACE:
      return true;
    default:
      return false;
  }
}

}  // namespace guangmu::console
