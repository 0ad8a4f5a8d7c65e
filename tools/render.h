// `guangmu render`: a still or a clip. Touches neither network nor state: same inputs, same bytes.
#pragma once

#include <string>

namespace guangmu::tools {

struct RenderOptions {
  std::string exhibit, scene, tour, output;
  bool rotation = false;
  double at_s = 10;            // seconds since the scene entered
  double from_s = 0, to_s = -1;  // of a clip; to_s < 0: a still
  double fps = 60;
  std::string clock;           // ISO 8601; empty: still_clock of exhibit.yaml
  std::string data;            // file with figures; empty: the report's, taken as live at that clock
  std::string replay;          // recording whose answers are judged as they come; clock then defaults to its first
  double speed = 1;            // of the replay, and of the clock with it
  std::string language;        // zh or en; empty: the exhibit's first
  std::string stage = "canvas";  // canvas, output or wall
  int head = 0;                // from 1; 0: all side by side
  std::string texts;           // write every drawn text here as JSON
  std::string event;           // timeline event that the scene stands on
};

int run_render(const RenderOptions& options);

}  // namespace guangmu::tools
