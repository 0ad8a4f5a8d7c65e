// One wall without window, thread or clock: step(inputs) -> frame. It holds the show and the scenes, and turns what should stand
// on the wall into one request to the renderer. Frame thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "audio/values/cues.h"
#include "kpi/values/snapshot.h"
#include "led_mapping/output_tables.h"
#include "led_mapping/plan.h"
#include "renderer/face/text.h"
#include "renderer/renderer.h"
#include "scenes/overlay.h"
#include "show/show.h"
#include "stage/pattern_stand.h"
#include "stage/power_watch.h"
#include "stage/profiles.h"
#include "stage/scene_set.h"
#include "stage/settings.h"

namespace guangmu::stage {

// The name under which the sound knows the tone of the pattern flash.
inline constexpr const char* beep_clip = "beep";

struct StageInput {
  double now_s = 0;          // monotonic seconds
  Instant wall_clock;        // hall time
  std::uint64_t frame = 0;   // number of the frame that this step makes
  std::vector<show::Batch> batches;
  kpi::SnapshotPtr data;     // never null
  const audio::AudioStatus* audio = nullptr;
};

// Valid until the next step.
struct StageFrame {
  renderer::FrameRequest request;
  show::ShowOutput show;
};

// How a stage differs from one that runs a hall: stills are settled at once, benches hold clock or ground.
struct StageOptions {
  std::string first_scene;          // empty: the exhibit's first
  std::optional<Instant> clock;     // the scenes' clock stands here
  bool backdrop_moves = true;
  bool rehearsal = false;           // the figures are replayed: the wall says so in a small mark
  bool limiter_settled = false;     // power as it would be limited in the end
  ProfileShelf shelf;               // kept versions of the wall's colours
  show::CheckRecord check;          // the newest record of the guided check; begun is empty where there is none
  std::string why_no_check = "the wall runs without a state folder, so no answer could be kept; start it with --state FOLDER";
  std::string profile;              // the one that was confirmed last; empty: wall.yaml alone
};

class Stage {
 public:
  // `text` must outlive the stage. Fails when the wall's plan cannot be made, in the words of led_mapping.
  static Result<std::unique_ptr<Stage>> create(Settings settings, draw::TextEngine& text, StageOptions options = {});

  StageFrame step(const StageInput& in);
  // What came of the frame: the renderer's report, for the state. After each step whose frame was rendered.
  void note(const renderer::FrameReport& report, double now_s);

  // The kept versions; what stands on the wall stays as far as it is still possible.
  Profiles& profiles() { return profiles_; }
  void fill_profiles(ProfileShelf shelf);
  // Why the colours that were asked for do not stand on the wall; empty while they do.
  const std::string& colour_fault() const { return colour_fault_; }

  // Edited files: the show goes on where it is as far as that still exists.
  Result<void> replace(Settings settings);

  // The settled picture of a scene, for previews and thumbnails; null for an unknown one. Valid until the next call for it.
  const draw::DrawList* settled(const std::string& id);

  // Fills the show's part of the state, the figures, and which scenes failed.
  void describe(show::Status& status) const;

  std::string failure(const std::string& id) const { return scenes_->failure(id); }
  const std::string& preview_id() const { return picture_.preview; }

  const Settings& settings() const { return settings_; }
  const led::Plan& plan() const { return plan_; }
  const led::OutputTables& tables() const { return tables_; }
  std::vector<std::string> clips() const { return show_->clips(); }
  // The figures that the scene on program was made from, and which of them it shows.
  const kpi::SnapshotPtr& program_data() const { return program_.in.data; }
  std::vector<std::string> program_metrics() const { return scenes_->metric_ids(picture_.program); }
  // What the newest frame drew, for lists of texts.
  const draw::DrawList& program_list() const { return program_.out.list; }

 private:
  // One scene on its way to the renderer: its last picture, and what it was made from.
  struct Shown {
    std::string id;
    scenes::SceneOutput out;
    scenes::SceneInput in;
    bool known = false;
  };

  Stage(Settings settings, draw::TextEngine& text, StageOptions options);
  Result<void> rebuild();
  show::Setup setup() const;
  void prepare_output(const show::Picture& picture);
  void make_tables(const show::ColourPicture& wanted);
  kpi::SnapshotPtr figures_for(const show::Picture& picture, const kpi::SnapshotPtr& live);
  scenes::SceneInput scene_input(const show::Picture& picture, const kpi::SnapshotPtr& data, Instant clock) const;
  void build(Shown& shown, SceneSet& set, const std::string& id, const scenes::SceneInput& in);
  void build_overlay(const show::Picture& picture);

  Settings settings_;
  draw::TextEngine& text_;
  StageOptions options_;
  led::Plan plan_;
  led::OutputTables tables_;
  led::PowerLimits power_;
  PowerWatch power_watch_;
  std::uint64_t tables_version_ = 1;
  Profiles profiles_;
  show::ColourPicture colour_;  // what tables_ are made of
  std::string colour_fault_;
  show::WallMap map_;
  show::ColourStatus colour_status_;
  std::vector<show::ModuleInfo> modules_;
  double brightness_ = 1;
  std::unique_ptr<show::Show> show_;
  std::unique_ptr<SceneSet> scenes_, settled_scenes_;
  std::unique_ptr<scenes::Overlay> overlay_;
  scenes::SceneOutput overlay_out_;
  Shown program_, outgoing_;
  std::map<std::string, Shown> settled_;
  PatternStand pattern_;
  std::uint32_t beeps_ = 0xBEE00000;  // serials of clips that no show gives
  kpi::SnapshotPtr live_, frozen_, frozen_from_;
  std::shared_ptr<const show::SpokenFigures> spoken_;
  show::Picture picture_;
  Instant wall_clock_;
};

}  // namespace guangmu::stage
