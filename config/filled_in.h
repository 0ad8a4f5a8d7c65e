// Texts of settings with ${NAME} from the environment and ${file:PATH} from a file that only its owner may read; $${
// stands for ${. Blocks on the disk where a file is named.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace guangmu::config {

// Gives the value of ${NAME}; nothing when it is not set.
using Environment = std::function<std::optional<std::string>(std::string_view name)>;
Environment process_environment();

// PATH may be relative to `folder`. Errors name what is missing and what to do, never a secret.
Result<std::string> filled_in(std::string_view text, const Environment& environment, const std::string& folder);

// ${NAME} and ${file:PATH} stay as they are: nothing is looked up. Errors are those of writing alone.
Result<std::string> not_filled_in(std::string_view text);

}  // namespace guangmu::config
