// Everything that runs a wall, in the order of its start: figures, stage, window, renderer, sound, control. Frame thread.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>

#include "app/alarm_keeper.h"
#include "app/fault_book.h"
#include "app/frame_stats.h"
#include "app/profile_keeper.h"
#include "app/rehearsal.h"
#include "app/shown_watch.h"
#include "app/wall_figures.h"
#include "app/wall_heads.h"
#include "app/wall_window.h"
#include "audio/engine.h"
#include "config/watcher.h"
#include "control/server.h"
#include "devices/processor_watch.h"
#include "kpi/board.h"
#include "kpi/history/history.h"
#include "kpi/recording/recorder.h"
#include "renderer/renderer.h"
#include "stage/stage.h"
#include "store/journal.h"
#include "store/verifications.h"
#include "tools/exhibit.h"

namespace guangmu::app {

struct WallOptions {
  std::string exhibit;
  WindowWish window;
  std::string first_scene;
  std::string listen;   // control's address; empty: the exhibit's; "none": no server
  std::string state;    // folder; empty: nothing is kept
  bool sound = true;
  bool live = true;     // poll the sources; false: figures come by board().judge_payload()
  bool backdrop_moves = true;
  bool frame_strip = false;  // the frame's number as coded cells along each head's bottom edge
  std::optional<Instant> clock;  // the scenes' clock stands here
  std::string record;        // what the sources send goes into this file; empty: nowhere
  double record_mb = 256;    // its size at most
  std::string replay;        // figures come from this recording, in its time; nothing is polled, no figure kept
  double speed = 1;          // of the replay
};

// What one frame did.
struct FrameDone {
  bool open = true;      // false: the window was closed
  bool drawn = false;    // something changed on the wall
  renderer::FrameReport report;
};

class Wall {
 public:
  static Result<std::unique_ptr<Wall>> start(const WallOptions& options);
  ~Wall();

  FrameDone frame(double now_s, bool late);

  // Keeps the scene on the wall (no rotation), as the command of an operator would; for benches.
  void hold_scene() { own_commands_ = {show::Rotation{false}}; }

  kpi::Board& board() { return *board_; }
  renderer::Renderer& renderer() { return *renderer_; }
  stage::Stage& stage() { return *stage_; }
  // The codes of the last frame, heads side by side in heads_px(), with the strip; 3 bytes a pixel. Blocks.
  std::vector<std::uint8_t> capture_heads();
  FrameStats& stats() { return stats_; }
  const WallWindow& window() const { return *window_; }
  std::uint64_t frame_number() const { return frame_; }
  const control::Server* server() const { return server_.get(); }

 private:
  explicit Wall(const WallOptions& options);
  Result<void> open_exhibit();
  Result<void> open_figures();
  Result<void> open_picture();
  Result<void> open_sound_and_control();
  void reload();
  void carry_out(const stage::StageFrame& frame);
  void watch_figures(const show::Picture& picture);
  void answer(const show::ShowOutput& show);
  void load_clips();
  void watch_processor();
  void show_picture(const stage::StageFrame& frame, FrameDone& done);
  void serve_pictures();
  void gather_faults(const kpi::SnapshotPtr& data, const audio::AudioStatus& sound);
  void gather_refusals(const kpi::SnapshotPtr& data);
  show::Status status(const audio::AudioStatus& sound) const;
  void rebuild_renderer();
  std::optional<std::uint64_t> strip() const;  // the number that the heads carry, where it was asked for

  WallOptions options_;
  std::optional<draw::TextEngine> text_;
  tools::Exhibit exhibit_;
  std::unique_ptr<kpi::Recorder> recorder_;  // before the board, whose thread feeds it
  std::shared_ptr<kpi::History> history_;  // null: nothing is kept, or a rehearsal
  std::optional<ShownWatch> shown_;
  std::optional<WallFigures> past_;
  std::unique_ptr<kpi::Board> board_;
  std::optional<Rehearsal> rehearsal_;
  std::unique_ptr<stage::Stage> stage_;
  std::optional<WallWindow> window_;
  std::optional<renderer::Renderer> renderer_;
  WallHeads heads_;
  std::unique_ptr<audio::Engine> sound_;
  control::CommandInbox inbox_;
  control::StatusBoard states_;
  control::PictureDesk pictures_;
  std::unique_ptr<control::Server> server_;
  std::unique_ptr<store::Journal> journal_;
  std::optional<ProfileKeeper> profiles_;
  std::unique_ptr<store::Verifications> verifications_;  // null without a state folder
  std::string verification_fault_;                       // of the newest record at the start
  std::optional<AlarmKeeper> alarms_;  // of a live wall
  std::optional<config::Watcher> watcher_;
  std::optional<led::ProcessorSettings> watched_;
  std::optional<devices::ProcessorWatch> processor_;
  FaultBook faults_;
  kpi::SnapshotPtr refusals_of_;  // whose refusals stand in faults_; null: of none, or of other declarations
  FrameStats stats_;
  std::map<std::uint64_t, control::Batch> waiting_;  // batches the show has not answered yet, by ticket
  std::vector<show::Command> own_commands_;          // given with the next frame
  std::uint64_t next_ticket_ = 1;
  std::uint64_t frame_ = 0;
  double started_s_ = -1, faults_gathered_s_ = -1;
  double now_s_ = 0;
  Instant wall_clock_;
  std::vector<control::PictureWish> program_wishes_;
  bool state_usable_ = false;  // the state folder is there and may be written
  std::string reload_error_;
  std::string context_error_;
};

}  // namespace guangmu::app
