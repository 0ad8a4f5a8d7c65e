// Lays out every page in both languages without a renderer: no label of the console's own may be cut, none
// may be missing a glyph.
#include <gtest/gtest.h>
#include <imgui.h>

#include "console/page.h"
#include "stage/check_questions.h"
#include "tests/console/sample.h"

namespace guangmu::console {
namespace {

using testing::checking;
using testing::connected_to;
using testing::doubtful;
using testing::explained;
using testing::Notebook;
using testing::on_trial;
using testing::sample_status;
using testing::show_status;
using testing::technical;
using testing::touring;

class Layout : public ::testing::Test {
 protected:
  Layout() { ImGui::CreateContext(), ImGui::GetIO().IniFilename = nullptr; }
  ~Layout() override { ImGui::DestroyContext(); }

  std::vector<TextRecord> lay_out(Model& model, float scale) {
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {1920 * scale, 1080 * scale};
    io.DeltaTime = 1.f / 30;
    std::vector<TextRecord> texts;
    for (int attempt = 0; attempt < 2; ++attempt) {
      if (scale != scale_ || fonts_.wanting()) {
        scale_ = scale;
        const auto baked = fonts_.bake(scale);
        EXPECT_TRUE(baked) << (baked ? "" : baked.error().text);
        if (!baked) return {};
      }
      texts.clear();
      compose(model, scale, texts);
      if (!fonts_.wanting()) break;
    }
    EXPECT_FALSE(fonts_.wanting()) << "characters are still missing after a second baking";
    return texts;
  }

 private:
  void compose(Model& model, float scale, std::vector<TextRecord>& texts) {
    ImGui::NewFrame();
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
    ImGui::Begin("console", nullptr, ImGuiWindowFlags_NoDecoration);
    Ui ui(fonts_, model, scale, {0, 0});
    ui.record_texts(&texts);
    Context context{ui,        model, wall_,           model.status() ? *model.status() : nothing_,
                    pictures_, {},    "127.0.0.1:7430"};
    draw_page(context, scale);
    ImGui::End();
    ImGui::EndFrame();
  }

