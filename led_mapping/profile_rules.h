// A profile laid over the settings of a wall: what holds then, and whether it fits that wall.
#pragma once

#include "led_mapping/profile.h"

namespace guangmu::led {

// The wall's colour settings with what the profile sets in their place. A white of the profile replaces
// white_k and white_xy together; its gamma replaces gamma and curve, its curve beats both; a toe_lift of 0
// keeps the wall's. Gains, modules, seams and pixels are no colour settings and stay in the profile.
ColourSettings with_profile(ColourSettings colour, const ProfileSettings& profile);

// Everything ProfileSettings::check() says, and what only the wall can tell: number of modules, seams of
// modules there are not, the size of `pixels` (null: none was read). Nothing may be applied while it lists an
// error.
fields::Complaints check_for_wall(const WallSettings& wall, const ProfileSettings& profile,
                                  const PixelCorrection* pixels = nullptr);

}  // namespace guangmu::led
