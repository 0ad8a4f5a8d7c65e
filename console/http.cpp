#include "console/http.h"

#include <curl/curl.h>

#include <utility>

namespace guangmu::console {
namespace {

constexpr std::size_t max_body_bytes = 32u * 1024 * 1024;

std::size_t append(char* data, std::size_t size, std::size_t count, void* into) {
  auto& body = *static_cast<std::string*>(into);
  if (body.size() + size * count > max_body_bytes) return 0;
  body.append(data, size * count);
  return size * count;
}

struct ListDeleter {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
struct EasyDeleter {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};

}  // namespace

struct Http::Impl {
  std::string base_url;
  std::unique_ptr<CURL, EasyDeleter> easy{curl_easy_init()};
  std::unique_ptr<curl_slist, ListDeleter> headers;

  HttpReply run(const std::string& path, double timeout_s) {
    HttpReply reply;
    const std::string url = base_url + path;
    CURL* c = easy.get();
    curl_easy_setopt(c, CURLOPT_URL, url.c_str());
    curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(c, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, 1000L);
    curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, static_cast<long>(timeout_s * 1000));
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, append);
    curl_easy_setopt(c, CURLOPT_WRITEDATA, &reply.body);
    const CURLcode code = curl_easy_perform(c);
    long status = 0;
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &status);
    if (code == CURLE_OK)
      reply.status = static_cast<int>(status);
    else
      reply.problem = curl_easy_strerror(code);
    return reply;
  }
};

Http::Http(std::string base_url, std::string token) : impl_(std::make_unique<Impl>()) {
  impl_->base_url = std::move(base_url);
  curl_slist* list = curl_slist_append(nullptr, "Content-Type: application/json");
  if (!token.empty()) list = curl_slist_append(list, ("Authorization: Bearer " + token).c_str());
  impl_->headers.reset(list);
}

Http::~Http() = default;

HttpReply Http::get(const std::string& path, double timeout_s) {
  curl_easy_setopt(impl_->easy.get(), CURLOPT_HTTPGET, 1L);
  return impl_->run(path, timeout_s);
}

HttpReply Http::post_json(const std::string& path, const std::string& body, double timeout_s) {
  curl_easy_setopt(impl_->easy.get(), CURLOPT_POST, 1L);
  curl_easy_setopt(impl_->easy.get(), CURLOPT_POSTFIELDS, body.c_str());
  curl_easy_setopt(impl_->easy.get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
  return impl_->run(path, timeout_s);
}

}  // namespace guangmu::console
