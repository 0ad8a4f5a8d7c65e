// The pages of one document, read one after the other and joined. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "kpi/formats/json.h"
#include "kpi/source_settings.h"

namespace guangmu::kpi {

class Pages {
 public:
  explicit Pages(const SourceSettings& source);

  // Where the next request goes, and what {page} is in its body.
  const std::string& url() const { return url_; }
  const std::string& page() const { return page_; }

  // One page came. True: the document is complete, false: another one is to be asked for. An error when it is no
  // JSON, has no list at `rows`, leads elsewhere, repeats itself, or goes on after `most` pages.
  Result<bool> add(std::string_view body, std::string_view content_type);

  // The first page with the rows of all pages in its list: JSON in ASCII, so that it reads the same in every
  // charset.
  std::string document() const;

 private:
  const SourceSettings& source_;
  std::string url_, page_;
  int count_ = 0;
  std::optional<Json> first_;

  void point_at(const std::string& page);
  Result<bool> follow_next(const Json& page);
};

}  // namespace guangmu::kpi
