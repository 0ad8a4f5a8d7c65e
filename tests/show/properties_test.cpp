// What holds for every show, however it is operated.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fmt/core.h>

#include <random>
#include <set>

#include "tests/show/rehearsal.h"

namespace guangmu::show {
namespace {

std::string random_command(std::mt19937& random) {
  static const char* const texts[] = {"take overview",
                                      "take timeline",
                                      "take flow",
                                      "take nowhere",
                                      "take",
                                      "cut",
                                      "fade 0.6",
                                      "preview flow",
                                      "preview overview",
                                      "undo",
                                      "hold 3",
                                      "hold off",
                                      "rotation on",
                                      "rotation off",
                                      "tour start welcome",
                                      "tour start silent",
                                      "tour pause",
                                      "tour resume",
                                      "tour next",
                                      "tour back",
                                      "tour stop",
                                      "tour goto 2",
                                      "tour goto 9",
                                      "timeline next",
                                      "timeline back",
                                      "timeline hold",
                                      "timeline goto third",
                                      "blackout on",
                                      "blackout off",
                                      "freeze on",
                                      "freeze off",
                                      "logo on",
                                      "message hi",
                                      "message off",
                                      "emergency fire",
                                      "emergency off",
                                      "brightness 0.3",
                                      "volume narration -3",
                                      "mute on",
                                      "mute off",
                                      "pattern cards",
                                      "pattern off",
                                      "language en",
                                      "language zh",
                                      "accept users_total",
                                      "hall open"};
  return texts[random() % std::size(texts)];
}

struct Trace {
  std::string text;
  void add(const Rehearsal& hall) {
    const Picture& p = hall.out.picture;
    text += fmt::format("{} {} {} {:.6f} {:.6f} {} {}\n", p.program, p.outgoing, p.preview, p.time_s,
                        p.progress, p.timeline.to, p.caption.zh);
  }
};

std::string random_show(unsigned seed, bool check) {
  std::mt19937 random(seed);
  show::Setup s = setup();
  s.exhibit.rotation = {true, Duration{5}};
  Rehearsal hall(s);
  Trace trace;
  double last_time_s = 0;
  const std::set<std::string> known{"overview", "timeline", "flow"};
  for (int i = 0; i < 400; ++i) {
    if (random() % 3 == 0) hall.readiness["flow"].ready = random() % 2 == 0;
    std::vector<std::string> batch;
    for (auto n = 1 + random() % 3; n > 0; --n) batch.push_back(random_command(random));
    hall.send_all(batch);
    for (auto n = random() % 60; n > 0; --n) hall.frame({});
    trace.add(hall);
    if (!check) continue;
    const Picture& p = hall.out.picture;
    EXPECT_TRUE(known.contains(p.program)) << p.program;
    EXPECT_TRUE(p.preview.empty() || known.contains(p.preview));
    EXPECT_EQ(p.outgoing.empty(), p.progress == 1) << p.outgoing << p.progress;
    EXPECT_NE(p.outgoing, p.program);
    EXPECT_GE(p.time_s, last_time_s);
    EXPECT_GE(p.entered_s, 0);
    EXPECT_GE(p.timeline.to, 0);
    EXPECT_LT(p.timeline.to, 3);
    EXPECT_GE(p.timeline.from, 0);
    EXPECT_LT(p.timeline.from, 3);
    EXPECT_GE(p.timeline.moved_s, 0);
    EXPECT_GE(p.black, 0);
    EXPECT_LE(p.black, 1);
    last_time_s = p.time_s;
    const Status status = hall.status();
    EXPECT_EQ(status.scene.program, p.program);
    EXPECT_LE(status.scene.undo_depth, 10);
    EXPECT_LE(status.last_commands.size(), 20u);
    if (status.tour.running) {
      EXPECT_GE(status.tour.step, 1);
      EXPECT_LE(status.tour.step, 3);
      EXPECT_GE(status.tour.position_s, 0);
      EXPECT_LE(status.tour.position_s, status.tour.length_s);
    }
    if (status.tour.running && !status.tour.held) {
      EXPECT_FALSE(status.control.holder == Holder::rotation);
    }
  }
  // Every ticket was answered once.
  hall.run(2.5);
  std::map<std::uint64_t, int> answered;
  for (const Answer& answer : hall.answers) ++answered[answer.ticket];
  EXPECT_EQ(answered.size(), 400u);
  for (const auto& [ticket, times] : answered) EXPECT_EQ(times, 1) << ticket;
  return trace.text;
}

TEST(ShowProperties, RandomCommandsNeverLeaveAnInvalidState) {
  for (unsigned seed = 1; seed <= 25; ++seed) {
    random_show(seed, true);
    if (HasFailure()) FAIL() << "seed " << seed;
  }
}

TEST(ShowProperties, SameInputsGiveTheSameShow) {
  for (unsigned seed = 100; seed < 105; ++seed) EXPECT_EQ(random_show(seed, false), random_show(seed, false));
}

// Whatever the tour and the operator do, the mixer is only asked for clips that exist, and never resumes what
// it was not given.
TEST(ShowProperties, SoundCuesNameClipsThatWerePlayed) {
  for (unsigned seed = 1; seed <= 10; ++seed) {
    std::mt19937 random(seed);
    Rehearsal hall;
    for (int i = 0; i < 300; ++i) {
      hall.send(random_command(random));
      for (auto n = random() % 40; n > 0; --n) hall.frame({});
    }
    std::set<std::uint32_t> played;
    for (const audio::SoundCue& cue : hall.cues) {
      if (const auto* play = std::get_if<audio::PlayClip>(&cue)) {
        EXPECT_TRUE(played.insert(play->serial).second) << "serials are used once";
        EXPECT_NE(play->serial, 0u);
        EXPECT_TRUE(play->after == 0 || played.contains(play->after));
      }
      if (const auto* resume = std::get_if<audio::ResumeClip>(&cue)) {
        EXPECT_TRUE(played.contains(resume->serial));
      }
      if (const auto* pause = std::get_if<audio::PauseClip>(&cue)) {
        EXPECT_TRUE(played.contains(pause->serial));
      }
    }
  }
}

}  // namespace
}  // namespace guangmu::show
