// The versions of a wall's calibration and colours in the state folder: DIR/profiles/NNNN-name.yaml, each
// with a file of pixels beside it where it has one, and `active`: one id a line in the order in which they
// were confirmed, the last of them is on the wall. Bytes and names only; what stands in them is read
// elsewhere.
//
// Files are replaced whole, a version before the line that activates it: after a power cut the wall has the
// version that was confirmed last. Nothing is ever deleted here. A file that somebody puts into the folder is
// found within a second.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace guangmu::store {

struct ProfileFile {
  std::string id;    // the file's name without .yaml
  int version = 0;   // NNNN; 0: not numbered yet
  std::string path;  // of the .yaml
  std::string text;
  Instant changed;  // to some microseconds, for the files have a clock of their own; not compared
  friend bool operator==(const ProfileFile& a, const ProfileFile& b) {
    return a.id == b.id && a.version == b.version && a.path == b.path && a.text == b.text;
  }
};

struct ProfileListing {
  std::vector<ProfileFile> files;      // by version, those without a number last, the oldest first
  std::vector<std::string> confirmed;  // oldest first; may name versions that are gone
  int highest = 0;                     // version
  std::string fault;                   // why the folder cannot be read; empty while it can
  friend bool operator==(const ProfileListing&, const ProfileListing&) = default;
};

// Of the state folder. Blocks on the disk.
ProfileListing list_profiles(const std::string& state_folder);

// "0007-night-shift" of 7 and "Night shift!"; what is no ASCII letter or digit counts as a gap.
std::string profile_id(int version, std::string_view label);
// NNNN of such an id; 0 for any other.
int profile_version(std::string_view id);

// Copies a profile file, and the pixels that it names, into the folder as the next version; its id.
Result<std::string> import_profile(const std::string& state_folder, const std::string& file,
                                   const std::string& pixels_name);

// Frame thread, but for what its own thread does: it reads, writes and looks for changes.
class ProfileFolder {
 public:
  explicit ProfileFolder(std::string state_folder);
  ~ProfileFolder();  // writes what is waiting
  ProfileFolder(const ProfileFolder&) = delete;
  ProfileFolder& operator=(const ProfileFolder&) = delete;

  // What stood there at the start.
  const ProfileListing& first() const { return first_; }
  // A listing that differs from the last one given; at once, usually nothing.
  std::optional<ProfileListing> news();

  void keep(std::string id, std::string text);
  void activate(std::string id);
  // Gives a file without a number its place among the versions.
  void adopt(std::string from, std::string id);

  std::string fault() const;  // of writing; empty while all is well

 private:
  struct Impl;
  ProfileListing first_;
  std::unique_ptr<Impl> impl_;
};

}  // namespace guangmu::store
