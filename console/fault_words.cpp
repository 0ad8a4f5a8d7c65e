#include "console/fault_words.h"

#include <fmt/core.h>

#include <algorithm>
#include <string_view>

#include "console/check_words.h"

namespace guangmu::console {
namespace {

bool starts(const std::string& text, const std::string& with) {
  return text.compare(0, with.size(), with) == 0;
}

FaultWords of_source(const show::SourceStatus& source, Language language) {
  if (language == Language::zh)
    return {fmt::format("数据来源“{}”没有新数字", source_name(source, language)),
            "墙上留着最后的好数字并注明时间，墙会一直重试。请查平台和网络。", in_words(source.fault, language)};
  return {fmt::format("No new figures from the source “{}”", source_name(source, language)),
          "The wall keeps the last good figures with their age and goes on asking. Check the platform.",
          source.fault};
}

FaultWords of_metric(const show::MetricStatus& metric, const std::string& id, Language language) {
  const bool zh = language == Language::zh;
  const std::string label = metric.label.in(language).empty() ? id : metric.label.in(language);
  const std::string stands = metric.digits.in(language) + " " + metric.unit_text.in(language);
  if (zh)
    return {fmt::format("“{}”有一个读数未采用", label),
            fmt::format("墙上仍是 {}。打电话问平台，再在“数据”页接受或拒绝。", stands), in_words(metric.refused, language)};
  return {fmt::format("A reading of “{}” was stopped", label),
          fmt::format("The wall still shows {}. Ask the platform, then accept or refuse it (F2).", stands),
          in_words(metric.refused, language)};
}

// The wall's own Chinese: there is room for one line, which says what; what follows says what to do, or why.
FaultWords of_chinese(const show::Fault& fault) {
  if (fault.room == "config") return {"刚保存的文件有错，没有采用", fault.advice_zh, fault.text_zh};
  constexpr std::string_view stop = "；";
  const std::size_t at = fault.text_zh.find(stop);
  if (at == std::string::npos) return {fault.text_zh, fault.advice_zh, ""};
  const std::string rest = fault.text_zh.substr(at + stop.size());
  return fault.advice_zh.empty() ? FaultWords{fault.text_zh.substr(0, at), rest, ""}
                                 : FaultWords{fault.text_zh.substr(0, at), fault.advice_zh, rest};
}

}  // namespace

std::string source_name(const show::SourceStatus& source, Language language) {
  return source.label.in(language).empty() ? source.id : source.label.in(language);
}

std::string source_name(const std::string& id, const show::Status& status, Language language) {
  for (const auto& source : status.sources)
    if (source.id == id) return source_name(source, language);
  return id;
}

FaultWords fault_words(const show::Fault& fault, const show::Status& status, Language language) {
  const bool zh = language == Language::zh;
  if (fault.room == "kpi") {
    for (const auto& source : status.sources)
      if (starts(fault.text, "source " + source.id + ":")) return of_source(source, language);
    for (const auto& [id, metric] : status.metrics)
      if (starts(fault.text, id + ":")) return of_metric(metric, id, language);
  }
  if (!zh) return {fault.text, fault.advice, ""};
  if (!fault.text_zh.empty()) return of_chinese(fault);
  // Of a wall with other sentences than ours; what the reason says is for whoever looks after it.
  if (fault.room == "audio")
    return {"声音有故障", "导览照样按时走，画面不受影响。请查功放和声卡。", fault.text};
  if (fault.room == "config")
    return {"刚保存的文件有错，没有采用", "墙上仍是上一个正确的版本。改好再存一次即可。", fault.text};
  if (fault.room == "scenes")
    return {"一个画面出错，待机画面顶上", "请换到另一个画面，并告诉维护人员。", fault.text};
  if (fault.room == "store") return {"记录写不进磁盘", "画面不受影响。请查磁盘空间。", fault.text};
  if (fault.room == "devices") return {"大厅的设备有故障", "请查屏、视频处理器和报警的接收端。", fault.text};
  return {"墙报告了一个故障", "请告诉维护人员。", fault.text};
}

std::vector<FaultLine> fault_lines(const show::Status& status, Language language) {
  const bool zh = language == Language::zh;
  std::vector<FaultLine> lines;
  std::size_t stopped = 0, stopped_at = 0;
  for (const auto& fault : status.faults) {
    FaultLine line{fault_words(fault, status, language), fault.since, fault.severity, fault.room};
    const show::MetricStatus* metric = nullptr;
    for (const auto& [id, each] : status.metrics)
      if (fault.room == "kpi" && starts(fault.text, id + ":")) metric = &each;
    if (!metric) {
      lines.push_back(std::move(line));
      continue;
    }
    if (stopped++ == 0) {
      stopped_at = lines.size();
      lines.push_back(std::move(line));
      continue;
    }
    FaultLine& one = lines[stopped_at];
    one.words.what = zh ? fmt::format("{} 个数字各有一个读数未采用", stopped)
                        : fmt::format("Readings of {} figures were stopped", stopped);
    one.words.advice =
        zh ? "墙上仍是各自的上一个好数字。打电话问平台，再在“数据”页接受或拒绝。"
           : "The wall keeps their last good values. Ask the platform, then accept or refuse them (F2).";
    one.words.reason += (one.words.reason.empty() ? "" : zh ? "；" : "; ") + line.words.reason;
    one.since = std::min(one.since, line.since);
  }
  return lines;
}

}  // namespace guangmu::console
