// Between the state folder and the stage: reads the kept versions of the wall's colours, writes down what was
// confirmed, notices files that somebody puts there. Frame thread; disk and large files are left to other
// threads.
#pragma once

#include <future>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "led_mapping/settings.h"
#include "stage/profiles.h"
#include "stage/stage.h"
#include "store/profiles.h"

namespace guangmu::app {

class ProfileKeeper {
 public:
  // An empty folder: everything can be tried, nothing kept. Blocks on the disk; reads the pixels of the
  // version that has to stand on the wall first.
  ProfileKeeper(const std::string& state_folder, const led::WallSettings& wall);

  stage::ProfileShelf first_shelf() const { return first_; }
  // The version that was confirmed last and can be read; empty: wall.yaml alone.
  const std::string& first_profile() const { return active_; }

  // Once per frame, after the step.
  void frame(stage::Stage& stage, const std::vector<show::ProfileDeed>& deeds);

  // What is wrong, by a key that stays; in words.
  std::map<std::string, std::string> faults() const;

 private:
  using Pixels = Result<std::shared_ptr<const led::PixelCorrection>>;
  stage::ProfileShelf shelf_of(const store::ProfileListing& listing, const stage::ProfileShelf& before);
  void adopt(const store::ProfileListing& listing);
  void choose_active(const std::vector<std::string>& confirmed);
  void load_pixels(stage::Stage& stage);

  std::string state_folder_;
  std::unique_ptr<store::ProfileFolder> folder_;
  stage::ProfileShelf first_;
  std::string active_, active_fault_;
  std::map<std::string, std::string> broken_;  // first mistake of each file that cannot be read, by id
  std::set<std::string> unseen_;               // kept, but not yet found in the folder
  std::map<std::string, std::future<Pixels>> loading_;  // by id
};

}  // namespace guangmu::app
