// One HTTP request under way in the fetcher's multi handle, redirects not followed; used again and again for one
// source, so that its handle is made once. Only for the .cpp files of this folder. Not copyable; all on the
// fetcher's thread.
#pragma once

#include <array>
#include <functional>
#include <string>
#include <string_view>

#include "kpi/fetch/fault_words.h"
#include "kpi/fetch/handles.h"
#include "kpi/fetch/http_look.h"
#include "kpi/fetch/request.h"

namespace guangmu::kpi {

class Transfer {
 public:
  struct Limits {
    double connect_s = 2;
    double whole_s = 3;  // 0: as long as it likes
    std::int64_t max_bytes = 1 << 20;
    bool looks = false;   // the certificate is kept for look()
    bool closes = false;  // the connection is not kept
  };
  using Done = std::function<void(int curl_code)>;
  using Stream = std::function<bool(std::string_view bytes)>;  // false: enough, end it

  explicit Transfer(CURLM* multi) : multi_(multi), easy_(curl_easy_init()) {}
  ~Transfer() { end(); }
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  // `done` is called from finished() at the earliest, after the handle has left the multi handle: it may begin
  // anew.
  void begin(const Request& request, const SourceSettings& source, Limits limits, Done done);
  // The same, but the body of a 200 goes to `stream` in pieces instead of body.
  void begin_stream(const Request& request, const SourceSettings& source, Limits limits, Stream stream, Done done);
  // Only the connection, TLS and proxy included; it stays open for send() and receive() until end().
  void connect(const Request& request, const SourceSettings& source, Limits limits, Done done);
  void end();  // what is under way is dropped; done is not called
  bool under_way() const { return in_multi_; }

  // For connect(): how many bytes went over; 0: not now; negative: the connection is gone.
  std::ptrdiff_t send(std::string_view bytes);
  std::ptrdiff_t receive(char* to, std::size_t room);
  curl_socket_t socket() const;

  // The owner of the multi handle passes on what curl_multi_info_read says.
  static void finished(const CURLMsg& message);

  long status() const;
  std::string header(const char* name) const;  // "" without
  std::string redirect_url() const;
  double retry_after_s() const;
  FailedTransfer failure(int curl_code) const;
  HttpLook look(int curl_code) const;
  std::string body;

 private:
  CURLM* multi_;
  Easy easy_;
  List list_;
  std::string url_, request_body_;
  std::array<char, CURL_ERROR_SIZE> detail_{};
  Limits limits_;
  Stream stream_;
  Done done_;
  std::size_t received_ = 0, head_bytes_ = 0;
  bool in_multi_ = false, connect_only_ = false, too_big_ = false, head_too_big_ = false;

  void set_up(const Request& request, const SourceSettings& source);
  void add();
  static std::size_t take_body(char* data, std::size_t, std::size_t count, void* user);
  static std::size_t take_head(char* data, std::size_t, std::size_t count, void* user);
};

}  // namespace guangmu::kpi
