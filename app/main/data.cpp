// `guangmu data …` on the command line: one function for each subcommand, which owns its options.
#include <memory>

#include "app/main/command_line.h"
#include "tools/data_export.h"
#include "tools/data_why.h"

namespace guangmu {
namespace {

void add_why(CLI::App& data, Action& action) {
  const auto o = std::make_shared<tools::DataWhyOptions>();
  CLI::App* sub = subcommand(data, "why", "where a figure came from: value, source, payload, checks, what stood on the wall", o->exhibit);
  sub->add_option("metric", o->metric, "its id in data.yaml")->required();
  sub->add_option("--at", o->at, "a moment, 2026-11-25T14:30:00 or 14:30 of today; default: now");
  sub->add_option("--state", o->state, "the wall's state folder");
  sub->add_flag("--json", o->json, "as JSON");
  sub->callback([o, &action] { action = [o] { return tools::run_data_why(*o); }; });
}

void add_export(CLI::App& data, Action& action) {
  const auto o = std::make_shared<tools::DataExportOptions>();
  CLI::App* sub = subcommand(data, "export", "the history of the figures as a plain file", o->exhibit);
  sub->add_option("--state", o->state, "the wall's state folder")->required();
  sub->add_option("--from", o->from, "first moment; default: as far back as is known");
  sub->add_option("--to", o->to, "last moment; default: now");
  sub->add_option("--metrics", o->metrics, "ids with commas between; default: all");
  sub->add_option("--format", o->format, "csv or jsonl")->check(CLI::IsMember({"csv", "jsonl"}));
  sub->add_option("-o,--output", o->output, "FILE")->required();
  sub->callback([o, &action] { action = [o] { return tools::run_data_export(*o); }; });
}

void add_backup(CLI::App& data, Action& action) {
  const auto o = std::make_shared<tools::DataBackupOptions>();
  CLI::App* sub = subcommand(data, "backup", "a copy of the history, whole, while the wall runs", o->exhibit);
  sub->add_option("--state", o->state, "the wall's state folder")->required();
  sub->add_option("-o,--output", o->output, "FILE.db")->required();
  sub->callback([o, &action] { action = [o] { return tools::run_data_backup(*o); }; });
}

}  // namespace

void add_data(CLI::App& app, Action& action) {
  CLI::App* data = app.add_subcommand("data", "figures: find, explain, verify");
  data->require_subcommand(1);
  add_why(*data, action);
  add_export(*data, action);
  add_backup(*data, action);
}

}  // namespace guangmu
