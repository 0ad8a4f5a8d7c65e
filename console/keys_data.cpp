#include "console/keys_data.h"

namespace guangmu::console {
namespace {

constexpr int seen_rows = 9;  // below a pinned value; more without one, and then all the better

const char* say(const Model& model, const char* zh, const char* en) {
  return model.language == Language::zh ? zh : en;
}

const show::MetricStatus* explained(const Model& model, std::string& id) {
  if (!model.status()) return nullptr;
  id = explained_id(model.figures, *model.status());
  const auto found = model.status()->metrics.find(id);
  return found == model.status()->metrics.end() ? nullptr : &found->second;
}

void decide(Model& model, CommandSink& out, const char* word) {
  const std::string id = model.status() ? pinned_id(model.figures, *model.status()) : "";
  if (id.empty()) return;
  model.act(out, word, {std::string(word) + " " + id});
}

bool type(SDL_Scancode key, Model& model, CommandSink& out) {
  const bool enter = key == SDL_SCANCODE_RETURN || key == SDL_SCANCODE_KP_ENTER;
  if (model.figures.draft) {
    if (key == SDL_SCANCODE_ESCAPE) model.figures.draft.reset();
    if (enter) send_manual(model, out);
  } else {
    if (key == SDL_SCANCODE_ESCAPE) model.figures.sought.clear();
    if (enter || key == SDL_SCANCODE_ESCAPE) model.figures.searching = false;
  }
  return true;
}

}  // namespace

void accept_pinned(Model& model, CommandSink& out) {
  decide(model, out, "accept");
}
void refuse_pinned(Model& model, CommandSink& out) {
  decide(model, out, "refuse");
}

void copy_proof(Model& model) {
  std::string id;
  if (!explained(model, id)) return;
  const Explained& answer = model.figures.explained;
  if (answer.metric != id || !answer.why)
    return model.refuse("proof", say(model, "还没有凭据", "no proof yet"));
  model.figures.to_copy = proof_text(*answer.why, model.language, model.time);
  model.say("proof", say(model, "已抄下", "copied"));
}

void begin_manual(Model& model) {
  std::string id;
  const show::MetricStatus* m = explained(model, id);
  if (!m) return;
  if (m->derived) return model.refuse("manual", say(model, "请改它的来源数", "set its inputs"));
  model.figures.history = false;
  model.figures.draft = ManualDraft{id, "", "60", model.figures.operator_name};
}

void send_manual(Model& model, CommandSink& out) {
  if (!model.figures.draft || !model.status()) return;
  const ManualDraft& draft = *model.figures.draft;
  const auto found = model.status()->metrics.find(draft.metric);
  if (found == model.status()->metrics.end()) return model.figures.draft.reset();
  const auto command = manual_command(draft, found->second, model.status()->wall_clock, model.language);
  if (!command) return model.refuse("manual-set", command.error().text);
  model.figures.operator_name = draft.name;
  out.sign(draft.name);
  model.figures.draft.reset();
  model.act(out, "manual", {*command});
}

void end_manual(Model& model, CommandSink& out) {
  std::string id;
  const show::MetricStatus* m = explained(model, id);
  if (!m || !m->manual || m->derived) return;
  model.figures.draft.reset();
  model.act(out, "manual", {"override " + id + " off"});
}

void change_by_hand(Model& model, CommandSink& out) {
  std::string id;
  const show::MetricStatus* m = explained(model, id);
  if (m && m->manual && !m->derived)
    end_manual(model, out);
  else
    begin_manual(model);
}

void open_why(Model& model, const std::string& id) {
  model.page = Page::figures;
  model.figures.history = false;
  model.figures.filter = Filter::all;
  model.figures.sought.clear();
  choose(model.figures, id);
  if (model.status()) move_choice(model.figures, *model.status(), 0, seen_rows);
}

bool on_data_turn(SDL_Scancode key, Model& model) {
  if (!model.status() || model.figures.typing()) return false;
  if (key != SDL_SCANCODE_UP && key != SDL_SCANCODE_DOWN) return false;
  move_choice(model.figures, *model.status(), key == SDL_SCANCODE_UP ? -1 : 1, seen_rows);
  return true;
}

bool on_data_key(SDL_Scancode key, Model& model, CommandSink& out) {
  if (model.figures.typing()) return type(key, model, out);
  if (on_data_turn(key, model)) return true;
  if (key >= SDL_SCANCODE_1 && key < SDL_SCANCODE_1 + static_cast<int>(filter_count)) {
    model.figures.filter = static_cast<Filter>(key - SDL_SCANCODE_1);
    model.figures.first_row = 0;
    return true;
  }
  switch (key) {
    case SDL_SCANCODE_SLASH:
    case SDL_SCANCODE_KP_DIVIDE:
      model.figures.searching = true;
      return true;
    case SDL_SCANCODE_A:
      accept_pinned(model, out);
      return true;
    case SDL_SCANCODE_R:
      refuse_pinned(model, out);
      return true;
    case SDL_SCANCODE_Y:
      model.figures.history = !model.figures.history;
      return true;
    case SDL_SCANCODE_C:
      copy_proof(model);
      return true;
    case SDL_SCANCODE_U:
      change_by_hand(model, out);
      return true;
    case SDL_SCANCODE_ESCAPE:
      model.figures.history = false;
      model.figures.sought.clear();
      return true;
    default:
      return false;
  }
}

}  // namespace guangmu::console
