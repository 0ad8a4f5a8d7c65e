// data.yaml, `sources`: how the bytes come to the wall. One struct per matter; plain values, checked in
// source_settings.cpp.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/fields.h"
#include "base/language.h"
#include "base/time.h"

namespace guangmu::kpi {

enum class Method { get, post };
constexpr auto fields_names(Method) {
  return std::array<std::pair<Method, std::string_view>, 2>{{{Method::get, "get"}, {Method::post, "post"}}};
}

// What the bytes are.
enum class PayloadFormat { json, csv, prometheus };
constexpr auto fields_names(PayloadFormat) {
  using Name = std::pair<PayloadFormat, std::string_view>;
  return std::array{Name{PayloadFormat::json, "json"}, Name{PayloadFormat::csv, "csv"},
                    Name{PayloadFormat::prometheus, "prometheus"}};
}

// How texts are encoded. `automatic`: UTF-8, or what a byte order mark or Content-Type says; what is neither is
// refused, never guessed.
enum class Charset { automatic, utf8, gb18030 };
constexpr auto fields_names(Charset) {
  using Name = std::pair<Charset, std::string_view>;
  return std::array{Name{Charset::automatic, "auto"}, Name{Charset::utf8, "utf-8"},
                    Name{Charset::gb18030, "gb18030"}};
}

// How new figures arrive: asked for, or sent by the platform over a connection that stays open.
enum class Push { none, events, websocket };
constexpr auto fields_names(Push) {
  using Name = std::pair<Push, std::string_view>;
  return std::array{Name{Push::none, "none"}, Name{Push::events, "events"}, Name{Push::websocket, "websocket"}};
}

enum class AuthKind { none, basic, bearer, oauth2, hmac };
constexpr auto fields_names(AuthKind) {
  using Name = std::pair<AuthKind, std::string_view>;
  return std::array{Name{AuthKind::none, "none"}, Name{AuthKind::basic, "basic"},
                    Name{AuthKind::bearer, "bearer"}, Name{AuthKind::oauth2, "oauth2"},
                    Name{AuthKind::hmac, "hmac"}};
}

enum class Digest { sha1, sha256, sha512, md5 };
constexpr auto fields_names(Digest) {
  using Name = std::pair<Digest, std::string_view>;
  return std::array{Name{Digest::sha1, "sha1"}, Name{Digest::sha256, "sha256"}, Name{Digest::sha512, "sha512"},
                    Name{Digest::md5, "md5"}};
}

enum class TextForm { hex, base64 };
constexpr auto fields_names(TextForm) {
  using Name = std::pair<TextForm, std::string_view>;
  return std::array{Name{TextForm::hex, "hex"}, Name{TextForm::base64, "base64"}};
}

// How the wall signs in. Secrets come as ${NAME} from the environment or as ${file:PATH} from a file that only
// its owner may read; they stand in no log, status or error.
struct AuthSettings {
  AuthKind kind = AuthKind::none;
  std::string user, password;              // basic
  std::string token;                       // bearer
  std::string token_url, client_id, client_secret, scope;  // oauth2, grant client_credentials
  Duration renew_before{60};
  std::string key, secret;                 // hmac
  Digest digest = Digest::sha256;
  TextForm form = TextForm::hex;
  std::string canonical = "{method}\n{path}\n{query}\n{timestamp}\n{nonce}\n{body_digest}";
  std::map<std::string, std::string> headers;
  friend bool operator==(const AuthSettings&, const AuthSettings&) = default;

