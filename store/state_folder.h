// The state folder: what must survive the end of the process. Every file is replaced whole (written beside, synced, renamed), so a
// power cut leaves the old one or the new one, never half of one.
#pragma once

#include <optional>
#include <string>

#include "base/result.h"

namespace guangmu::store {

// Replaces `path` by `content`. Blocks on the disk. Fails with the reason; the old file then still stands.
Result<void> replace_file(const std::string& path, const std::string& content);

// The file's content, or nothing when there is none or it cannot be read.
std::optional<std::string> read_file(const std::string& path);

// Makes the folder if it is missing and makes sure that it can be written. Fails naming folder and reason.
Result<void> prepare_folder(const std::string& folder);

}  // namespace guangmu::store
