// What a figure may claim on the wall: its text, and by form and words whether it is live, late, stale, a
// report's, set by hand or held back for checking.
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "kpi/values/number_text.h"
#include "kpi/values/snapshot.h"
#include "scenes/scene.h"

namespace guangmu::scenes {

enum class Form { live, late, stale, report, checking, manual };

struct Claim {
  std::optional<double> value;  // empty: no data yet
  kpi::NumberText text;
  std::string label;
  Form form = Form::live;
  std::vector<std::string>
      marks;        // words beside the label, the longest first; empty when nothing needs saying
  float light = 1;  // of the figure: 0.75 when stale
  double changes_in_s = std::numeric_limits<double>::infinity();  // until form or words change by age alone
};

// label: what the scene calls it; when empty the metric's own label, else its id. While a tour's figures
// stand on the wall, the overlay tells their date, and no figure claims anything of its own.
Claim claim_of(const SceneInput& in, const std::string& metric, const LocalText& label);

// The same for charts: their age counts from the last good payload.
struct ChartClaim {
  bool empty = true;  // nothing received yet, or not declared
  bool demonstration = false;
  Form form = Form::live;
  std::string mark;  // age in words, when late or stale
  float light = 1;
  double changes_in_s = std::numeric_limits<double>::infinity();
};
ChartClaim claim_of(const SceneInput& in, const kpi::Series* series);
ChartClaim claim_of(const SceneInput& in, const kpi::Table* table);

// The more doubtful of two: live < late < manual < checking < report < stale.
Form worse(Form a, Form b);

std::string no_data(Language language);             // 暂无数据 / no data
// Why a course has no points yet: 历史数据积累中 / History is being gathered; 历史数据无法保存 / History cannot be kept;
// 未启用历史记录 / No history is kept.
std::string no_history(const kpi::Snapshot& data, Language language);
std::string demonstration_mark(Language language);  // 演示数据 / demo data
std::string date_words(Date d, Language language);  // 2022年12月31日 / 31 Dec 2022

}  // namespace guangmu::scenes
