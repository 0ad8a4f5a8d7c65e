// The wall's colour from and for other programs, whole files at once: measurements and curves as the text of
// a profile, the pipeline as a .cube or .cal. Pure; every mistake in a file is an Error with file:line.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "led_mapping/output_tables.h"

namespace guangmu::formats {

// By the end of its name: .cube, .cal, .ti3.
bool is_colour_file(std::string_view name);

// A profile with the cards' curves: of a .cube of one dimension (code to light), of a .cal (what it corrects
// to sRGB), of a .ti3's ramps. What a .ti3 says about the LEDs belongs into wall.yaml and stands in front as
// comments.
Result<std::string> profile_of_colour_file(std::string_view bytes, const std::string& name);

// sRGB to the codes / 255 that the wall gets, dither left out: native primaries, white, gains, brightness and
// curves. The correction of single modules, seams and pixels is left out, since one file stands for the whole
// wall.
std::string cube_of_wall(const led::WallSettings& wall, const led::ProfileSettings& profile, bool three_d,
                         int size);
// Grays alone, channel by channel, for a machine without Guangmu.
std::string cal_of_wall(const led::WallSettings& wall, const led::ProfileSettings& profile);

}  // namespace guangmu::formats
