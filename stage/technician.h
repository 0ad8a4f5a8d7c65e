// The wall as the technician's page shows it: map, colours in force, single modules, versions. Pure.
#pragma once

#include <vector>

#include "led_mapping/plan.h"
#include "led_mapping/profile.h"
#include "led_mapping/settings.h"
#include "show/values/technician.h"
#include "stage/profiles.h"

namespace guangmu::stage {

show::WallMap wall_map(const led::WallSettings& wall, const led::Plan& plan);
show::ColourStatus colour_status(const led::WallSettings& wall, const Profiles::Made& in_force);
std::vector<show::ModuleInfo> module_infos(const led::WallSettings& wall,
                                           const led::ProfileSettings& profile);

// Fills available, reason and list; the rest is the show's.
void describe_profiles(const Profiles& profiles, show::ProfileStatus& status);

}  // namespace guangmu::stage
