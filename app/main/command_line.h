// How the subcommands are declared to the parser; main.cpp runs the one that was named.
#pragma once

#include <CLI/CLI.hpp>

#include <functional>
#include <string>

namespace guangmu {

// What the parsed command line wants run; returns the exit code.
using Action = std::function<int()>;

inline CLI::App* subcommand(CLI::App& app, const char* name, const char* help, std::string& exhibit) {
  CLI::App* sub = app.add_subcommand(name, help);
  sub->add_option("exhibit", exhibit, "folder of the exhibit, e.g. config/exhibits/lanzhou")->required();
  return sub;
}

// Figures: `guangmu data …`.
void add_data(CLI::App& app, Action& action);
// The technician's: `guangmu led …`.
void add_led(CLI::App& app, Action& action);


}  // namespace guangmu
