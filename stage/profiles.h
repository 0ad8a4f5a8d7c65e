// The kept versions of a wall's colours and what can be made of them: the show asks here whether a wish is
// possible, the stage gets its tables here. Without threads and files; app fills the shelf. Frame thread.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "led_mapping/output_tables.h"
#include "led_mapping/profile.h"
#include "show/colour.h"
#include "show/values/technician.h"

namespace guangmu::stage {

struct KeptProfile {
  show::ProfileInfo info;
  led::ProfileSettings settings;
  std::shared_ptr<const led::PixelCorrection> pixels;  // null: it names none, or they were not read yet
  std::string fault;                                   // why it can never be applied: file:line:col and what
};

struct ProfileShelf {
  std::vector<KeptProfile> list;  // by version
  int highest = 0;                // version, also of files that cannot be read
  std::string why_not_kept;       // nothing can be kept, e.g. without a state folder
  std::string (*id_for)(int version, std::string_view label) = nullptr;  // null: nothing can be kept
};

class Profiles : public show::ColourJudge {
 public:
  // `wall` as long as it stands; replaced with every edited wall.yaml.
  void use(const led::WallSettings& wall) { wall_ = &wall; }
  void fill(ProfileShelf shelf) { shelf_ = std::move(shelf); }
  const ProfileShelf& shelf() const { return shelf_; }
  const KeptProfile* find(const std::string& id) const;

  std::string why_not(const show::ColourWish& wish) const override;
  bool coming(const show::ColourWish& wish) const override;
  std::string why_not_kept() const override;
  std::string id_for(std::string_view label, int ahead) const override;

  // Ids whose pixels somebody asked for since the last call; app reads them beside the show.
  std::set<std::string> take_wanted_pixels();
  void set_pixels(const std::string& id, Result<std::shared_ptr<const led::PixelCorrection>> pixels);

  // The profile with its adjustments, fit for the wall; its pixels beside it. Fails in words.
  struct Made {
    led::ProfileSettings settings;
    std::shared_ptr<const led::PixelCorrection> pixels;
  };
  Result<Made> make(const show::ColourWish& wish) const;
  // The whole wall, or its two halves. Milliseconds.
  Result<led::OutputTables> tables(const show::ColourPicture& picture, double brightness) const;

  // A version that was just kept, or confirmed: from now on the show knows it.
  void carry_out(const show::ProfileDeed& deed, Instant at);

 private:
  const led::WallSettings* wall_ = nullptr;
  ProfileShelf shelf_;
  mutable std::set<std::string> wanted_;
};

}  // namespace guangmu::stage
