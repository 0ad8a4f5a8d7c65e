// The findings of a calibration in plain words, Chinese or English.
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "led_mapping/photo/calibrate.h"

namespace guangmu::led {
namespace {

struct Odd {
  std::size_t module = 0;
  std::string zh, en;
};

std::string where(const Calibration& c, std::size_t module, Language language) {
  const int row = static_cast<int>(module) / c.levels.columns + 1,
            column = static_cast<int>(module) % c.levels.columns + 1;
  return language == Language::zh ? fmt::format("第 {} 列第 {} 行", column, row)
                                  : fmt::format("column {}, row {}", column, row);
}

// Modules that a person should look at, the worst first.
std::vector<Odd> odd_modules(const Calibration& c) {
  constexpr std::array<const char*, 3> zh{"红", "绿", "蓝"}, en{"red", "green", "blue"};
  struct Ranked {
    double worst;
    Odd odd;
  };
  std::vector<Ranked> found;
  for (std::size_t m = 0; m < c.gains.size(); ++m) {
    Ranked r{0, {m, "", ""}};
    const auto add = [&](double worst, const std::string& z, const std::string& e) {
      r.worst = std::max(r.worst, worst);
      r.odd.zh += (r.odd.zh.empty() ? "" : "，") + z;
      r.odd.en += (r.odd.en.empty() ? "" : ", ") + e;
    };
    for (std::size_t k = 0; k < 3; ++k) {
      const LevelEstimate& e = c.levels.modules[k][m];
      if (e.dead || !e.seen) {
        add(10, fmt::format("{}色不亮", zh[k]), fmt::format("no {} light", en[k]));
      } else {
        if (e.light < 0.75)
          add(1 - e.light, fmt::format("{}色只有平均的 {:.0f} %", zh[k], e.light * 100),
              fmt::format("{} at {:.0f} % of the mean", en[k], e.light * 100));
        if (e.light > 1.33)
          add(e.light - 1, fmt::format("{}色达平均的 {:.0f} %", zh[k], e.light * 100),
              fmt::format("{} at {:.0f} % of the mean", en[k], e.light * 100));
        if (e.uneven > 0.015 && e.uneven > 4 * c.levels.uneven)
          add(e.uneven, fmt::format("{}色模组内部不均（{:.1f} %）", zh[k], e.uneven * 100),
              fmt::format("{} uneven inside the module ({:.1f} %)", en[k], e.uneven * 100));
      }
    }
    if (!r.odd.en.empty()) found.push_back(std::move(r));
  }
  std::sort(found.begin(), found.end(), [](const Ranked& a, const Ranked& b) { return a.worst > b.worst; });
  std::vector<Odd> out;
  for (Ranked& r : found) out.push_back(std::move(r.odd));
  return out;
}

double mean_error(const Calibration& c) {
  double sum = 0, n = 0;
  for (std::size_t k = 0; k < 3; ++k)
    for (const LevelEstimate& e : c.levels.modules[k])
      if (e.seen && !e.dead) sum += e.error * e.error, n += 1;
  return std::sqrt(sum / std::max(1., n));
}

}  // namespace

std::string calibration_report(const Calibration& c, Language language) {
  const bool zh = language == Language::zh;
  std::string out;
  const auto line = [&](const std::string& z, const std::string& e) { out += (zh ? z : e) + "\n"; };
  line(fmt::format("{} 张照片，{} 个机位，每颗灯 {:.1f} 像素，模糊 {:.1f} 颗灯", c.photographs, c.poses,
                   c.px_per_led, c.blur_leds),
       fmt::format("{} photographs from {} standpoint{}, {:.1f} px per LED, blur {:.1f} LEDs", c.photographs,
                   c.poses, c.poses == 1 ? "" : "s", c.px_per_led, c.blur_leds));
  line(fmt::format("镜头使墙面最暗处降至最亮处的 {:.0f} %，已扣除", c.levels.shading * 100),
       fmt::format("the lens darkens the wall's darkest place to {:.0f} % of the brightest; taken off",
                   c.levels.shading * 100));
  line("模组间不均匀度（标准差 / 平均值）       红      绿      蓝",
       "non-uniformity of modules (sigma / mean)    red   green    blue");
  line(fmt::format("  校正前                             {:5.2f} %  {:5.2f} %  {:5.2f} %", c.before[0] * 100,
                   c.before[1] * 100, c.before[2] * 100),
       fmt::format("  before                                {:5.2f} % {:5.2f} % {:5.2f} %", c.before[0] * 100,
                   c.before[1] * 100, c.before[2] * 100));
  line(fmt::format("  校正后（预计）                     {:5.2f} %  {:5.2f} %  {:5.2f} %", c.after[0] * 100,
                   c.after[1] * 100, c.after[2] * 100),
       fmt::format("  after, as expected                    {:5.2f} % {:5.2f} % {:5.2f} %", c.after[0] * 100,
                   c.after[1] * 100, c.after[2] * 100));
  if (!c.corrects) {
    line("墙面已经均匀：差异不超过测量误差，配置文件不改动任何模组。",
         "The wall is even already: what differs is within the measurement's error, and the profile changes "
         "no module.");
  } else {
    line(fmt::format("亮度保留 {:.0f} %（损失 {:.0f} %）；亮度不足、保持原样的灯 {} 颗", c.level * 100,
                     (1 - c.level) * 100, c.clipped_leds),
         fmt::format(
             "brightness left {:.0f} % ({:.0f} % lost); {} LEDs are too weak for it and stay as they are",
             c.level * 100, (1 - c.level) * 100, c.clipped_leds));
  }
  if (c.pixels.size.area() > 0)
    line(fmt::format("逐灯校正：模组内各灯的差异为 {:.1f} %、{:.1f} %、{:.1f} %（红、绿、蓝）",
                     c.pixel_spread[0] * 100, c.pixel_spread[1] * 100, c.pixel_spread[2] * 100),
         fmt::format("every LED is corrected: inside modules they differed by {:.1f} %, {:.1f} %, {:.1f} % "
                     "(red, green, blue)",
                     c.pixel_spread[0] * 100, c.pixel_spread[1] * 100, c.pixel_spread[2] * 100));
  if (c.seams.joints.empty()) {
    line("照片不够清晰，未测量拼缝。", "The photographs are too coarse or blurred to measure seams.");
  } else if (!c.seams.seen) {
    line(fmt::format("拼缝：未见明暗线（每条误差 {:.1f} %）", c.seams.noise * 50),
         fmt::format("seams: no dark or bright lines seen ({:.1f} % error each)", c.seams.noise * 50));
  } else {
    std::size_t dark = 0, bright = 0;
    for (const SeamEstimate& j : c.seams.joints)
      (j.excess < 0 ? dark : bright) += std::abs(j.excess) < 0.004 ? 0 : 1;
    line(fmt::format("拼缝：{} 条暗线、{} 条亮线已校正", dark, bright),
         fmt::format("seams: {} dark and {} bright lines corrected", dark, bright));
  }
  const std::vector<Odd> odd = odd_modules(c);
  if (!odd.empty()) line("请检查的模组：", "modules to look at:");
  for (std::size_t i = 0; i < std::min<std::size_t>(odd.size(), 12); ++i)
    line("  " + where(c, odd[i].module, language) + "：" + odd[i].zh,
         "  " + where(c, odd[i].module, language) + ": " + odd[i].en);
  if (odd.size() > 12)
    line(fmt::format("  另有 {} 块", odd.size() - 12), fmt::format("  and {} more", odd.size() - 12));
  line(fmt::format("把握：每个模组的亮度误差约 {:.2f} %（1σ）", mean_error(c) * 100),
       fmt::format("confidence: each module's level is known to about {:.2f} % (one sigma)",
                   mean_error(c) * 100));
  if (!c.levels.slope_known)
    line(fmt::format("{}"
                     "：贯穿整面墙的平缓明暗变化与镜头暗角无法区分，已按镜头处理；若肉眼可见，请从明显不同的"
                     "机位再拍一组。",
                     c.poses == 1 ? "仅一个机位" : "各机位过于相近"),
         fmt::format("{}: a slow slope over the whole wall without jumps at the joints looks like lens "
                     "shading and was taken as such; if the "
                     "eye sees one, take a further set from a clearly different standpoint.",
                     c.poses == 1 ? "One standpoint only" : "The standpoints are too alike"));
  for (const LocalText& r : c.remarks) out += r.in(language) + "\n";
  if (!c.dead.empty())
    line("下一步：更换不亮的模组后重新拍摄校正。",
         "next: replace the modules without light, then photograph and calibrate again.");
  else if (c.corrects)
    line("下一步：试用配置文件（profile apply），半屏对比后确认。",
         "next: try the profile (profile apply), compare half the wall, then keep it.");
  return out;
}

}  // namespace guangmu::led
