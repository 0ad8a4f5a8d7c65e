// Leads a person with a camera through patterns on a running wall, one after the other.
#pragma once

#include <string>
#include <vector>

namespace guangmu::tools {

struct PhotographStep {
  std::string pattern;  // as `pattern NAME` takes it
  std::string words;    // "3 of 22, locate-03: photograph it"
};

struct PhotographWalk {
  std::string to, token;  // the wall's address
  std::string before;     // how to set the camera up
  std::vector<PhotographStep> steps;
  std::string after;  // what to do with the photographs
};

// Each pattern until Enter. The wall gets its show back at the end, also after a refusal. Returns the
// process's exit code.
int walk(const PhotographWalk& walk);

}  // namespace guangmu::tools
