#include "kpi/fetch/paging.h"

#include <fmt/core.h>

#include "kpi/fetch/address.h"
#include "kpi/formats/payload.h"

namespace guangmu::kpi {
namespace {

Json* list_at(Json& document, const std::string& pointer) {
  Json* at = const_cast<Json*>(at_pointer(document, pointer));
  return at && at->is(Json::Type::list) ? at : nullptr;
}

// Every character beyond ASCII as \uXXXX; `json` is valid UTF-8 and holds such characters in texts only.
std::string in_ascii(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  const auto escape = [&](unsigned unit) { out += fmt::format("\\u{:04x}", unit); };
  for (std::size_t i = 0; i < json.size();) {
    const auto byte = [&](std::size_t k) {
      return i + k < json.size() ? static_cast<unsigned>(static_cast<unsigned char>(json[i + k])) : 0u;
    };
    const unsigned lead = byte(0);
    if (lead < 0x80) {
      out += json[i++];
    } else if (lead < 0xE0) {
      escape((lead & 0x1F) << 6 | (byte(1) & 0x3F));
      i += 2;
    } else if (lead < 0xF0) {
      escape((lead & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F));
      i += 3;
    } else {
      const unsigned c =
          ((lead & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F)) - 0x10000;
      escape(0xD800 + (c >> 10));
      escape(0xDC00 + (c & 0x3FF));
      i += 4;
    }
  }
  return out;
}

}  // namespace

Pages::Pages(const SourceSettings& source) : source_(source), url_(source.url) {
  // A cursor has no first value: the first page is asked for as it stands.
  if (source.paging->next.empty()) point_at(std::to_string(source.paging->first));
}

void Pages::point_at(const std::string& page) {
  page_ = page;
  const bool in_body = source_.method == Method::post && source_.body.find("{page}") != std::string::npos;
  if (!in_body) url_ = with_parameter(source_.url, source_.paging->parameter, page);
}

Result<bool> Pages::add(std::string_view body, std::string_view content_type) {
  const PagingSettings& paging = *source_.paging;
  ++count_;
  auto page = read_payload(body, source_, content_type);
  if (!page) return Error{fmt::format("page {}: {}", count_, page.error().text), Blame::machine};
  Json* rows = list_at(*page, paging.rows);
  if (!rows)
    return Error{fmt::format("page {} has no list at {}; check rows in paging", count_, paging.rows), Blame::machine};
  const bool empty = rows->items.empty();
  const bool last = paging.next.empty() && empty;
  Result<bool> complete = last ? Result<bool>(true) : paging.next.empty() ? Result<bool>(false) : follow_next(*page);
  if (!complete) return complete;
  if (!first_) {
    first_ = std::move(*page);
  } else {
    auto& all = list_at(*first_, paging.rows)->items;
    all.insert(all.end(), std::make_move_iterator(rows->items.begin()), std::make_move_iterator(rows->items.end()));
  }
  if (*complete) return true;
  if (count_ >= paging.most)
    return Error{fmt::format("it goes on after {} pages; set most in paging higher if that is right", paging.most),
                 Blame::machine};
  if (paging.next.empty()) point_at(std::to_string(paging.first + count_));
  return false;
}

Result<bool> Pages::follow_next(const Json& page) {
  const PagingSettings& paging = *source_.paging;
  const Json* next = at_pointer(page, paging.next);
  std::string word;
  if (next && next->is(Json::Type::number)) word = number_as_text(next->number);
  if (next && next->is(Json::Type::text)) word = next->text;
  if (word.empty()) return true;
  if (!paging.parameter.empty()) {
    if (word == page_)
      return Error{fmt::format("page {} names itself as the next one at {}", count_, paging.next), Blame::machine};
    point_at(word);
    return false;
  }
  const auto url = absolute(url_, word);
  if (!url || !may_follow(source_.url, *url))
    return Error{fmt::format("page {} names a next one on another host at {}; pages are followed on the source's own "
                             "host only",
                             count_, paging.next),
                 Blame::machine};
  if (*url == url_)
    return Error{fmt::format("page {} names itself as the next one at {}", count_, paging.next), Blame::machine};
  url_ = *url;
  return false;
}

std::string Pages::document() const {
  return first_ ? in_ascii(to_text(*first_)) : std::string();
}

}  // namespace guangmu::kpi
