// Payloads of a period in one file: what the sources sent and when, so that a day can be rehearsed and a picture tested again.
//
// The file, all numbers little-endian:
//   head     8 bytes "GMRECORD", u32 format (1), u32 length, u32 CRC-32 of the text, the text: JSON {"exhibit", "version"}
//   block *  u32 "BLK1", u32 packed bytes, u32 unpacked bytes, u32 CRC-32 of the packed bytes, zlib data
//   unpacked, records one after the other: i64 received (microseconds since 1970), u8 kind (0 payload, 1 fault),
//            u16 length and text of the source's id, u16 length and text of the content type, u32 length and bytes
// Blocks are only ever appended. A file that breaks off in a block (power loss) is good up to the block before, and reader and
// writer say what is missing. Sources are named by their id alone: no address, no header, no name and no password is kept.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"

namespace guangmu::kpi {

// One answer of a source as it came, or why there was none.
struct Record {
  Instant received;
  std::string source;
  bool fault = false;        // body is the fault in plain words
  std::string body;
  std::string content_type;  // as the server said it; empty: unknown
  friend bool operator==(const Record&, const Record&) = default;
};

struct RecordingHead {
  std::string exhibit;  // id of the exhibit whose sources these are
  std::string version;  // of the program that began the file
};

inline constexpr std::size_t most_block_bytes = std::size_t{80} << 20;  // unpacked; a payload is at most 64 MiB

// The parts of the file as bytes; pure.
std::string head_bytes(const RecordingHead& head);
std::string record_bytes(const Record& record);
std::string block_bytes(std::string_view records);  // the records of one block, packed

// The addresses in a text without name, password, query and fragment.
std::string without_secrets(std::string_view text);

// Reads a recording from front to end, one block in memory at a time. Whatever the bytes are: an error or a notice, never more.
// One thread at a time; blocks on the disk.
class RecordingReader {
 public:
  // An error names the file: not there, no recording, another format.
  static Result<RecordingReader> open(const std::string& path);
  ~RecordingReader();
  RecordingReader(RecordingReader&&) noexcept;
  RecordingReader& operator=(RecordingReader&&) noexcept;

  const RecordingHead& head() const;
  // The next record, in the order of receipt; nothing at the end.
  std::optional<Record> next();
  // Why the file ended before its end; empty when it did not. Final once next() gave nothing.
  const std::string& notice() const;
  // Bytes from the front that are whole: where a writer goes on.
  std::uint64_t whole_bytes() const;

 private:
  struct Impl;
  explicit RecordingReader(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// What a recording holds, from one reading of all of it.
struct RecordingSurvey {
  RecordingHead head;
  std::uint64_t records = 0, whole_bytes = 0;
  std::optional<Instant> first, last;  // receipt of the first record, and the latest receipt
  std::map<std::string, std::uint64_t> sources;  // records by source id
  std::string notice;
};
Result<RecordingSurvey> survey_recording(const std::string& path);

}  // namespace guangmu::kpi
