// libcurl's handles, owned. Only for the .cpp files of this folder and fetcher.cpp: it draws in curl's header.
#pragma once

#include <curl/curl.h>

#include <chrono>
#include <memory>

namespace guangmu::kpi {

struct EasyEnd {
  void operator()(CURL* c) const { curl_easy_cleanup(c); }
};
struct MultiEnd {
  void operator()(CURLM* m) const { curl_multi_cleanup(m); }
};
struct UrlEnd {
  void operator()(CURLU* u) const { curl_url_cleanup(u); }
};
struct ListEnd {
  void operator()(curl_slist* l) const { curl_slist_free_all(l); }
};
using Easy = std::unique_ptr<CURL, EasyEnd>;
using Multi = std::unique_ptr<CURLM, MultiEnd>;
using UrlParts = std::unique_ptr<CURLU, UrlEnd>;
using List = std::unique_ptr<curl_slist, ListEnd>;

}  // namespace guangmu::kpi
