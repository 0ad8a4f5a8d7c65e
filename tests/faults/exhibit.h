// The exhibit of the fault test: a small wall, one scene with all figures in even tiles, sources on loopback.
#pragma once

#include <string>

namespace guangmu::testing {

struct SourceAddresses {
  int http = 1, trusted = 1, expired = 1, misnamed = 1;  // ports
  std::string authority;                                 // PEM file
};

// Writes the whole folder.
void write_fault_exhibit(const std::string& folder, const SourceAddresses& sources);

inline constexpr int fault_wall_w = 768, fault_wall_h = 576;

// What the exhibit's ${...} stand for: into the environment of every program that reads it.
constexpr const char* fault_environment = "FAULTS_SECRET=quiet";

}  // namespace guangmu::testing
