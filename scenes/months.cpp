#include "scenes/months.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/time.h"

namespace guangmu::scenes {
namespace {

constexpr std::array<const char*, 12> names{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::string month_words(const Date& d, bool with_year, Language language) {
  if (language == Language::zh)
    return with_year ? fmt::format("{}年{}月", d.year, d.month) : fmt::format("{}月", d.month);
  const char* name = names[static_cast<std::size_t>(d.month - 1)];
  return with_year ? fmt::format("{} {}", name, d.year) : name;
}

}  // namespace

std::vector<AxisLabel> month_labels(const std::vector<std::string>& x, double pitch_px, double least_px,
                                    Language language) {
  std::vector<AxisLabel> labels;
  std::vector<Date> dates;
  for (const std::string& text : x) {
    const auto d = parse_date(text);
    if (!d || d->month == 0) break;
    dates.push_back(*d);
  }
  const auto apart = static_cast<std::size_t>(std::max(1., std::ceil(least_px / std::max(1., pitch_px))));
  if (dates.size() < x.size()) {
    for (std::size_t i = 0; i < x.size(); i += apart) labels.push_back({i, x[i], false});
    return labels;
  }
  // Quarters where they have room, else half years, else years.
  const int every = pitch_px >= least_px       ? 1
                    : pitch_px * 3 >= least_px ? 3
                    : pitch_px * 6 >= least_px ? 6
                                               : 12;
  for (std::size_t i = 0; i < dates.size(); ++i) {
    const Date& d = dates[i];
    if (i != 0 && (d.month - 1) % every != 0) continue;
    if (d.month == 1)
      labels.push_back(
          {i, language == Language::zh ? fmt::format("{}年", d.year) : fmt::format("{}", d.year), true});
    else
      labels.push_back({i, month_words(d, i == 0, language), i == 0});
  }
  // A first label that stands too near to the next one gives way to it, unless it alone tells the year.
  if (labels.size() > 1 && labels[1].index - labels[0].index < apart && !labels[0].strong)
    labels.erase(labels.begin());
  if (labels.size() > 1 && labels[1].index - labels[0].index < apart) labels.erase(labels.begin() + 1);
  return labels;
}

}  // namespace guangmu::scenes
