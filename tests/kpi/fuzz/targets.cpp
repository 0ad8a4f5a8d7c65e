#include "tests/kpi/fuzz/targets.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "kpi/formats/amount.h"
#include "kpi/formats/charset.h"
#include "kpi/formats/csv.h"
#include "kpi/formats/lists.h"
#include "kpi/formats/payload.h"
#include "kpi/formats/prometheus.h"
#include "kpi/formats/select.h"
#include "kpi/formats/time_text.h"

namespace guangmu::kpi::fuzz {
namespace {

void must(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

void must_be_sound(const Json& j) {
  must(!j.is(Json::Type::number) || std::isfinite(j.number), "numbers are finite");
  must(!first_wrong_utf8(j.text), "texts are UTF-8");
  for (const Json& item : j.items) must_be_sound(item);
  for (const auto& [key, value] : j.members) {
    must(!first_wrong_utf8(key), "keys are UTF-8");
    must_be_sound(value);
  }
}

void must_be_told(const Error& e) {
  must(!e.text.empty(), "a refusal has a reason");
  must(!first_wrong_utf8(e.text), "a reason is UTF-8");
}

}  // namespace

void json(std::string_view bytes) {
  const auto document = parse_json(bytes);
  if (!document) return must_be_told(document.error());
  must_be_sound(*document);
  const auto again = parse_json(to_text(*document));
  must(again && *again == *document, "what is written reads back the same");
}

void csv(std::string_view bytes) {
  if (bytes.empty()) return;
  const auto how = static_cast<unsigned char>(bytes[0]);
  CsvSettings settings;
  settings.separator = how & 1 ? ";" : how & 2 ? "tab" : ",";
  settings.header = how & 4;
  settings.skip = (how >> 3) & 3;
  std::string buffer;
  const auto text = as_utf8(bytes.substr(1), Charset::utf8, {}, buffer);
  if (!text) return;
  const auto document = parse_csv(*text, settings);
  if (!document) return must_be_told(document.error());
  must_be_sound(*document);
  const Json* rows = document->member("rows");
  must(rows && rows->is(Json::Type::list), "there are rows");
  for (const Json& row : rows->items) must(row.members.size() == rows->items[0].members.size(), "rows are equally long");
}

void prometheus(std::string_view bytes) {
  std::string buffer;
  const auto text = as_utf8(bytes, Charset::utf8, {}, buffer);
  if (!text) return;
  const auto document = parse_prometheus(*text);
  if (!document) return must_be_told(document.error());
  must_be_sound(*document);
  must(document->member("samples") != nullptr, "there is a list of samples");
}

void amount(std::string_view bytes) {
  if (first_wrong_utf8(bytes)) return;
  const Json text = Json::of(bytes);
  for (const char* unit : {"", "户", "亿元", "%", "千瓦时"}) {
    AmountForm form;
    form.reads = Reads::text;
    form.unit = unit;
    const auto value = amount_from(text, form, "/x");
    if (!value) {
      must_be_told(value.error());
    } else {
      must(std::isfinite(*value), "numbers are finite");
    }
  }
  const auto time = instant_in_text(bytes);
  if (time) must(time->us > -3'000'000'000'000'000 && time->us < 40'000'000'000'000'000, "times are in 1900 to 2999");
  const auto moment = moment_in_text(bytes);
  must(!time || moment == time, "a time is a moment");
  zone_offset_s(bytes);
}

void path(std::string_view bytes) {
  const std::size_t end = bytes.find('\n');
  if (end == std::string_view::npos || first_wrong_utf8(bytes)) return;
  const std::string_view place = bytes.substr(0, end);
  const std::string wrong = wrong_path(place);
  must(!first_wrong_utf8(wrong), "a reason is UTF-8");
  const auto document = parse_json(bytes.substr(end + 1));
  if (!document) return;
  const auto all = all_at(*document, place);
  if (!all) return must_be_told(all.error());
  must(wrong.empty(), "a wrong path finds nothing");
  const auto one = at_path(*document, place);
  must(one.ok() == (all->size() == 1), "one value is found where there is one");
  must(leads_to_many(place) || all->size() <= 1, "a plain path finds at most one");
  TableSettings t;
  t.at = place;
  t.columns = {"~index", "/a", "$.b", "0"};
  const auto table = judge_table(t, *document);
  if (!table) must_be_told(table.error());
}

void payload(std::string_view bytes) {
  if (bytes.empty()) return;
  const auto how = static_cast<unsigned char>(bytes[0]);
  SourceSettings source;
  source.format = how & 1 ? PayloadFormat::csv : how & 2 ? PayloadFormat::prometheus : PayloadFormat::json;
  source.charset = how & 4 ? Charset::gb18030 : how & 8 ? Charset::utf8 : Charset::automatic;
  const auto document = read_payload(bytes.substr(1), source, how & 16 ? "text/plain; charset=gbk" : "");
  if (!document) return must_be_told(document.error());
  must_be_sound(*document);
}

}  // namespace guangmu::kpi::fuzz
