#include "app/profile_keeper.h"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "base/log.h"
#include "led_mapping/pixel_correction.h"
#include "led_mapping/profile_text.h"
#include "store/state_folder.h"
#include "tools/profile_file.h"

namespace guangmu::app {
namespace {

Result<std::shared_ptr<const led::PixelCorrection>> read_pixels_of(const std::string& path, SizePx wall) {
  const auto bytes = store::read_file(path);
  if (!bytes) return Error{path + ": cannot be read; it belongs beside the profile that names it"};
  auto pixels = led::read_pixels(*bytes, path, wall);
  if (!pixels) return pixels.error();
  return std::make_shared<const led::PixelCorrection>(std::move(*pixels));
}

std::string pixels_path(const std::string& state_folder, const stage::KeptProfile& profile) {
  return state_folder + "/profiles/" + profile.settings.pixels;
}

stage::KeptProfile* find(stage::ProfileShelf& shelf, const std::string& id) {
  for (auto& each : shelf.list)
    if (each.info.id == id) return &each;
  return nullptr;
}

}  // namespace

ProfileKeeper::ProfileKeeper(const std::string& state_folder, const led::WallSettings& wall)
    : state_folder_(state_folder) {
  if (state_folder.empty()) {
    first_.why_not_kept =
        "the wall runs without a state folder, so nothing can be kept; start it with --state FOLDER";
    return;
  }
  folder_ = std::make_unique<store::ProfileFolder>(state_folder);
  first_ = shelf_of(folder_->first(), {});
  choose_active(folder_->first().confirmed);
  adopt(folder_->first());
  stage::KeptProfile* active = find(first_, active_);
  if (active == nullptr || active->settings.pixels.empty()) return;
  auto pixels = read_pixels_of(pixels_path(state_folder_, *active), wall.size_px());
  if (pixels)
    active->pixels = *pixels;
  else
    active->fault = active_fault_ = pixels.error().text;
}

// The one that was confirmed last, or if that is gone or broken, the one before.
void ProfileKeeper::choose_active(const std::vector<std::string>& confirmed) {
  for (auto id = confirmed.rbegin(); id != confirmed.rend(); ++id) {
    if (*id == show::wall_alone) return;
    const stage::KeptProfile* kept = find(first_, *id);
    if (kept != nullptr && kept->fault.empty()) {
      active_ = *id;
      return;
    }
    if (active_fault_.empty())
      active_fault_ = fmt::format(
          "the profile {} was confirmed last but {}; the wall shows the one before it", *id,
          kept == nullptr ? "is not in the state folder any more" : "cannot be read: " + kept->fault);
  }
}

stage::ProfileShelf ProfileKeeper::shelf_of(const store::ProfileListing& listing,
                                            const stage::ProfileShelf& before) {
  stage::ProfileShelf shelf;
  shelf.id_for = &store::profile_id;
  shelf.highest = std::max(listing.highest, before.highest);
  broken_.clear();
  for (const store::ProfileFile& file : listing.files) {
    if (file.version == 0) continue;  // gets its number first
    stage::KeptProfile kept = tools::read_profile(file);
    if (!kept.fault.empty()) broken_[file.id] = kept.fault;
    kept.info.confirmed =
        std::find(listing.confirmed.begin(), listing.confirmed.end(), file.id) != listing.confirmed.end();
    unseen_.erase(file.id);
    for (const stage::KeptProfile& was : before.list)
      if (was.info.id == file.id) {
        kept.info.confirmed = kept.info.confirmed || was.info.confirmed;
        if (was.settings.pixels == kept.settings.pixels) kept.pixels = was.pixels;
      }
    shelf.list.push_back(std::move(kept));
  }
  for (const stage::KeptProfile& was : before.list)
    if (unseen_.contains(was.info.id)) shelf.list.push_back(was);  // on its way to the disk
  return shelf;
}

// Numbers are given here alone, so that no two versions get the same.
void ProfileKeeper::adopt(const store::ProfileListing& listing) {
  int next = listing.highest;
  for (const store::ProfileFile& file : listing.files)
    if (file.version == 0) folder_->adopt(file.id, store::profile_id(++next, file.id));
}

void ProfileKeeper::frame(stage::Stage& stage, const std::vector<show::ProfileDeed>& deeds) {
  if (!folder_) return;
  for (const show::ProfileDeed& deed : deeds) {
    if (deed.kind == show::ProfileDeed::Kind::activate) {
      folder_->activate(deed.id);
      active_fault_.clear();
      continue;
    }
    const stage::KeptProfile* kept = stage.profiles().find(deed.id);
    if (kept == nullptr) continue;
    unseen_.insert(deed.id);
    folder_->keep(deed.id, led::profile_yaml(kept->settings));
  }
  if (const auto listing = folder_->news()) {
    stage::ProfileShelf shelf = shelf_of(*listing, stage.profiles().shelf());
    store::ProfileListing numbered = *listing;
    numbered.highest = shelf.highest;
    adopt(numbered);
    stage.fill_profiles(std::move(shelf));
  }
  load_pixels(stage);
}

void ProfileKeeper::load_pixels(stage::Stage& stage) {
  for (const std::string& id : stage.profiles().take_wanted_pixels()) {
    const stage::KeptProfile* kept = stage.profiles().find(id);
    if (kept == nullptr || loading_.contains(id)) continue;
    loading_[id] = std::async(std::launch::async, &read_pixels_of, pixels_path(state_folder_, *kept),
                              stage.settings().wall.size_px());
  }
  for (auto it = loading_.begin(); it != loading_.end();) {
    if (it->second.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
      ++it;
      continue;
    }
    stage.profiles().set_pixels(it->first, it->second.get());
    it = loading_.erase(it);
  }
}

std::map<std::string, std::string> ProfileKeeper::faults() const {
  std::map<std::string, std::string> faults;
  if (!folder_) return faults;
  for (const auto& [id, text] : broken_) faults["file/" + id] = text + "; this version is left aside";
  faults["active"] = active_fault_;
  faults["folder"] = folder_->fault();
  return faults;
}

}  // namespace guangmu::app
