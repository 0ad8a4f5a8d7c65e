#include "tools/conformance.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "kpi/formats/payload.h"
#include "kpi/formats/select.h"
#include "kpi/formulas/relation.h"
#include "kpi/ledger.h"
#include "words/words.h"

namespace guangmu::tools {
namespace {

using kpi::Json;

constexpr std::size_t worth_packing_bytes = 16 * 1024;  // below it one packet or two carry it anyway
constexpr double certificate_warning_days = 30;
constexpr double far_from_report = 5;  // times more or less

// Without an exponent where a person writes none.
std::string plain(double value) {
  return fmt::format("{}", value);
}

std::string whole(double value) {
  return fmt::format("{:.0f}", value);
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

// ISO 8601 with T or a space, but neither Z nor an offset behind the time of day.
bool without_zone(const Json& time) {
  if (!time.is(Json::Type::text)) return false;
  const auto day_end = time.text.find_first_of("T ");
  return day_end != std::string::npos && time.text.find_first_of("Zz+-", day_end) == std::string::npos;
}

class Judge {
 public:
  Judge(const kpi::DataSettings& data, const std::map<std::string, kpi::HttpLook>& looks) : data_(data), ledger_(data) {
    for (const auto& [id, s] : data.sources) {
      SourceFacts& facts = out_.sources[id];
      facts.url = ledger_.declaration().shown_url(id);
      if (const auto found = looks.find(id); found != looks.end()) facts.look = found->second;
    }
  }

  Conformance judge(const std::vector<SeenPoll>& polls) {
    for (const SeenPoll& poll : polls)
      if (data_.sources.contains(poll.source)) take(poll);
    for (auto& [id, facts] : out_.sources) {
      facts.reached = facts.good > 0 || (facts.look && facts.look->status > 0);
      polls_of(id, facts);
      if (facts.look) headers_of(id, *facts.look);
      times_of(id, facts);
    }
    tell_refusals();
    std::stable_sort(out_.findings.begin(), out_.findings.end(), [](const Finding& a, const Finding& b) {
      return a.source != b.source ? a.source < b.source : a.mend > b.mend;
    });
    return std::move(out_);
  }

 private:
  void add(bool mend, const std::string& source, const std::string& about, std::string zh, std::string en) {
    Finding f{mend, source, about, {std::move(zh), std::move(en)}};
    if (std::find(out_.findings.begin(), out_.findings.end(), f) == out_.findings.end()) out_.findings.push_back(std::move(f));
  }

  void take(const SeenPoll& poll) {
    SourceFacts& facts = out_.sources[poll.source];
    ++facts.polls;
    if (!poll.fault.empty()) {
      faults_[poll.source].push_back(poll.fault);
      ledger_.poll_failed(poll.source, poll.fault, poll.at);
      return;
    }
    const auto applied = ledger_.apply(poll.source, poll.body, poll.at, poll.content_type);
    if (!applied) {
      unreadable_[poll.source] = applied.error().text;
      return;
    }
    ++facts.good;
    const auto document = kpi::read_payload(poll.body, data_.sources.at(poll.source), poll.content_type);
    if (!document) return;
    const kpi::Snapshot now = ledger_.snapshot();
    note_times(poll, *document);
    note_refusals(poll, now);
    note_relations(poll.source, now);
  }

  // ---- transport

  void polls_of(const std::string& id, const SourceFacts& facts) {
    const auto faults = faults_.find(id);
    if (const auto bad = unreadable_.find(id); bad != unreadable_.end())
      add(true, id, "", "回答不能用：" + words::in_chinese(bad->second), "an answer gives no document: " + bad->second);
    if (faults == faults_.end()) {
      if (facts.polls == 0) add(true, id, "", "在限定时间内没有任何回答", "nothing came within the time that was given");
      return;
    }
    const std::string& first = faults->second.front();
    const std::string zh = words::in_chinese(first);
    if (contains(first, "web page"))
      return add(true, id, "", "给的是网页，不是数据：网络的登录页，或平台的登录页", first);
    if (facts.look && facts.look->bad_certificate)
      add(true, id, "", "TLS 证书不被信任：" + zh, "its TLS certificate is not trusted: " + first);
    else if (static_cast<int>(faults->second.size()) == facts.polls)
      add(true, id, "", fmt::format("{}：{}", facts.reached ? "没有给出数据" : "连不上", zh),
          fmt::format("{}: {}", facts.reached ? "it gives no figures" : "it cannot be reached", first));
    else
      add(true, id, "", fmt::format("{} 次询问中有 {} 次失败：{}", facts.polls, faults->second.size(), zh),
          fmt::format("{} of {} polls failed: {}", faults->second.size(), facts.polls, first));
  }

  void headers_of(const std::string& id, const kpi::HttpLook& look) {
    const kpi::SourceSettings& s = data_.sources.at(id);
    if (look.certificate_days && *look.certificate_days < certificate_warning_days)
      add(false, id, "", fmt::format("TLS 证书 {:.0f} 天后到期", *look.certificate_days),
          fmt::format("its TLS certificate ends in {:.0f} days", *look.certificate_days));
    if (!look.tls && !contains(s.url, "//127.") && !contains(s.url, "//localhost") && !contains(s.url, "//[::1]"))
      add(false, id, "", "数字未经加密传输，建议用 https", "the figures travel in the open; https would protect them");
    if (look.status != 200 || !look.fault.empty()) return;  // told by the polls
    if (look.redirected)
      add(false, id, "", "每次都要重定向一次；把最终地址写进 url", "it redirects every time; write the final address into url");
    const std::string type = lower(look.content_type);
    const char* wanted = s.format == kpi::PayloadFormat::json ? "json" : s.format == kpi::PayloadFormat::csv ? "csv" : "text/plain";
    if (!contains(type, wanted))
      add(false, id, "", fmt::format("Content-Type 是“{}”，应含 {}", look.content_type.empty() ? "（没有）" : look.content_type, wanted),
          fmt::format("its Content-Type is \"{}\"; expected one with {}", look.content_type, wanted));
    if (const auto at = type.find("charset="); at != std::string::npos && s.charset == kpi::Charset::automatic) {
      std::string charset = type.substr(at + 8);
      std::erase_if(charset, [](char c) { return c == '"' || c == ' '; });
      charset = charset.substr(0, charset.find(';'));
      if (charset != "utf-8" && charset != "utf8")
        add(false, id, "", fmt::format("声明的字符集是 {}；用 UTF-8，或在来源里写 charset", charset),
            fmt::format("it declares the charset {}; use UTF-8, or say charset in the source", charset));
    }
    if (look.took_s > s.timeout.s / 2)
      add(false, id, "", fmt::format("回答用了 {:.1f} 秒，墙只等 {:.1f} 秒", look.took_s, s.timeout.s),
          fmt::format("it took {:.1f} s to answer; the wall waits for {:.1f} s", look.took_s, s.timeout.s));
    if (2 * look.bytes > static_cast<std::size_t>(s.max_bytes))
      add(false, id, "", fmt::format("文档有 {} 字节，上限 {}", look.bytes, s.max_bytes),
          fmt::format("the document has {} bytes of at most {}", look.bytes, s.max_bytes));
    if (look.bytes < worth_packing_bytes) return;
    if (look.packing.empty())
      add(false, id, "", fmt::format("{} 字节未压缩；请支持 gzip", look.bytes), fmt::format("{} bytes come unpacked; gzip would do", look.bytes));
    if (look.etag.empty() && look.last_modified.empty())
      add(false, id, "", "没有 ETag 或 Last-Modified：没变的文档也要重传", "neither ETag nor Last-Modified: what did not change is sent again");
  }

  // ---- times

  void note_times(const SeenPoll& poll, const Json& document) {
    bool timed = false;
    for (const auto& [id, m] : data_.metrics) {
      if (m.source != poll.source || !m.formula.empty()) continue;
      if (m.time.empty()) {
        untimed_[poll.source].insert(id);
        continue;
      }
      const auto time = kpi::at_path(document, m.time);
      if (!time) continue;
      timed = true;
      if (m.zone.empty() && without_zone(**time) && zoneless_.insert({poll.source, m.time}).second)
        add(false, poll.source, "", fmt::format("{} 处的时间 {} 没有时区；现按北京时间 +08:00 理解", m.time, (*time)->text),
            fmt::format("the time {} at {} has no zone; it is taken as +08:00", (*time)->text, m.time));
      times_[poll.source][m.time].insert(kpi::to_text(**time));
    }
    if (!timed) return;
    auto& [first, last] = spans_.try_emplace(poll.source, poll.at, poll.at).first->second;
    first = std::min(first, poll.at);
    last = std::max(last, poll.at);
  }

  void times_of(const std::string& id, SourceFacts& facts) {
    if (const auto untimed = untimed_.find(id); untimed != untimed_.end())
      add(false, id, "",
          fmt::format("{} 个数字没有自带时间：墙只知道何时收到，看不出平台停在旧数上", untimed->second.size()),
          fmt::format("{} figures carry no time of their own: the wall cannot see when the platform stands still", untimed->second.size()));
    const auto times = times_.find(id);
    if (times == times_.end() || facts.good < 2) return;
    facts.span_s = spans_.at(id).second - spans_.at(id).first;
    facts.moves = std::any_of(times->second.begin(), times->second.end(), [](const auto& each) { return each.second.size() > 1; });
    if (!*facts.moves)
      add(false, id, "", fmt::format("{} 次询问（{} 秒）中数据时间没有动过", facts.good, whole(facts.span_s)),
          fmt::format("its time did not move over {} polls ({} s)", facts.good, whole(facts.span_s)));
  }

  // ---- figures

  void note_refusals(const SeenPoll& poll, const kpi::Snapshot& now) {
    for (const auto& [id, m] : data_.metrics) {
      if (m.source != poll.source || !m.formula.empty()) continue;
      const kpi::Metric& metric = now.metrics.at(id);
      if (!metric.refused.empty()) {
        if (!metric.refused_rule.starts_with("relation:")) refusals_[id].try_emplace(metric.refused, in_chinese(m, metric.refused)).first->second.polls++;
        continue;
      }
      if (m.report && metric.reading) unlike_report(poll.source, id, m, metric.reading->value);
      if (m.time.empty() || !metric.reading) continue;
      const double age = poll.at - metric.reading->source_time;
      if (age > metric.info->late_after_s && late_.insert(id).second)
        add(true, poll.source, id, fmt::format("数据时间已过去 {} 秒，超过 {} 秒就算迟到", whole(age), whole(metric.info->late_after_s)),
            fmt::format("its time is {} s old; beyond {} s it counts as late", whole(age), whole(metric.info->late_after_s)));
    }
    for (const auto& [id, s] : data_.series)
      if (s.source == poll.source) list(poll.source, "series " + id, "曲线", now.series.at(id).refused, now.series.at(id).points.empty());
    for (const auto& [id, t] : data_.tables)
      if (t.source == poll.source && broken_relation(now.tables.at(id)).empty())
        list(poll.source, "table " + id, "表", now.tables.at(id).refused, now.tables.at(id).rows.empty());
  }

  // Far from the printed report: mostly a wrong unit, or another figure of the same name.
  void unlike_report(const std::string& source, const std::string& id, const kpi::MetricSettings& m, double value) {
    const double report = m.report->value;
    if (report == 0) return;
    const double times = value / report;
    if (times < far_from_report && times > 1 / far_from_report) return;
    if (!unlike_.insert(id).second) return;
    const auto written = [&](double v) { return plain(v) + (m.unit == "%" ? "" : m.unit); };
    add(false, source, id,
        fmt::format("{} 与报告（{}）的 {} 相差太多，单位对吗？", written(value), to_string(m.report->as_of), written(report)),
        fmt::format("{} is far from the report's {} of {}; is the unit right?", written(value), written(report), to_string(m.report->as_of)));
  }

  // The relation for which the ledger refused the table; it says so in its reason.
  std::string broken_relation(const kpi::Table& table) const {
    for (const auto& [id, settings] : data_.relations)
      if (contains(table.refused, "the relation " + id + " ")) return id;
    return "";
  }

  void list(const std::string& source, const std::string& about, const std::string& kind, const std::string& refused, bool empty) {
    if (!refused.empty())
      add(true, source, about, kind + "不完整：" + words::in_chinese(refused), refused);
    else if (empty)
      add(false, source, about, kind + "是空的", "the list is empty");
  }

  struct Reason {
    std::string zh;
    int polls = 0;
  };
  // Where it stands, and why it was not taken.
  Reason in_chinese(const kpi::MetricSettings& m, const std::string& reason) const {
    const std::string why = words::in_chinese(reason);
    return {contains(why, m.at) || (!m.time.empty() && contains(why, m.time)) ? why : fmt::format("{} 处：{}", m.at, why)};
  }

  void tell_refusals() {
    for (const auto& [id, reasons] : refusals_) {
      const kpi::MetricSettings& m = data_.metrics.at(id);
      const int polls = out_.sources.at(m.source).good;
      for (const auto& [reason, each] : reasons) {
        const bool always = each.polls >= polls;
        std::string en = reason.substr(0, reason.find("; accept it"));
        add(true, m.source, id, always ? each.zh : fmt::format("{}（{} 次中 {} 次）", each.zh, polls, each.polls),
            always ? en : fmt::format("{} ({} of {} polls)", en, each.polls, polls));
      }
    }
  }

  // ---- relations

  class Shown : public kpi::Figures {
   public:
    explicit Shown(const kpi::Ledger& ledger) : ledger_(ledger) {}
    std::optional<double> value(const std::string& id) const override {
      const kpi::Metric* m = ledger_.snapshot().metric(id);
      return m != nullptr && m->reading ? std::optional(m->reading->value) : std::nullopt;
    }
    std::optional<double> sum(const kpi::TableColumn& column) const override { return ledger_.sum(column); }

   private:
    const kpi::Ledger& ledger_;
  };
  // One row of a table, by column.
  class Row : public kpi::Figures {
   public:
    Row(const std::vector<std::string>& names, const std::vector<kpi::Cell>& cells) : names_(names), cells_(cells) {}
    std::optional<double> value(const std::string& id) const override {
      for (std::size_t i = 0; i < names_.size() && i < cells_.size(); ++i)
        if (names_[i] == id) return cells_[i].number;
      return std::nullopt;
    }

   private:
    const std::vector<std::string>& names_;
    const std::vector<kpi::Cell>& cells_;
  };

  // The source whose makers have to look: of the first figure or table that the relation names.
  std::string source_of(const kpi::RelationSettings& settings, const kpi::Relation& relation) const {
    if (const auto t = data_.tables.find(settings.table); t != data_.tables.end()) return t->second.source;
    for (const std::string& name : relation.names())
      if (const auto m = data_.metrics.find(name); m != data_.metrics.end() && !m->second.source.empty()) return m->second.source;
    for (const kpi::TableColumn& sum : relation.sums())
      if (const auto t = data_.tables.find(sum.table); t != data_.tables.end()) return t->second.source;
    return data_.sources.empty() ? "" : data_.sources.begin()->first;
  }

  void note_relations(const std::string& polled, const kpi::Snapshot& now) {
    for (const auto& [id, settings] : data_.relations) {
      const auto relation = kpi::relation_of(settings, data_);
      if (!relation) continue;  // `guangmu check` tells it
      const std::string source = source_of(settings, *relation);
      if (source != polled) continue;
      const auto tell = [&](const kpi::Figures& figures, const std::string& where) {
        const auto judged = relation->judge(figures);
        if (!judged)
          add(true, source, "relation " + id, where + "关系无法计算：" + settings.holds, where + judged.error().text);
        else if (*judged && !(*judged)->holds)
          add(true, source, "relation " + id,
              fmt::format("{}关系不成立：左边 {}，右边 {}，应有 {}", where, plain((*judged)->left),
                          plain((*judged)->right), settings.holds),
              where + (*judged)->text);
      };
      for (const std::string& name : relation->names())
        if (const kpi::Metric* m = now.metric(name); m != nullptr && m->refused_rule == "relation:" + id)
          add(true, source, "relation " + id, "关系不成立：" + settings.holds, m->refused);
      for (const auto& [name, table] : now.tables)
        if (broken_relation(table) == id) add(true, source, "relation " + id, "关系不成立：" + settings.holds, table.refused);
      if (settings.table.empty()) {
        tell(Shown(ledger_), "");
        continue;
      }
      const kpi::Table* table = now.find_table(settings.table);
      if (table == nullptr) continue;
      for (const auto& row : table->rows)
        tell(Row(table->info->columns, row), row.empty() ? "" : row.front().text + ": ");
    }
  }

  const kpi::DataSettings& data_;
  kpi::Ledger ledger_;
  Conformance out_;
  std::map<std::string, std::vector<std::string>> faults_;
  std::map<std::string, std::string> unreadable_;
  std::map<std::string, std::set<std::string>> untimed_;
  std::set<std::string> unlike_, late_;                        // metrics, told once
  std::set<std::pair<std::string, std::string>> zoneless_;     // source and place, told once
  std::map<std::string, std::map<std::string, std::set<std::string>>> times_;  // by source, by place
  std::map<std::string, std::pair<Instant, Instant>> spans_;
  std::map<std::string, std::map<std::string, Reason>> refusals_;  // by metric, by words
};

}  // namespace

int Conformance::to_mend() const {
  return static_cast<int>(std::count_if(findings.begin(), findings.end(), [](const Finding& f) { return f.mend; }));
}

int Conformance::to_consider() const {
  return static_cast<int>(findings.size()) - to_mend();
}

bool Conformance::unreachable() const {
  return std::any_of(sources.begin(), sources.end(), [](const auto& each) { return !each.second.reached; });
}

Conformance judge_platform(const kpi::DataSettings& data, const std::map<std::string, kpi::HttpLook>& looks,
                           const std::vector<SeenPoll>& polls) {
  return Judge(data, looks).judge(polls);
}

}  // namespace guangmu::tools
