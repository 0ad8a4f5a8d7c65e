// `guangmu data …` on the command line: one function for each subcommand, which owns its options.
#include <memory>

#include "app/main/command_line.h"
#include "tools/data_verify.h"

namespace guangmu {
namespace {

void add_verify(CLI::App& data, Action& action) {
  const auto o = std::make_shared<tools::DataVerifyOptions>();
  CLI::App* sub = subcommand(data, "verify", "hold the live platform against data.yaml: what its makers must mend", o->exhibit);
  sub->add_option("--lang", o->lang, "zh or en; default: both")->check(CLI::IsMember({"zh", "en"}));
  sub->add_option("--polls", o->polls, "how often each source is asked, `every` apart")->check(CLI::Range(1, 1000))->capture_default_str();
  sub->add_option("--seconds", o->seconds, "longest time for all polls")->check(CLI::Range(1.0, 86400.0))->capture_default_str();
  sub->add_flag("--json", o->json, "as JSON");
  sub->callback([o, &action] { action = [o] { return tools::run_data_verify(*o); }; });
}

}  // namespace

void add_data(CLI::App& app, Action& action) {
  CLI::App* data = app.add_subcommand("data", "figures: find, explain, verify");
  data->require_subcommand(1);
  add_verify(*data, action);
}

}  // namespace guangmu
