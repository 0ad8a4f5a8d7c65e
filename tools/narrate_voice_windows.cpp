#include <process.h>

#include <cerrno>
#include <cstring>

#include "tools/narrate_voice.h"

namespace guangmu::tools {

namespace {
// One argument as the C runtime of the child takes it apart again.
std::string quoted(const std::string& word) {
  std::string out = "\"";
  for (char c : word) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}
}  // namespace

Result<int> run_program(const std::vector<std::string>& command, std::string&) {
  std::vector<std::string> words;
  for (const std::string& word : command) words.push_back(quoted(word));
  std::vector<const char*> arguments;
  for (const std::string& word : words) arguments.push_back(word.c_str());
  arguments.push_back(nullptr);
  const auto status = _spawnvp(_P_WAIT, command[0].c_str(), arguments.data());
  if (status < 0) return Error{std::strerror(errno), Blame::machine};
  return static_cast<int>(status);
}

}  // namespace guangmu::tools
