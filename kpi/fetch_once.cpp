#include "kpi/fetch_once.h"

#include <curl/curl.h>
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <string_view>

namespace guangmu::kpi {
namespace {

constexpr int most_redirects = 3;

struct EasyEnd {
  void operator()(CURL* c) const { curl_easy_cleanup(c); }
};
struct ListEnd {
  void operator()(curl_slist* l) const { curl_slist_free_all(l); }
};

struct Room {
  std::string bytes;
  std::size_t most = 0;
};

std::size_t take_bytes(char* data, std::size_t, std::size_t count, void* user) {
  auto& room = *static_cast<Room*>(user);
  if (room.bytes.size() + count > room.most) return 0;
  room.bytes.append(data, count);
  return count;
}

// scheme://host:port, as far as it is written.
std::string origin_of(std::string_view url) {
  const std::size_t begin = url.find("://");
  if (begin == std::string_view::npos) return std::string(url);
  const std::string_view authority = url.substr(begin + 3, url.find_first_of("/?#", begin + 3) - begin - 3);
  return std::string(url.substr(0, begin + 3)) + std::string(authority.substr(authority.rfind('@') + 1));  // no name, no password
}

bool may_follow(std::string_view from, std::string_view to) {
  const std::string a = origin_of(from), b = origin_of(to);
  return a == b || (a.starts_with("http://") && b.starts_with("https://") && a.substr(7) == b.substr(8));
}

Error no_answer(std::string_view url, CURLcode code, const char* detail, const SourceSettings& s, bool too_big) {
  const std::string place = origin_of(url);
  const auto told = [&](std::string text) { return Error{std::move(text), Blame::machine}; };
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
      return told(fmt::format("{}: no whole answer within {}; is it reachable from this machine?", place, to_string(s.timeout)));
    case CURLE_COULDNT_CONNECT:
      return told(fmt::format("{}: nothing listens there, or the way is closed; check address, port and firewall", place));
    case CURLE_COULDNT_RESOLVE_HOST:
      return told(fmt::format("{}: its name is not known here; check the address and the name servers", place));
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
      return told(fmt::format("{}: its certificate cannot be trusted: {}", place, detail));
    case CURLE_WRITE_ERROR:
    case CURLE_FILESIZE_EXCEEDED:
      if (too_big || code == CURLE_FILESIZE_EXCEEDED)
        return told(fmt::format("{}: the answer is longer than {} bytes", place, s.max_bytes));
      break;
    case CURLE_URL_MALFORMAT:
      return Error{fmt::format("\"{}\" is no address that can be read; expected http://… or https://…", url)};
    default:
      break;
  }
  return told(fmt::format("{}: {}", place, detail[0] ? detail : curl_easy_strerror(code)));
}

Error wrong_status(std::string_view url, long status) {
  const char* what = status == 401 || status == 403 ? "it asks for credentials; give them with --header"
                     : status == 404                ? "there is nothing at this address"
                     : status >= 500                ? "it has a fault of its own"
                                                    : "expected 200";
  return {fmt::format("{}: HTTP {}: {}", origin_of(url), status, what), Blame::machine};
}

}  // namespace

Result<Fetched> fetch_once(const SourceSettings& s) {
  curl_global_init(CURL_GLOBAL_DEFAULT);
  const std::unique_ptr<CURL, EasyEnd> easy(curl_easy_init());
  if (!easy) return Error{"no transfer can be set up", Blame::ours};
  CURL* c = easy.get();
  curl_slist* list = curl_slist_append(nullptr, "Accept: application/json, text/csv, text/plain, */*");
  for (const auto& [name, value] : s.headers)
    list = curl_slist_append(list, (value.empty() ? name + ";" : name + ": " + value).c_str());
  const std::unique_ptr<curl_slist, ListEnd> headers(list);
  std::array<char, CURL_ERROR_SIZE> detail{};
  Room room{{}, static_cast<std::size_t>(s.max_bytes)};
  const auto ms = [](Duration d) { return std::max(1L, std::lround(d.s * 1000)); };
  curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, ms(s.timeout));
  curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, ms(s.connect_timeout));
  curl_easy_setopt(c, CURLOPT_ACCEPT_ENCODING, "");
  curl_easy_setopt(c, CURLOPT_USERAGENT, s.user_agent.c_str());
  curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(c, CURLOPT_ERRORBUFFER, detail.data());
  curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, take_bytes);
  curl_easy_setopt(c, CURLOPT_WRITEDATA, &room);
  std::string url = s.url;
  for (int hop = 0;; ++hop) {
    room.bytes.clear();
    const bool loopback = origin_of(url).find("://127.") != std::string_view::npos;
    if (loopback) curl_easy_setopt(c, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(c, CURLOPT_URL, url.c_str());
    const CURLcode code = curl_easy_perform(c);
    long status = 0;
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &status);
    if (code != CURLE_OK) return no_answer(url, code, detail.data(), s, status == 200);
    if (status == 200) break;
    char* target = nullptr;
    curl_easy_getinfo(c, CURLINFO_REDIRECT_URL, &target);
    if (!target) return wrong_status(url, status);
    if (hop == most_redirects)
      return Error{fmt::format("{}: it redirects more than {} times", origin_of(url), most_redirects), Blame::machine};
    const std::string next = target;
    if (!may_follow(url, next))
      return Error{fmt::format("{}: it redirects to {}, perhaps a login page; explore that address if it is right",
                               origin_of(url), origin_of(next)),
                   Blame::machine};
    url = next;
  }
  Fetched fetched;
  fetched.bytes = std::move(room.bytes);
  char* type = nullptr;
  curl_easy_getinfo(c, CURLINFO_CONTENT_TYPE, &type);
  if (type) fetched.content_type = type;
  curl_easy_getinfo(c, CURLINFO_TOTAL_TIME, &fetched.seconds);
  return fetched;
}

}  // namespace guangmu::kpi
