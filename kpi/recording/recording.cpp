#include "kpi/recording/recording.h"

#include <fmt/core.h>
#include <zlib.h>

#include <algorithm>
#include <cstring>
#include <fstream>

#include "kpi/formats/json.h"

namespace guangmu::kpi {
namespace {

constexpr std::string_view file_mark = "GMRECORD";
constexpr std::uint32_t format = 1, block_mark = 0x314B4C42;  // "BLK1"
constexpr std::size_t head_start = 8 + 3 * 4, block_start = 4 * 4;
constexpr std::uint32_t most_head_bytes = 4096;

template <class Number>
void put(std::string& into, Number n) {
  for (std::size_t i = 0; i < sizeof n; ++i)
    into.push_back(static_cast<char>(static_cast<std::uint64_t>(n) >> (8 * i) & 0xFF));
}

std::uint32_t checksum(std::string_view bytes) {
  return static_cast<std::uint32_t>(
      crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size())));
}

// Takes numbers and texts off the front; after the first that is not there everything is empty and good() false.
class Taker {
 public:
  explicit Taker(std::string_view bytes) : left_(bytes) {}
  template <class Number>
  Number number() {
    const std::string_view b = text(sizeof(Number));
    std::uint64_t n = 0;
    for (std::size_t i = 0; i < b.size(); ++i) n |= static_cast<std::uint64_t>(static_cast<unsigned char>(b[i])) << (8 * i);
    return static_cast<Number>(n);
  }
  std::string_view text(std::size_t length) {
    if (length > left_.size()) good_ = false;
    if (!good_) return {};
    const auto taken = left_.substr(0, length);
    left_.remove_prefix(length);
    return taken;
  }
  bool good() const { return good_; }
  bool empty() const { return left_.empty(); }

 private:
  std::string_view left_;
  bool good_ = true;
};

std::optional<std::string> unpacked(std::string_view packed, std::size_t size) {
  std::string raw(size, '\0');
  uLongf length = static_cast<uLongf>(size);
  const int code = uncompress(reinterpret_cast<Bytef*>(raw.data()), &length, reinterpret_cast<const Bytef*>(packed.data()),
                              static_cast<uLong>(packed.size()));
  if (code != Z_OK || length != size) return std::nullopt;
  return raw;
}

std::optional<Record> take_record(Taker& from) {
  Record r;
  r.received = {from.number<std::int64_t>()};
  const auto kind = from.number<std::uint8_t>();
  r.fault = kind == 1;
  r.source = from.text(from.number<std::uint16_t>());
  r.content_type = from.text(from.number<std::uint16_t>());
  r.body = from.text(from.number<std::uint32_t>());
  if (!from.good() || kind > 1) return std::nullopt;
  return r;
}

}  // namespace

std::string head_bytes(const RecordingHead& head) {
  Json j = Json::object();
  j["exhibit"] = Json::of(std::string_view(head.exhibit));
  j["version"] = Json::of(std::string_view(head.version));
  const std::string text = to_text(j);
  std::string bytes(file_mark);
  put(bytes, format);
  put(bytes, static_cast<std::uint32_t>(text.size()));
  put(bytes, checksum(text));
  return bytes + text;
}

std::string record_bytes(const Record& r) {
  constexpr std::size_t most_text = 0xFFFF;
  std::string bytes;
  put(bytes, r.received.us);
  put(bytes, static_cast<std::uint8_t>(r.fault ? 1 : 0));
  for (const std::string* text : {&r.source, &r.content_type}) {
    const auto part = std::string_view(*text).substr(0, most_text);
    put(bytes, static_cast<std::uint16_t>(part.size()));
    bytes += part;
  }
  const std::string body = r.fault ? without_secrets(r.body) : r.body;
  put(bytes, static_cast<std::uint32_t>(body.size()));
  return bytes + body;
}

std::string block_bytes(std::string_view records) {
  uLongf length = compressBound(static_cast<uLong>(records.size()));
  std::string packed(length, '\0');
  compress2(reinterpret_cast<Bytef*>(packed.data()), &length, reinterpret_cast<const Bytef*>(records.data()),
            static_cast<uLong>(records.size()), 6);
  packed.resize(length);
  std::string bytes;
  put(bytes, block_mark);
  put(bytes, static_cast<std::uint32_t>(packed.size()));
  put(bytes, static_cast<std::uint32_t>(records.size()));
  put(bytes, checksum(packed));
  return bytes + packed;
}

std::string without_secrets(std::string_view text) {
  std::string clean;
  for (;;) {
    const auto scheme = text.find("://");
    if (scheme == std::string_view::npos) break;
    clean += text.substr(0, scheme + 3);
    text.remove_prefix(scheme + 3);
    std::string_view address = text.substr(0, std::min(text.find_first_of(" \t\r\n\"'<>"), text.size()));
    text.remove_prefix(address.size());
    address = address.substr(0, address.find_first_of("?#"));
    const auto at = address.substr(0, address.find('/')).rfind('@');
    clean += at == std::string_view::npos ? address : address.substr(at + 1);
  }
  return clean.append(text);
}

