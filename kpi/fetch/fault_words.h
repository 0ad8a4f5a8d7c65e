// What went wrong with a poll, in words for the person who has to do something about it. Pure. None of them holds
// more of an address than host and port.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "kpi/source_settings.h"

namespace guangmu::kpi {

// What libcurl knows about a transfer that failed.
struct FailedTransfer {
  int code = 0;  // CURLcode
  std::string url;
  std::string detail;      // libcurl's own words; may be empty
  long verify_result = 0;  // X509_V_…
  bool connected = false, too_big = false, head_too_big = false;
  std::size_t bytes = 0;  // of the body, so far
};
std::string transfer_in_words(const FailedTransfer& t, const SourceSettings& source);

std::string status_in_words(long status, const SourceSettings& source);

// A page for people where figures were expected: the sign-in page of a network (captive portal) or of the platform.
bool is_web_page(std::string_view body, std::string_view content_type);
std::string web_page_in_words(const std::string& url);

// A redirect that is not followed.
std::string away_in_words(const std::string& target);

}  // namespace guangmu::kpi