  Fonts fonts_;
  Notebook wall_;
  show::Status nothing_;
  std::map<std::string, ShownPicture> pictures_;
  float scale_ = 0;
};

struct Situation {
  const char* what;
  Model model;
};

std::vector<Situation> situations() {
  std::vector<Situation> all;
  all.push_back({"no wall yet", Model{}});
  all.push_back({"idle", connected_to(sample_status())});
  all.push_back({"tour", connected_to(touring())});
  show::Status held = touring();
  held.tour.held = true;
  held.hold_left_s = 179;
  held.control = {show::Holder::operator_,
                  "console",
                  held.wall_clock + 179,
                  {show::Holder::tour, show::Holder::rotation}};
  held.scene.undo_depth = 3;
  held.scene.preview = "timeline";
  held.scene.ready = true;
  held.timeline.held = true;
  all.push_back({"held", connected_to(held)});
  show::Status dark = touring();
  dark.tour.paused = true;
  dark.blackout = dark.freeze = dark.logo = dark.sound.mute = true;
  dark.message = "热烈欢迎";
  dark.rotation = false;
  dark.rotation_next_s.reset();
  all.push_back({"paused and dark", connected_to(dark)});
  show::Status faulty = sample_status();
  faulty.control = {show::Holder::emergency, "", std::nullopt, {}};
  faulty.emergency = "evacuate";
  for (const char* text : {"source platform: no answer", "loans: refused", "granted: refused"})
    faulty.faults.push_back({faulty.wall_clock, "kpi", text, "", show::Severity::fault});
  faulty.faults.push_back({faulty.wall_clock, "audio", "no card", "", show::Severity::look});
  faulty.metrics["loans"].refused = "too high";
  faulty.metrics["granted"].quarantined = true;
  faulty.metrics["applied"].manual = true;
  all.push_back({"faults", connected_to(faulty)});
  Model lost = connected_to(touring());
  show_status(lost, touring(), LinkState::lost);
  lost.time = lost.time + 34;
  all.push_back({"lost", std::move(lost)});
  show::Status foreign = sample_status();
  foreign.version = "9.9.9";
  all.push_back({"another version", connected_to(foreign)});
  Model typing = connected_to(sample_status());
  typing.message_draft = "欢迎";
  all.push_back({"typing", std::move(typing)});
  Model quiet = connected_to(technical());
  quiet.technician.column = 12, quiet.technician.row = 15;
  all.push_back({"at the wall", std::move(quiet)});
  Model trial = connected_to(on_trial());
  trial.technician.column = 7, trial.technician.row = 6;
  trial.technician.channel = 2, trial.technician.point = 5;
  trial.technician.adjuster.turn(
      {{curve_key(2, 5), 0.0002, 0.0006}, {"toe_lift.b", 0, 1}, {"white_k", 6500, 14900}}, trial.time);
  all.push_back({"on trial", std::move(trial)});
  show::Status wall_shown = on_trial();
  wall_shown.tour.running = true;
  for (const char* solid : {"white", "red"}) wall_shown.pattern = solid;
  wall_shown.technician.colour.dark_codes = {12, 11, 10};
  Model from_behind = connected_to(wall_shown);
  from_behind.technician.back = from_behind.technician.all_versions = true;
  from_behind.technician.focus = Focus::map;
  from_behind.technician.channel = all_channels, from_behind.technician.point = 15;
  all.push_back({"from behind, all versions", std::move(from_behind)});
  Model locked = connected_to(technical());
  locked.technician.lock = Lock("471108", 15);
  locked.technician.lock.type('4', locked.time);
  all.push_back({"locked", std::move(locked)});
  Model deaf = connected_to(technical());
  deaf.technician.lock = Lock("4711", 15);
  for (int i = 0; i < 12; ++i) deaf.technician.lock.type('0', deaf.time);
  all.push_back({"three wrong PINs", std::move(deaf)});
  Model gone = connected_to(on_trial());
  show_status(gone, on_trial(), LinkState::lost);
  all.push_back({"wall lost on trial", std::move(gone)});
  Model naming = connected_to(technical());
  naming.technician.label_draft = "验收";
  all.push_back({"naming a version", std::move(naming)});
  all.push_back({"figures explained", explained()});
  Model opened = explained();
  opened.figures.history = true;
  opened.figures.searching = true;
  all.push_back({"history of a figure", std::move(opened)});
  Model by_hand = explained();
  choose(by_hand.figures, "loans");
  by_hand.figures.draft = ManualDraft{"loans", "51", "12:00", "王敏"};
  all.push_back({"a value by hand", std::move(by_hand)});
  Model ended = explained();
  choose(ended.figures, "by_hand");
  ended.figures.sought = "nowhere";
  all.push_back({"set by hand, nothing found", std::move(ended)});
  Model bare = connected_to(doubtful());  // no state folder
  bare.figures.explained = {"loans", std::nullopt, "this wall keeps no history"};
  bare.figures.history = true;
  all.push_back({"no history", std::move(bare)});
  show::Status wide = doubtful();
  for (const char* id : {"a", "b", "c", "d", "e"}) wide.sources.push_back({id, "file:///x", "", {}, {}, 0, 0});
  wide.metrics["loans"].digits = {"1,234,567,890.12", "1,234,567,890.12"};
  wide.metrics["loans"].held = 98765432109.87;
  Model crowded = connected_to(wide);
  show_status(crowded, wide, LinkState::lost);
  all.push_back({"seven sources, wall lost", std::move(crowded)});
  show::Status empty = sample_status();
  empty.metrics.clear();
  empty.sources.clear();
  all.push_back({"no figures declared", connected_to(empty)});
  const auto at_check = [&](const char* what, show::Status status) {
    Model model = connected_to(std::move(status));
    model.technician.check_open = true;
    all.push_back({what, std::move(model)});
  };
  at_check("a question", checking());
  show::Status off = checking();
  off.pattern.clear();
  off.technician.check.number = 1;
  at_check("its pattern was taken off", off);
  show::Status none = technical();
  none.technician.check.available = true;
  none.technician.check.of = 24;
  at_check("no check yet", none);
  at_check("no state folder", technical());
  show::Status half = checking();
  half.technician.check.running = false;
  half.pattern.clear();
  at_check("half a check", half);
  show::Status passed = half;
  passed.technician.check.finished = passed.technician.check.begun;
  passed.technician.check.open.clear();
  show::Status much = passed;
  passed.technician.check.passed = true;
  passed.technician.check.todo.clear();
  at_check("all is well", passed);
  much.technician.check.unsure = 3;
  for (const show::CheckQuestion& q : stage::check_questions()) much.technician.check.todo.push_back({q, "左下角"});
  at_check("much to do", much);
  Model noting = connected_to(checking());
  noting.technician.check_open = true;
  noting.technician.note_draft = "左下角";
  all.push_back({"a note", std::move(noting)});
  return all;
}

TEST_F(Layout, NoLabelIsCutInAnyLanguageStateOrSize) {
  for (const float scale : {1.f, 0.75f, 2 / 3.f, 1.5f})  // 1920x1080, 1440x810, 1280x800, 2880x1620
    for (auto& [what, model] : situations())
      for (const Language language : {Language::zh, Language::en})
        for (const Page page : {Page::operate, Page::figures, Page::technician, Page::log}) {
          model.language = language;
          model.page = page;
          const auto texts = lay_out(model, scale);
          EXPECT_GT(texts.size(), 20u) << what;
          for (const TextRecord& text : texts)
            EXPECT_FALSE(text.cut && !text.dynamic) << what << ", scale " << scale << ": " << text.text;
        }
}

// They come from the wall, but from a table that is known: each has to fit whole, with what to do after a no.
TEST_F(Layout, EveryQuestionOfTheGuidedCheckFits) {
  for (const float scale : {1.f, 2 / 3.f})
    for (const Language language : {Language::zh, Language::en})
      for (const show::CheckQuestion& q : stage::check_questions()) {
        show::Status s = checking();
        s.technician.check.question = q;
        s.pattern = q.pattern;
        s.technician.check.answers.back().question = q.id;
        s.technician.check.todo = {{q, ""}};
        Model model = connected_to(s);
        model.technician.check_open = true;
        model.language = language;
        model.page = Page::technician;
        std::string asked;
        for (const TextRecord& text : lay_out(model, scale)) {
          for (const LocalText* words : {&q.ask, &q.if_not, &q.purpose})
            EXPECT_FALSE(text.cut && words->in(language).find(text.text) != std::string::npos) << q.id << ": " << text.text;
          asked += text.text;
        }
        EXPECT_NE(asked.find(q.ask.in(language).substr(0, 12)), std::string::npos) << q.id;
      }
}

TEST_F(Layout, TheRecorderSeesACutText) {
  Model model = connected_to(touring());
  show::Status s = touring();
  s.tour.steps[1].title = {std::string(600, 'x'), std::string(600, 'x')};
  show_status(model, s);
  bool seen = false;
  for (const TextRecord& text : lay_out(model, 1)) seen = seen || (text.cut && text.dynamic);
  EXPECT_TRUE(seen);
}

}  // namespace
}  // namespace guangmu::console
