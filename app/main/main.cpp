// The command line. Each subcommand fills its options and calls its room; nothing else happens here.
#include <CLI/CLI.hpp>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <optional>
#include <string>
#include <vector>

#include "app/bench.h"
#include "app/main/command_line.h"
#include "app/show.h"
#include "base/log.h"
#include "base/version.h"
#include "stage/names.h"
#include "tools/check.h"
#include "tools/ctl.h"
#include "tools/exhibit.h"
#include "tools/narrate.h"
#include "tools/platform.h"
#include "tools/render.h"

namespace guangmu {
namespace {

void add_show(CLI::App& app, app::ShowOptions& o, Action& action) {
  const auto add = [&](const char* name, const char* help) {
    CLI::App* sub = subcommand(app, name, help, o.exhibit);
    sub->add_flag("--headless", o.headless, "draw offscreen, without a display");
    sub->add_option("--size", o.size, "show in a window of this size, e.g. 1152x720");
    sub->add_option("--scene", o.scene, "scene to begin with");
    sub->add_option("--seconds", o.seconds, "end after this time; 0: run until stopped");
    sub->add_option("--listen", o.listen, "address and port of the control API");
    sub->add_flag("--no-audio", o.no_audio, "no sound device; tours run in time all the same");
    sub->add_option("--state", o.state, "folder for what must survive: last good figures, logs, journal");
    sub->add_flag("--frame-strip", o.frame_strip, "each head carries the frame's number as coded cells along its bottom edge; --save then holds the heads");
    sub->add_option("--record", o.record, "write everything that the sources send into this recording; one that is there is continued");
    sub->add_option("--record-mb", o.record_mb, "size of the recording in MB; at the limit the oldest part goes");
    sub->add_option("--replay", o.replay, "a rehearsal: the figures of this recording, in its time; nothing is polled and none of them is kept");
    sub->add_option("--speed", o.speed, "how many times as fast a recording is replayed");
    sub->add_option("--save", o.save, "write the wall's picture to this PNG at the end");
    return sub;
  };
  add("show", "run the wall")->callback([&] { action = [&o] { return app::run_show(o); }; });
  add("watch", "run the wall and keep it running")->callback([&] { action = [&o] { return app::run_watch(o); }; });
}

void add_render(CLI::App& app, tools::RenderOptions& o, Action& action) {
  CLI::App* sub = subcommand(app, "render", "draw a still or a clip; touches neither network nor state", o.exhibit);
  sub->add_option("--scene", o.scene, "scene to draw");
  sub->add_option("--tour", o.tour, "tour to draw as a clip with its sound");
  sub->add_flag("--rotation", o.rotation, "draw the rotation of scenes as a clip");
  sub->add_option("--at", o.at_s, "seconds since the scene entered");
  sub->add_option("--from", o.from_s, "first second of a clip");
  sub->add_option("--to", o.to_s, "last second of a clip");
  sub->add_option("--fps", o.fps, "frames per second of a clip");
  sub->add_option("--clock", o.clock, "wall-clock time, ISO 8601; default: still_clock of exhibit.yaml");
  sub->add_option("--data", o.data, "figures from this JSON file instead of the report's");
  sub->add_option("--replay", o.replay, "figures of this recording as they came, from --clock on; default: from its first");
  sub->add_option("--speed", o.speed, "how many times as fast the recording is replayed");
  sub->add_option("--lang", o.language, "zh or en")->check(CLI::IsMember({"zh", "en"}));
  sub->add_option("--stage", o.stage, "canvas, output or wall")->check(CLI::IsMember({"canvas", "output", "wall"}));
  sub->add_option("--head", o.head, "one head alone, counted from 1 (stage output)");
  sub->add_option("--texts", o.texts, "list every drawn text in this JSON file");
  sub->add_option("--event", o.event, "timeline event the scene stands on");
  sub->add_option("-o,--output", o.output, "FILE.png or FILE.mp4")->required();
  sub->callback([&] { action = [&o] { return tools::run_render(o); }; });
}

void add_others(CLI::App& app, app::BenchOptions& bench, tools::PlatformOptions& platform, tools::CtlOptions& ctl,
                std::string& exhibit, Action& action) {
  subcommand(app, "check", "read everything and tell every mistake", exhibit)->callback([&] {
    action = [&exhibit] { return tools::run_check(exhibit); };
  });
  subcommand(app, "narrate", "make the narration of the tours whose text changed", exhibit)->callback([&] {
    action = [&exhibit] { return tools::run_narrate(exhibit); };
  });
  CLI::App* b = subcommand(app, "bench", "measure the wall at its own size; one line of JSON", bench.exhibit);
  b->add_option("--scene", bench.scene, "scene to measure");
  b->add_option("--seconds", bench.seconds, "how long, after 3 s of warm-up");
  b->add_flag("--idle", bench.idle, "one figure a second, background and clock held");
  b->add_flag("--idle-live", bench.idle_live, "one figure a second, background moving");
  b->add_flag("--headless", bench.headless, "offscreen instead of a window");
  b->callback([&] { action = [&bench] { return app::run_bench(bench); }; });
  CLI::App* p = subcommand(app, "platform", "a stand-in for the live platform", platform.exhibit);
  p->add_option("--listen", platform.listen, "address and port; default: those of the exhibit's source");
  p->add_option("--fault", platform.faults, "NAME=VALUE, e.g. latency=2 cut=100 garbage=1 type=1 status=503 auth=1 stale=1 jump=10");
  p->add_option("--state", platform.state, "folder that remembers when the first run began, so that counters go on from there");
  p->callback([&] { action = [&platform] { return tools::run_platform(platform); }; });
  CLI::App* c = app.add_subcommand("ctl", "send commands to a running wall, or print its state");
  c->add_option("--to", ctl.to, "address and port of the wall");
  c->add_option("--token", ctl.token, "access token, for a wall on another machine")->envname("GUANGMU_TOKEN");
  c->add_option("command", ctl.words, "a command such as: take overview; or: state")->required();
  c->callback([&] { action = [&ctl] { return tools::run_ctl(ctl); }; });
}

// What is wrong with the words that name a command: one that is none, or one that is missing behind `led` or `data`;
// CLI11 would only say that something is missing. `so_far` is what stands before `word`.
std::optional<std::string> wrong_command(const CLI::App& app, int argc, char** argv, int word, const std::string& so_far) {
  std::vector<std::string> known;
  for (const CLI::App* sub : app.get_subcommands(nullptr)) known.push_back(sub->get_name());
  if (known.empty() || (word < argc && argv[word][0] == '-')) return std::nullopt;
  if (word >= argc) {
    if (word == 1) return std::nullopt;  // `guangmu` alone: the parser lists everything
    return fmt::format("{} what? Expected one of: {}; `{} --help` tells of them", so_far, fmt::join(known, ", "), so_far);
  }
  const std::string name = argv[word];
  if (std::find(known.begin(), known.end(), name) != known.end())
    return wrong_command(*app.get_subcommand(name), argc, argv, word + 1, so_far + " " + name);
  const std::string like = stage::nearest(name, known);
  return fmt::format("there is no command \"{}\"; {}`{} --help` lists them", name,
                     like.empty() ? "" : fmt::format("did you mean \"{}\"? ", like), so_far);
}

int run(int argc, char** argv) {
  CLI::App app{"Guangmu drives the LED wall of an exhibition hall."};
  app.set_version_flag("--version", std::string(version));
  app.require_subcommand(1);
  Action action;
  app::ShowOptions show;
  app::BenchOptions bench;
  tools::RenderOptions render;
  tools::PlatformOptions platform;
  tools::CtlOptions ctl;
  std::string exhibit;
  add_show(app, show, action);
  add_render(app, render, action);
  add_data(app, action);
  add_led(app, action);
  add_others(app, bench, platform, ctl, exhibit, action);
  if (const auto wrong = wrong_command(app, argc, argv, 1, "guangmu")) return tools::tell({*wrong});
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : static_cast<int>(Blame::user);
  }
  return action();
}

}  // namespace
}  // namespace guangmu

int main(int argc, char** argv) {
  try {
    const int code = guangmu::run(argc, argv);
    guangmu::log::flush();
    return code;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "guangmu: a mistake of ours: %s; please report it with the command line\n", error.what());
    guangmu::log::flush();
    return static_cast<int>(guangmu::Blame::ours);
  }
}
