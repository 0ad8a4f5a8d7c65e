// Writes what is derived from the settings' own descriptions: config/schemas/*.schema.json and
// docs/reference.md. Run after a key was added, renamed or described anew: guangmu-reference [root of the
// repository, default: .]
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include "config/files.h"
#include "config/reference.h"
#include "config/schema.h"

namespace {

bool write(const std::filesystem::path& path, const std::string& text) {
  std::error_code bad;
  std::filesystem::create_directories(path.parent_path(), bad);
  std::ofstream out(path, std::ios::binary);
  out << text;
  if (out.flush()) return true;
  std::fprintf(stderr, "guangmu-reference: %s cannot be written; start it with the root of the repository\n",
               path.string().c_str());
  return false;
}

}  // namespace

int main(int argc, char** argv) {
  const std::filesystem::path root = argc > 1 ? argv[1] : ".";
  bool good = write(root / "docs/reference.md", guangmu::config::reference_text());
  for (const auto& kind : guangmu::config::file_kinds)
    good = write(root / "config/schemas" / (std::string(kind.name) + ".schema.json"),
                 guangmu::config::schema_text(kind.name)) &&
           good;
  return good ? 0 : 1;
}
