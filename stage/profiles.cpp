#include "stage/profiles.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "led_mapping/profile_rules.h"
#include "stage/adjust.h"

namespace guangmu::stage {

const KeptProfile* Profiles::find(const std::string& id) const {
  for (const KeptProfile& each : shelf_.list)
    if (each.info.id == id) return &each;
  return nullptr;
}

Result<Profiles::Made> Profiles::make(const show::ColourWish& wish) const {
  Made made;
  if (wish.profile != show::wall_alone) {
    const KeptProfile* kept = find(wish.profile);
    if (kept == nullptr) {
      std::string known = show::wall_alone;
      for (const KeptProfile& each : shelf_.list) known += ", " + each.info.id;
      return Error{fmt::format("there is no profile {}; expected one of: {}", wish.profile, known)};
    }
    if (!kept->fault.empty())
      return Error{fmt::format("the profile {} cannot be read: {}", wish.profile, kept->fault)};
    made.settings = kept->settings;
    made.pixels = kept->pixels;
  }
  if (!made.settings.pixels.empty() && !made.pixels) {
    wanted_.insert(wish.profile);
    return Error{fmt::format("the pixels of {} are being read; try again in a moment", wish.profile)};
  }
  for (const show::Adjustment& each : wish.adjustments)
    if (const auto done = adjust(made.settings, *wall_, each); !done) return done.error();
  const fields::Complaints complaints = led::check_for_wall(*wall_, made.settings, made.pixels.get());
  for (const auto& complaint : complaints.list())
    if (!complaint.warning)
      return Error{fmt::format("{} does not fit this wall: {}: {}",
                               wish.profile == show::wall_alone ? "wall.yaml" : wish.profile, complaint.key,
                               complaint.text)};
  return made;
}

std::string Profiles::why_not(const show::ColourWish& wish) const {
  const auto made = make(wish);
  return made ? std::string{} : made.error().text;
}

bool Profiles::coming(const show::ColourWish& wish) const {
  const KeptProfile* kept = find(wish.profile);
  return kept != nullptr && kept->fault.empty() && !kept->settings.pixels.empty() && !kept->pixels;
}

std::string Profiles::why_not_kept() const {
  return shelf_.id_for == nullptr && shelf_.why_not_kept.empty() ? "this wall keeps no profiles"
                                                                 : shelf_.why_not_kept;
}

std::string Profiles::id_for(std::string_view label, int ahead) const {
  return shelf_.id_for ? shelf_.id_for(shelf_.highest + 1 + ahead, label) : std::string{};
}

std::set<std::string> Profiles::take_wanted_pixels() {
  return std::exchange(wanted_, {});
}

void Profiles::set_pixels(const std::string& id, Result<std::shared_ptr<const led::PixelCorrection>> pixels) {
  for (KeptProfile& each : shelf_.list)
    if (each.info.id == id) {
      if (pixels)
        each.pixels = *pixels;
      else
        each.fault = pixels.error().text;
    }
}

Result<led::OutputTables> Profiles::tables(const show::ColourPicture& picture, double brightness) const {
  const auto of = [&](const show::ColourWish& wish) -> Result<led::OutputTables> {
    const auto made = make(wish);
    if (!made) return made.error();
    return led::make_output_tables(*wall_, made->settings, made->pixels, brightness);
  };
  if (!picture.halves) return of(picture.wish);
  auto left = of((*picture.halves)[0]);
  if (!left) return left.error();
  auto right = of((*picture.halves)[1]);
  if (!right) return right.error();
  return led::join_halves(std::move(*left), std::move(*right), wall_->columns() / 2);
}

void Profiles::carry_out(const show::ProfileDeed& deed, Instant at) {
  if (deed.kind == show::ProfileDeed::Kind::activate) {
    for (KeptProfile& each : shelf_.list)
      if (each.info.id == deed.id) each.info.confirmed = true;
    return;
  }
  auto made = make(deed.from);
  if (!made) return;  // the show asked before it wished
  KeptProfile kept;
  kept.settings = std::move(made->settings);
  kept.settings.label = deed.label;
  kept.settings.by = deed.by;
  kept.settings.made = iso8601(at);
  kept.pixels = std::move(made->pixels);
  kept.info = {deed.id, deed.label, deed.by, ++shelf_.highest, at, false, {}};
  if (const auto& after = kept.settings.non_uniformity_after)
    kept.info.non_uniformity = *std::max_element(after->begin(), after->end());
  shelf_.list.push_back(std::move(kept));
}

}  // namespace guangmu::stage
