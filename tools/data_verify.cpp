#include "tools/data_verify.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "base/result.h"
#include "tools/platform_watch.h"

namespace guangmu::tools {
namespace {

using Json = nlohmann::ordered_json;

// What was seen of a source, in one line.
std::string facts_line(const SourceFacts& f, bool zh) {
  std::string line;
  const auto add = [&](const std::string& part) { line += (line.empty() ? "" : ", ") + part; };
  if (f.look && f.look->status > 0) {
    const kpi::HttpLook& l = *f.look;
    add(fmt::format("{} {}", l.version, l.status));
    if (l.tls) add("TLS");
    if (l.certificate_days)
      add(zh ? fmt::format("证书还有 {:.0f} 天", *l.certificate_days) : fmt::format("certificate for {:.0f} days", *l.certificate_days));
    add(l.content_type.empty() ? (zh ? "没有类型" : "no type") : l.content_type);
    add(fmt::format("{} {}", l.bytes, zh ? "字节" : "bytes"));
    add(l.packing.empty() ? std::string(zh ? "未压缩" : "unpacked") : l.packing);
    add(!l.etag.empty() ? "ETag" : !l.last_modified.empty() ? "Last-Modified" : zh ? "无 ETag" : "no ETag");
    add(fmt::format("{:.0f} {}", l.took_s * 1000, zh ? "毫秒" : "ms"));
  }
  add(zh ? fmt::format("{} 次询问，{} 次有数", f.polls, f.good) : fmt::format("{} polls, {} good", f.polls, f.good));
  if (f.moves) add(*f.moves ? (zh ? "时间在走" : "its time moves") : (zh ? "时间没动" : "its time stands"));
  return line;
}

}  // namespace

Conformance verify_platform(const kpi::DataSettings& data, int polls, double seconds) {
  const Watched seen = watch_platform(data, {polls, seconds});
  return judge_platform(data, seen.looks, seen.polls);
}

int exit_code(const Conformance& found) {
  if (found.unreachable()) return static_cast<int>(Blame::machine);
  return found.to_mend() > 0 ? static_cast<int>(Blame::user) : 0;
}

std::string conformance_text(const Conformance& found, std::optional<Language> language) {
  const bool zh = language != Language::en, en = language != Language::zh;
  std::string out;
  for (const auto& [id, facts] : found.sources) {
    out += fmt::format("{}  {}\n", id, facts.url);
    if (zh) out += "  " + facts_line(facts, true) + "\n";
    if (en) out += "  " + facts_line(facts, false) + "\n";
    for (const Finding& f : found.findings) {
      if (f.source != id) continue;
      const std::string about = f.about.empty() ? "" : f.about + ": ";
      if (zh) out += fmt::format("  {} {}{}\n", f.mend ? "[须改]" : "[建议]", about, f.what.zh);
      if (en) out += fmt::format("  {} {}{}\n", f.mend ? "[mend]" : "[consider]", about, f.what.en);
    }
  }
  if (zh) out += fmt::format("须改 {} 项，建议 {} 项\n", found.to_mend(), found.to_consider());
  if (en) out += fmt::format("{} to mend, {} to consider\n", found.to_mend(), found.to_consider());
  return out;
}

std::string conformance_json(const Conformance& found) {
  Json sources = Json::object(), findings = Json::array();
  for (const auto& [id, f] : found.sources) {
    Json s{{"url", f.url}, {"reached", f.reached}, {"polls", f.polls}, {"good", f.good}, {"time_moves", nullptr}, {"http", nullptr}};
    if (f.moves) s["time_moves"] = *f.moves;
    if (f.look) {
      const kpi::HttpLook& l = *f.look;
      s["http"] = {{"status", l.status},       {"version", l.version},     {"tls", l.tls},     {"content_type", l.content_type},
                   {"etag", !l.etag.empty()},  {"last_modified", !l.last_modified.empty()},    {"packing", l.packing},
                   {"bytes", l.bytes},         {"packed_bytes", l.packed_bytes},               {"connect_ms", l.connect_s * 1000},
                   {"took_ms", l.took_s * 1000}, {"fault", l.fault}};
      s["http"]["certificate_days"] = l.certificate_days ? Json(*l.certificate_days) : Json();
    }
    sources[id] = std::move(s);
  }
  for (const Finding& f : found.findings)
    findings.push_back({{"level", f.mend ? "mend" : "consider"}, {"source", f.source}, {"about", f.about}, {"zh", f.what.zh}, {"en", f.what.en}});
  return Json{{"sources", sources}, {"findings", findings}, {"to_mend", found.to_mend()}, {"to_consider", found.to_consider()}}
             .dump(2, ' ', false, Json::error_handler_t::replace) +
         "\n";
}

}  // namespace guangmu::tools
