// `guangmu data …` on the command line: one function for each subcommand, which owns its options.
#include <memory>

#include "app/main/command_line.h"
#include "tools/data_explore.h"
#include "tools/data_export.h"
#include "tools/data_verify.h"
#include "tools/data_why.h"

namespace guangmu {
namespace {

void add_explore(CLI::App& data, Action& action) {
  const auto o = std::make_shared<tools::DataExploreOptions>();
  CLI::App* sub = data.add_subcommand("explore", "fetch one sample and write a first data.yaml with every number in it");
  sub->add_option("from", o->from, "http(s) address of the document, or a file; with a source: the exhibit's folder")->required();
  sub->add_option("source", o->source, "id of a source in data.yaml: asked as it is declared there, sign-in and all");
  sub->add_option("--header", o->headers, "request header, \"Name: value\"; may be given again; ${NAME} and ${file:PATH} are filled in");
  sub->add_option("--format", o->format, "json, csv or prometheus; default: as it looks")->check(CLI::IsMember({"json", "csv", "prometheus"}));
  sub->add_option("-o,--output", o->output, "write data.yaml here; without it printed");
  sub->add_flag("--force", o->force, "write over a file that is there");
  sub->callback([o, &action] { action = [o] { return tools::run_data_explore(*o); }; });
}

void add_verify(CLI::App& data, Action& action) {
  const auto o = std::make_shared<tools::DataVerifyOptions>();
  CLI::App* sub = subcommand(data, "verify", "hold the live platform against data.yaml: what its makers must mend", o->exhibit);
  sub->add_option("--lang", o->lang, "zh or en; default: both")->check(CLI::IsMember({"zh", "en"}));
  sub->add_option("--polls", o->polls, "how often each source is asked, `every` apart")->check(CLI::Range(1, 1000))->capture_default_str();
  sub->add_option("--seconds", o->seconds, "longest time for all polls")->check(CLI::Range(1.0, 86400.0))->capture_default_str();
  sub->add_flag("--json", o->json, "as JSON");
  sub->callback([o, &action] { action = [o] { return tools::run_data_verify(*o); }; });
}

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
  for (const auto add : {add_explore, add_why, add_verify, add_export, add_backup}) add(*data, action);
}

}  // namespace guangmu
