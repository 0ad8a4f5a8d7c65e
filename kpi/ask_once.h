// One answer of a source, brought by the wall's own fetcher: sign-in, certificates, proxy, redirects, pages, limits and
// faults are those of the running wall. For the tools. Any thread.
#pragma once

#include <optional>

#include "base/result.h"
#include "kpi/fetch/answer.h"
#include "kpi/fetch/http_look.h"
#include "kpi/source_settings.h"

namespace guangmu::kpi {

struct AskedOnce {
  Result<Answer> answer;         // the first that came, or the first fault, as the wall would tell it
  std::optional<HttpLook> look;  // of the last request; nothing where a source is not polled over HTTP
};

// Blocks until the source has answered or failed: a polled one for at most its timeout, a pushing one until it would
// count as silent. Faults are Blame::machine.
AskedOnce ask_once(const SourceSettings& source);

}  // namespace guangmu::kpi
