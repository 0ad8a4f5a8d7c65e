// The state as Prometheus text exposition format 0.0.4. Pure; any thread.
#pragma once

#include <string>

#include "show/values/status.h"

namespace guangmu::control {

std::string metrics_text(const show::Status& status);

}  // namespace guangmu::control