  static constexpr fields::About about{"auth", "How the wall signs in at a source."};
  template <class V>
  static void fields(V& v) {
    using S = AuthSettings;
    v("kind", &S::kind, {.help = "none, basic, bearer, oauth2 (client credentials) or hmac (signed requests)."});
    v("user", &S::user, {.help = "basic: name."});
    v("password", &S::password, {.help = "basic: password, as ${NAME} or ${file:PATH}."});
    v("token", &S::token, {.help = "bearer: token, as ${NAME} or ${file:PATH}."});
    v("token_url", &S::token_url, {.help = "oauth2: where tokens are given.", .format = fields::Format::url});
    v("client_id", &S::client_id, {.help = "oauth2: who asks."});
    v("client_secret", &S::client_secret, {.help = "oauth2: secret, as ${NAME} or ${file:PATH}."});
    v("scope", &S::scope, {.help = "oauth2: scope, where the platform wants one."});
    v("renew_before", &S::renew_before,
      {.help = "oauth2: a token is renewed so long before its end.", .unit = "s", .min = 0, .max = 3600});
    v("key", &S::key, {.help = "hmac: public name of the key."});
    v("secret", &S::secret, {.help = "hmac: secret, as ${NAME} or ${file:PATH}."});
    v("digest", &S::digest, {.help = "hmac: digest of signature and body."});
    v("form", &S::form, {.help = "hmac: how signature and body digest are written."});
    v("canonical", &S::canonical,
      {.help = "hmac: the text that is signed. {method}, {host}, {path}, {query} (names sorted), {raw_query} (as sent), {timestamp} "
               "(seconds), {timestamp_ms}, {nonce}, {key}, {body}, {body_digest} are filled in; \\n is a line "
               "break."});
    v("headers", &S::headers,
      {.help = "hmac: headers that carry it; the same words and {signature} are filled in, e.g. X-Signature: "
               "\"{signature}\"."});
  }
  void check(fields::Complaints& c) const;
};

struct TlsSettings {
  std::string ca, certificate, key, key_password;
  friend bool operator==(const TlsSettings&, const TlsSettings&) = default;

  static constexpr fields::About about{"tls", "Certificates of a source. The server's is always verified."};
  template <class V>
  static void fields(V& v) {
    using S = TlsSettings;
    v("ca", &S::ca, {.help = "PEM file of a private certificate authority, absolute or relative to the exhibit."});
    v("certificate", &S::certificate, {.help = "PEM file of the wall's own certificate."});
    v("key", &S::key, {.help = "PEM file of its key."});
    v("key_password", &S::key_password, {.help = "Password of the key, as ${NAME} or ${file:PATH}."});
  }
  void check(fields::Complaints& c) const;
};

// A document that comes in pages; the rows of all pages are joined into the list of the first.
struct PagingSettings {
  std::string rows, parameter, next;
  int first = 1, most = 20;
  friend bool operator==(const PagingSettings&, const PagingSettings&) = default;

  static constexpr fields::About about{"paging", "A document that comes in pages."};
  template <class V>
  static void fields(V& v) {
    using S = PagingSettings;
    v("rows", &S::rows,
      {.help = "Where the list stands that goes on from page to page.", .required = true, .format = fields::Format::pointer});
    v("parameter", &S::parameter,
      {.help = "Query parameter (or {page} in body) that counts pages; ends with the first page without rows."});
    v("first", &S::first, {.help = "Number of the first page.", .min = 0, .max = 1});
    v("next", &S::next,
      {.help = "Where a page names the address or cursor of the next; empty or null there ends. With parameter the "
               "text there is its value, else it is an address.",
       .format = fields::Format::pointer});
    v("most", &S::most, {.help = "More pages than this are an error.", .min = 1, .max = 1000});
  }
  void check(fields::Complaints& c) const;
};

// What a document says of itself where the platform answers HTTP 200 to a request that failed.
struct AnswerSettings {
  std::string at;
  std::vector<std::string> ok;
  std::string message;
  friend bool operator==(const AnswerSettings&, const AnswerSettings&) = default;

  static constexpr fields::About about{"answer", "Where a document says whether it is one: anything but `ok` is a failed poll."};
  template <class V>
  static void fields(V& v) {
    using S = AnswerSettings;
    v("at", &S::at, {.help = "Where its code stands.", .required = true, .format = fields::Format::pointer});
    v("ok", &S::ok,
      {.help = "The codes of a good answer; a number, true and false there are compared by their text.", .required = true});
    v("message", &S::message,
      {.help = "Where the platform says in words what is wrong; quoted in the fault.", .format = fields::Format::pointer});
  }
  void check(fields::Complaints& c) const;
};

struct CsvSettings {
  std::string separator = ",";
  bool header = true;
  int skip = 0;
  friend bool operator==(const CsvSettings&, const CsvSettings&) = default;

