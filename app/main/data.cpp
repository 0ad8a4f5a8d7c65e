// `guangmu data …` on the command line: one function for each subcommand, which owns its options.
#include <memory>

#include "app/main/command_line.h"
#include "tools/data_explore.h"

namespace guangmu {
namespace {

void add_explore(CLI::App& data, Action& action) {
  const auto o = std::make_shared<tools::DataExploreOptions>();
  CLI::App* sub = data.add_subcommand("explore", "fetch one sample and write a first data.yaml with every number in it");
  sub->add_option("from", o->from, "http(s) address of the document, or a file")->required();
  sub->add_option("--header", o->headers, "request header, \"Name: value\"; may be given again; ${NAME} is taken from the environment");
  sub->add_option("--format", o->format, "json, csv or prometheus; default: as it looks")->check(CLI::IsMember({"json", "csv", "prometheus"}));
  sub->add_option("-o,--output", o->output, "write data.yaml here; without it printed");
  sub->add_flag("--force", o->force, "write over a file that is there");
  sub->callback([o, &action] { action = [o] { return tools::run_data_explore(*o); }; });
}

}  // namespace

void add_data(CLI::App& app, Action& action) {
  CLI::App* data = app.add_subcommand("data", "figures: find, explain, verify");
  data->require_subcommand(1);
  add_explore(*data, action);
}

}  // namespace guangmu
