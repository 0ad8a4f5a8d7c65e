#include "tests/faults/plays.h"

#include <zlib.h>

#include <algorithm>

namespace guangmu::testing {
namespace {

using Random = std::mt19937;

constexpr int most_chunks = 1024;  // of 64 KiB: far beyond max_bytes of every source
constexpr std::size_t chunk_bytes = 65536;

std::size_t below(Random& random, std::size_t n) {
  return n == 0 ? 0 : static_cast<std::size_t>(random() % n);
}
std::string head(const std::string& lines) {
  return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n" + lines + "\r\n";
}
// Some of a text, at least one byte less than all of it; often it breaks off within the last number.
std::size_t cut_of(const std::string& text, Random& random) {
  return random() % 2 ? 1 + below(random, text.size() - 1)
                      : text.size() - 1 - below(random, std::min<std::size_t>(8, text.size() - 1));
}
std::string part_of(const std::string& text, Random& random) {
  return text.substr(0, cut_of(text, random));
}
std::string chunk(const std::string& bytes) {
  char size[24];
  std::snprintf(size, sizeof size, "%zx\r\n", bytes.size());
  return size + bytes + "\r\n";
}
std::string zipped_zeros(std::size_t size) {
  std::string packed(compressBound(1 << 20) + size / 900 + 4096, '\0');
  z_stream z{};
  deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY);
  z.next_out = reinterpret_cast<Bytef*>(packed.data());
  z.avail_out = static_cast<uInt>(packed.size());
  std::string zeros(1 << 20, '0');
  for (std::size_t done = 0; done < size; done += zeros.size()) {
    z.next_in = reinterpret_cast<Bytef*>(zeros.data());
    z.avail_in = static_cast<uInt>(zeros.size());
    deflate(&z, done + zeros.size() >= size ? Z_FINISH : Z_NO_FLUSH);
  }
  packed.resize(z.total_out);
  deflateEnd(&z);
  return packed;
}
void flood(Connection& c, const std::string& bytes, bool chunked) {
  for (int i = 0; i < most_chunks; ++i)
    if (!c.send(chunked ? chunk(bytes) : bytes)) return;
}
std::string random_bytes(std::size_t n, Random& random) {
  std::string bytes(n, '\0');
  for (char& b : bytes) b = static_cast<char>(random());
  return bytes;
}
// The wrong document with something before the end of its outermost object, where it is JSON; else the right
// one with that behind it.
std::string with_member(const Documents& d, const std::string& member) {
  return d.json ? d.wrong.substr(0, d.wrong.size() - 1) + "," + member + "}" : d.good + member;
}

using Run = decltype(Play::run);
// A play that sends one whole answer.
Run whole(std::function<std::string(const Documents&)> body, std::string type = "application/json",
          std::string status = "200 OK") {
  return [=](Connection& c, const Documents& d, Random&) { c.send(answer(body(d), type, status)); };
}
// A play in which each number stands as this. Where the source is no JSON, quotes mean nothing and the whole
// is refused or read.
Run numbers(std::string as) {
  return whole([=](const Documents& d) { return d.with(as); });
}

const std::string gbk_words = "\xC2\xCC\xB1\xA6\xCA\xFD";  // GBK text, no UTF-8

std::vector<Play> all_plays() {
  std::vector<Play> p;
  const auto add = [&](std::string name, Run run) { p.push_back({std::move(name), std::move(run)}); };
  // Nothing and less than all.
  add("nothing at all", [](Connection&, const Documents&, Random&) {});
  add("an empty answer", whole([](const Documents&) { return std::string(); }));
  add("status 204", [](Connection& c, const Documents&, Random&) {
    c.send("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
  });
  add("half, its length told", [](Connection& c, const Documents& d, Random& r) {
    c.send(head("Content-Length: " + std::to_string(d.good.size()) + "\r\n") + part_of(d.good, r));
  });
  add("half, no length told",
      [](Connection& c, const Documents& d, Random& r) { c.send(head("") + part_of(d.good, r)); });
  add("half, in chunks", [](Connection& c, const Documents& d, Random& r) {
    c.send(head("Transfer-Encoding: chunked\r\n") + chunk(part_of(d.good, r)));
  });
  add("half a head", [](Connection& c, const Documents& d, Random& r) {
    c.send(part_of(answer(d.wrong).substr(0, 60), r));
  });
  // Too much.
  add("gigabytes, their length told", [](Connection& c, const Documents& d, Random&) {
    if (c.send(head("Content-Length: 5000000000\r\n") + d.wrong))
      flood(c, std::string(chunk_bytes, ' '), false);
  });
  add("gigabytes, no length told", [](Connection& c, const Documents& d, Random&) {
    if (c.send(head("") + d.wrong)) flood(c, std::string(chunk_bytes, ' '), false);
  });
  add("gigabytes, in chunks", [](Connection& c, const Documents& d, Random&) {
    if (c.send(head("Transfer-Encoding: chunked\r\n") + chunk(d.wrong)))
      flood(c, std::string(chunk_bytes, '1'), true);
  });
  add("gigabytes, compressed", [](Connection& c, const Documents&, Random&) {
    static const std::string& zeros = *new std::string(zipped_zeros(std::size_t{256} << 20));
    c.send(head("Content-Encoding: gzip\r\nContent-Length: " + std::to_string(zeros.size()) + "\r\n") +
           zeros);
  });
  add("a head without end", [](Connection& c, const Documents&, Random&) {
    const std::string line = "X-More: " + std::string(900, 'x') + "\r\n";
    std::string lines;
    for (int i = 0; i < 64; ++i) lines += line;
    if (!c.send("HTTP/1.1 200 OK\r\n")) return;
    for (int i = 0; i < 256; ++i)
      if (!c.send(lines)) return;
  });
  // Wrong lengths and wrappings.
  add("a length that is too short", [](Connection& c, const Documents& d, Random& r) {
    c.send(head("Content-Length: " + std::to_string(cut_of(d.good, r)) + "\r\n") + d.good);
  });
  add("a length that is too long", [](Connection& c, const Documents& d, Random&) {
    c.send(head("Content-Length: " + std::to_string(d.wrong.size() + 100) + "\r\n") + d.wrong);
  });
  add("a length that is none", [](Connection& c, const Documents& d, Random& r) {
    c.send(head("Content-Length: -12345678901234567890\r\n") + part_of(d.wrong, r));
  });
  add("broken chunks", [](Connection& c, const Documents& d, Random&) {
    c.send(head("Transfer-Encoding: chunked\r\n") + "zz\r\n" + d.wrong + "\r\n0\r\n\r\n");
  });
  add("said to be compressed, and is not", [](Connection& c, const Documents& d, Random&) {
    c.send(head("Content-Encoding: gzip\r\nContent-Length: " + std::to_string(d.wrong.size()) + "\r\n") +
           d.wrong);
  });
  add("no HTTP, the bare document", [](Connection& c, const Documents& d, Random&) { c.send(d.wrong); });
  // Characters. A right figure beside words that cannot be read: taken or refused, both are right; a wrong
  // one never.
  add("GBK declared as UTF-8", whole(
                                   [](const Documents& d) {
                                     return d.json ? with_member(d, "\"zh\":\"" + gbk_words + "\"")
                                                   : gbk_words;
                                   },
                                   "application/json; charset=utf-8"));
  add("UTF-8 declared as GBK",
      whole([](const Documents& d) { return d.good; }, "application/json; charset=gbk"));
  add("a byte order mark", whole([](const Documents& d) { return "\xEF\xBB\xBF" + d.good; }));
  add("UTF-16", whole([](const Documents& d) {
        std::string wide = "\xFF\xFE";
        for (const char c : d.good) wide += {c, '\0'};
        return wide;
      }));
  add("bytes at random", [](Connection& c, const Documents&, Random& r) {
    c.send(answer(random_bytes(1 + below(r, 5000), r)));
  });
  add("a zero byte and more",
      whole([](const Documents& d) { return d.wrong + std::string(1, '\0') + d.wrong; }));
  // Documents.
  add("two documents", whole([](const Documents& d) { return d.json ? d.good + d.wrong : d.good + "\n}{"; }));
  add("deep nesting", whole([](const Documents& d) {
        return with_member(d, "\"deep\":" + std::string(50000, '[') + std::string(50000, ']'));
      }));
  add("a key twice", whole([](const Documents& d) {
        return d.json ? d.good.substr(0, d.good.size() - 1) + "," + d.wrong.substr(1) : d.good + "}";
      }));
  add("HTML with status 200",
      whole([](const Documents& d) { return "<!DOCTYPE html><html><body>" + d.wrong + "</body></html>"; },
            "text/html"));
  add("a time in the future",
      whole([](const Documents& d) { return d.wrong_future.empty() ? d.good : d.wrong_future; }));
  add("a time in the past",
      whole([](const Documents& d) { return d.wrong_past.empty() ? d.good : d.wrong_past; }));
  // Numbers.
  for (const char* as : {"1e400", "-1e400", "NaN", "-Infinity", "\"12,345\"", "\"1.2亿\"", "null", "true",
                         "[12345]", "{\"v\":12345}", "12345x", "0x3039", "012345", "12 345", "1e300",
                         "-12345", "\"\"", "\"一二三四五六七八九\"", "99999999999999999999999"})
    add(std::string("a number as ") + as, numbers(as));
  // Statuses and detours.
  for (const char* status :
       {"500 Internal Server Error", "503 Service Unavailable", "404 Not Found", "401 Unauthorized",
        "429 Too Many Requests", "206 Partial Content", "304 Not Modified", "999 What"})
    add(std::string("status ") + status,
        whole([](const Documents& d) { return d.wrong; }, "application/json", status));
  add("an endless redirect", [](Connection& c, const Documents& d, Random&) {
    c.send("HTTP/1.1 302 Found\r\nLocation: /circle" + d.path +
           "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  });
  add("a redirect to another host", [](Connection& c, const Documents& d, Random&) {
    c.send("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.2:9/" + d.path + "\r\nContent-Length: " +
           std::to_string(d.wrong.size()) + "\r\nConnection: close\r\n\r\n" + d.wrong);
  });
  add("a slow drip", [](Connection& c, const Documents& d, Random&) {
    const std::string all = head("Content-Length: " + std::to_string(d.wrong.size()) + "\r\n") + d.wrong;
    for (std::size_t i = 0; i < all.size() && c.pause(0.1); ++i)
      if (!c.send(all.substr(i, 1))) return;
  });
  add("silence", [](Connection& c, const Documents&, Random&) { c.pause(3); });
  return p;
}

}  // namespace

const std::vector<Play>& plays() {
  static const auto& all = *new std::vector<Play>(all_plays());
  return all;
}

std::string answer(const std::string& body, const std::string& type, const std::string& status,
                   const std::string& more) {
  return "HTTP/1.1 " + status + "\r\nContent-Type: " + type +
         "\r\nContent-Length: " + std::to_string(body.size()) + "\r\nConnection: close\r\n" + more + "\r\n" +
         body;
}

}  // namespace guangmu::testing