  static constexpr fields::About about{"csv", "How a CSV file is written; its rows stand at /rows."};
  template <class V>
  static void fields(V& v) {
    v("separator", &CsvSettings::separator, {.help = "One character, or \"tab\"."});
    v("header", &CsvSettings::header,
      {.help = "The first row names the columns; else they are named 1, 2, 3 …"});
    v("skip", &CsvSettings::skip, {.help = "Lines before the first row.", .min = 0, .max = 1000});
  }
  void check(fields::Complaints& c) const;
};

// Where bytes come from: exactly one of url, file and text.
struct SourceSettings {
  std::string url, file, text;
  LocalText label;
  Method method = Method::get;
  std::string body, content_type = "application/json";
  Push push = Push::none;
  std::vector<std::string> events;
  std::string subscribe;
  PayloadFormat format = PayloadFormat::json;
  Charset charset = Charset::automatic;
  CsvSettings csv;
  std::optional<PagingSettings> paging;
  std::optional<AnswerSettings> answer;
  AuthSettings auth;
  TlsSettings tls;
  std::string proxy;
  Duration every{5};
  Duration connect_timeout{2};
  Duration timeout{3};
  std::int64_t max_bytes = 1 << 20;
  std::map<std::string, std::string> headers;
  std::string user_agent = "Guangmu";
  fields::Place place;
  // Two declarations that ask for the same bytes in the same way (place aside).
  bool same_request(const SourceSettings& other) const;
  // url, else file, else "in data.yaml". It may hold secrets.
  std::string address() const;
  // The same as people read it: without user, password, query and fragment.
  std::string shown_address() const;
  // Files named relative to the exhibit, from here on relative to nothing.
  void resolve_paths(const std::string& folder);

  static constexpr fields::About about{"source", "Where figures come from: an address, a file, or a text in data.yaml."};
  template <class V>
  static void fields(V& v) {
    using S = SourceSettings;
    v("url", &S::url,
      {.help = "http(s) address of the document, or ws(s) with push: websocket. Certificates are always verified; "
               "a redirect is followed on the same host only."});
    v("file", &S::file, {.help = "A file instead of an address; read whenever it changes."});
    v("text", &S::text, {.help = "The document itself: figures that never change."});
    v("label", &S::label, {.help = "Its name as console and alarms say it; default: its id."});
    v("method", &S::method, {.help = "get, or post with body."});
    v("body", &S::body,
      {.help = "Body of a post; {page}, {date} (2026-11-25), {timestamp} and {nonce} are filled in."});
    v("content_type", &S::content_type, {.help = "What body is."});
    v("push", &S::push,
      {.help = "none: polled every `every`. events: server-sent events. websocket: messages. With a push, `every` "
               "is how often something must come, pings not counted, for the figures to count as live."});
    v("events", &S::events,
      {.help = "push: events: names of the events that carry documents, \"message\" for those without a name; others only "
               "show that the connection lives. Empty: every event is a document."});
    v("subscribe", &S::subscribe, {.help = "websocket: sent once after connecting."});
    v("format", &S::format, {.help = "json, csv or prometheus (text exposition)."});
    v("charset", &S::charset, {.help = "auto, utf-8 or gb18030 (GBK and GB 2312 included)."});
    v("csv", &S::csv, {.help = "How a csv is written."});
    v("paging", &S::paging, {.help = "A document that comes in pages."});
    v("answer", &S::answer, {.help = "Where a document says whether it is one, e.g. {at: /code, ok: [\"0000\"], message: /msg}."});
    v("auth", &S::auth, {.help = "How the wall signs in."});
    v("tls", &S::tls, {.help = "Certificates."});
    v("proxy", &S::proxy, {.help = "Proxy, e.g. http://10.0.0.1:3128; default: none."});
    v("every", &S::every, {.help = "Time from one poll to the next.", .unit = "s", .min = 0.2, .max = 86400});
    v("connect_timeout", &S::connect_timeout,
      {.help = "Longest wait for the connection, TLS included.", .unit = "s", .min = 0.05, .max = 60});
    v("timeout", &S::timeout,
      {.help = "Longest time for the whole poll, pages included.", .unit = "s", .min = 0.05, .max = 300});
    v("max_bytes", &S::max_bytes,
      {.help = "A longer answer is refused.", .unit = "bytes", .min = 64, .max = 64 << 20});
    v("headers", &S::headers,
      {.help = "Request headers by name; secrets as ${NAME} or ${file:PATH}. They are not sent to another host."});
    v("user_agent", &S::user_agent, {.help = "How the wall introduces itself to the platform."});
  }
  void check(fields::Complaints& c) const;
};

// The ages at which a figure of this source is late and stale, where the figure itself says nothing.
double default_late_after_s(const SourceSettings& s);   // 2 x every + timeout
double default_stale_after_s(const SourceSettings& s);  // 10 x every

}  // namespace guangmu::kpi
