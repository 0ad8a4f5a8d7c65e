#include "tools/data_why.h"

#include <fmt/core.h>

#include <filesystem>

#include "control/wire/why_wire.h"
#include "kpi/declaration.h"
#include "kpi/explain.h"
#include "kpi/history/file.h"
#include "kpi/history/reader.h"
#include "stage/names.h"
#include "tools/data_times.h"
#include "tools/data_why_text.h"
#include "tools/exhibit.h"

namespace guangmu::tools {

int run_data_why(const DataWhyOptions& o) {
  const auto settings = load_or_tell(o.exhibit);
  if (!settings) return static_cast<int>(Blame::user);
  const auto at = moment_of(o.at, "--at", now());
  if (!at) return tell(at.error());
  const kpi::Declaration declaration = kpi::declare(settings->data);
  std::string fault;
  std::unique_ptr<kpi::HistoryReader> reader;
  if (o.state.empty())
    fault = "no --state was given, so only what data.yaml says is known. A wall keeps a history when it runs as "
            "`guangmu show EXHIBIT --state DIR`; name the same folder here";
  else if (std::error_code ec; !std::filesystem::exists(kpi::history_path(o.state), ec))
    fault = fmt::format("there is no {}, so only what data.yaml says is known. A wall keeps a history when it runs as "
                        "`guangmu show {} --state {}`; a wall without --state keeps nothing",
                        kpi::history_path(o.state), o.exhibit, o.state);
  else
    reader = kpi::HistoryReader::open(o.state, &fault);
  auto why = kpi::explain(reader.get(), declaration, o.metric, *at);
  if (!why) {
    std::vector<std::string> known;
    for (const auto& [id, m] : settings->data.metrics) known.push_back(id);
    const std::string like = stage::nearest(o.metric, known);
    return tell({fmt::format("data.yaml has no metric \"{}\"{}", o.metric, like.empty() ? "" : "; did you mean \"" + like + "\"?")});
  }
  if (!reader) why->note = fault;
  if (o.json)
    fmt::print("{}\n", wire::why_json(*why));
  else
    fmt::print("{}", why_text(*why));
  return 0;
}

}  // namespace guangmu::tools