struct RecordingReader::Impl {
  std::ifstream in;
  std::string path, notice, block;
  RecordingHead head;
  std::uint64_t size = 0, whole = 0;
  std::size_t used = 0;  // of block

  std::string read(std::size_t length) {
    std::string bytes(length, '\0');
    in.read(bytes.data(), static_cast<std::streamsize>(length));
    bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(in.gcount(), 0)));
    return bytes;
  }

  // Why this is no recording; empty when it is one.
  std::string read_head() {
    const std::string start = read(head_start);
    Taker t(start);
    if (t.text(8) != file_mark) return "this is no recording of Guangmu";
    const auto its_format = t.number<std::uint32_t>();
    const auto length = t.number<std::uint32_t>();
    const auto sum = t.number<std::uint32_t>();
    if (!t.good()) return "the recording breaks off in its head";
    if (its_format != format) return fmt::format("this recording has format {}; this program reads format {}", its_format, format);
    if (length > most_head_bytes) return "the head of the recording is damaged";
    const std::string text = read(length);
    const auto j = parse_json(text);
    if (text.size() != length || checksum(text) != sum || !j) return "the head of the recording is damaged";
    for (const auto& [key, into] : {std::pair("exhibit", &head.exhibit), std::pair("version", &head.version)})
      if (const Json* m = j->member(key); m && m->is(Json::Type::text)) *into = m->text;
    whole = head_start + length;
    return {};
  }

  void stop(const std::string& what) {
    notice = fmt::format("{}: {} after {} of {} bytes; what comes before is good", path, what, whole, size);
  }

  bool next_block() {
    if (!notice.empty() || whole >= size) return false;
    const std::string start = read(block_start);
    Taker t(start);
    const auto mark = t.number<std::uint32_t>();
    const auto packed_size = t.number<std::uint32_t>(), raw_size = t.number<std::uint32_t>(), sum = t.number<std::uint32_t>();
    if (!t.good()) return stop("the recording breaks off"), false;
    if (mark != block_mark || raw_size > most_block_bytes) return stop("the recording is damaged"), false;
    if (packed_size > size - whole - block_start) return stop("the recording breaks off"), false;
    const std::string packed = read(packed_size);
    if (packed.size() != packed_size) return stop("the recording breaks off"), false;
    auto raw = checksum(packed) == sum ? unpacked(packed, raw_size) : std::nullopt;
    if (!raw) return stop("the recording is damaged"), false;
    // A block counts whole or not at all.
    Taker records(*raw);
    while (!records.empty())
      if (!take_record(records)) return stop("the recording is damaged"), false;
    block = std::move(*raw);
    used = 0;
    whole += block_start + packed_size;
    return true;
  }
};

RecordingReader::RecordingReader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
RecordingReader::~RecordingReader() = default;
RecordingReader::RecordingReader(RecordingReader&&) noexcept = default;
RecordingReader& RecordingReader::operator=(RecordingReader&&) noexcept = default;

Result<RecordingReader> RecordingReader::open(const std::string& path) {
  auto impl = std::make_unique<Impl>();
  impl->path = path;
  impl->in.open(path, std::ios::binary | std::ios::ate);
  if (!impl->in) return Error{path + ": the recording cannot be read; check the name"};
  impl->size = static_cast<std::uint64_t>(std::max<std::streamoff>(impl->in.tellg(), 0));
  impl->in.seekg(0);
  if (const std::string why = impl->read_head(); !why.empty()) return Error{path + ": " + why};
  return RecordingReader(std::move(impl));
}

const RecordingHead& RecordingReader::head() const {
  return impl_->head;
}
const std::string& RecordingReader::notice() const {
  return impl_->notice;
}
std::uint64_t RecordingReader::whole_bytes() const {
  return impl_->whole;
}

std::optional<Record> RecordingReader::next() {
  Impl& r = *impl_;
  while (r.used >= r.block.size())
    if (!r.next_block()) return std::nullopt;
  const std::string_view left = std::string_view(r.block).substr(r.used);
  Taker t(left);
  auto record = take_record(t);
  r.used += record ? 8 + 1 + 2 + record->source.size() + 2 + record->content_type.size() + 4 + record->body.size() : left.size();
  return record;
}

Result<RecordingSurvey> survey_recording(const std::string& path) {
  auto reader = RecordingReader::open(path);
  if (!reader) return reader.error();
  RecordingSurvey s;
  s.head = reader->head();
  while (const auto r = reader->next()) {
    ++s.records;
    ++s.sources[r->source];
    if (!s.first) s.first = r->received;
    if (!s.last || *s.last < r->received) s.last = r->received;
  }
  s.notice = reader->notice();
  s.whole_bytes = reader->whole_bytes();
  return s;
}

}  // namespace guangmu::kpi
