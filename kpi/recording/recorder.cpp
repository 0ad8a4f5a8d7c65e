#include "base/background.h"
#include "kpi/recording/recorder.h"

#include <fmt/core.h>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <thread>
#include <vector>

namespace guangmu::kpi {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t full_block_bytes = std::size_t{256} << 10;  // unpacked
constexpr auto longest_wait = std::chrono::seconds(1);            // until a record is on the disk

struct Block {
  std::uint64_t at = 0, bytes = 0;
  Instant newest;
};

}  // namespace

class Recorder::Impl {
 public:
  explicit Impl(RecorderSettings settings) : s_(std::move(settings)) {}

  ~Impl() {
    {
      const std::lock_guard lock(mutex_);
      ending_ = true;
    }
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
  }

  Result<void> open() {
    std::error_code code;
    if (fs::exists(s_.path, code) && fs::file_size(s_.path, code) > 0) {
      if (const auto known = take_over(); !known) return known.error();
    } else {
      std::ofstream fresh(s_.path, std::ios::binary | std::ios::trunc);
      const std::string head = head_bytes(s_.head);
      fresh.write(head.data(), static_cast<std::streamsize>(head.size()));
      if (!fresh.flush()) return unwritable();
      size_ = head.size();
    }
    out_.open(s_.path, std::ios::binary | std::ios::app);
    if (!out_) return unwritable();
    thread_ = std::thread([this] { run(); });
    return {};
  }

  void add(Record record) {
    {
      const std::lock_guard lock(mutex_);
      const std::size_t bytes = record.body.size() + 64;
      if (waiting_bytes_ + bytes > s_.most_waiting_bytes) {
        ++left_out_;
        return;
      }
      waiting_bytes_ += bytes;
      waiting_.push_back(std::move(record));
      if (waiting_bytes_ < full_block_bytes) return;
    }
    wake_.notify_one();
  }

  std::string fault() const {
    const std::lock_guard lock(mutex_);
    if (!fault_.empty()) return fault_;
    if (left_out_ == 0) return {};
    return fmt::format("{}: {} records were left out because the disk is too slow", s_.path, left_out_);
  }

  const std::string& notice() const { return notice_; }

 private:
  Error unwritable() const {
    return Error{fmt::format("{}: the recording cannot be written; check that the folder is there and may be written", s_.path),
                 Blame::machine};
  }

  // The blocks of a file that is there already.
  Result<void> take_over() {
    auto reader = RecordingReader::open(s_.path);
    if (!reader) return Error{reader.error().text + "; name another file with --record"};
    if (reader->head().exhibit != s_.head.exhibit)
      return Error{fmt::format("{}: this recording is of the exhibit {}, not of {}; name another file with --record", s_.path,
                               reader->head().exhibit, s_.head.exhibit)};
    std::uint64_t before = reader->whole_bytes();
    while (const auto r = reader->next()) {
      const std::uint64_t now = reader->whole_bytes();
      if (now != before) blocks_.push_back({before, now - before, r->received});
      before = now;
      blocks_.back().newest = std::max(blocks_.back().newest, r->received);
    }
    size_ = reader->whole_bytes();
    notice_ = reader->notice();
    if (notice_.empty()) return {};
    std::error_code code;
    fs::resize_file(s_.path, size_, code);
    if (code) return unwritable();
    notice_ += "; recording goes on there";
    return {};
  }

  void run() {
    enter_background("kpi:recorder");
    for (bool last = false; !last;) {
      std::deque<Record> records;
      {
        std::unique_lock lock(mutex_);
        wake_.wait_for(lock, longest_wait, [&] { return ending_ || waiting_bytes_ >= full_block_bytes; });
        last = ending_;
        records.swap(waiting_);
        waiting_bytes_ = 0;
      }
      write(records);
    }
  }

  void write(const std::deque<Record>& records) {
    std::string raw;
    Instant newest;
    for (const Record& r : records) {
      newest = std::max(newest, r.received);
      const std::string bytes = record_bytes(r);
      if (!raw.empty() && raw.size() + bytes.size() > 4 * full_block_bytes) {
        append(raw, newest);
        raw.clear();
      }
      raw += bytes;
    }
    if (!raw.empty()) append(raw, newest);
  }

  void append(const std::string& raw, Instant newest) {
    const std::string block = block_bytes(raw);
    if (head_bytes(s_.head).size() + block.size() > s_.max_bytes) {
      const std::lock_guard lock(mutex_);
      ++left_out_;
      return;
    }
    const bool full = size_ + block.size() > s_.max_bytes;
    // A quarter over the age first, so that the file is not copied with every block.
    const bool old = !blocks_.empty() && newest - blocks_.front().newest > 1.25 * s_.max_age_s;
    if (full || old) shorten(newest, s_.max_bytes > block.size() ? s_.max_bytes - block.size() : 0);
    out_.clear();
    out_.write(block.data(), static_cast<std::streamsize>(block.size()));
    const bool written = static_cast<bool>(out_.flush());
    if (written) {
      blocks_.push_back({size_, block.size(), newest});
      size_ += block.size();
    } else {
      // Half a block may lie at the end: the next one must not come behind it.
      out_.close();
      std::error_code code;
      fs::resize_file(s_.path, size_, code);
      out_.open(s_.path, std::ios::binary | std::ios::app);
    }
    tell(written ? "" : s_.path + ": the recording cannot be written (disk full?); it goes on as soon as it can");
  }

  void tell(std::string fault) {
    const std::lock_guard lock(mutex_);
    fault_ = std::move(fault);
  }

  // Keeps the newest blocks: at most three quarters of the bound, at most `most`, none over the age.
  void shorten(Instant now, std::uint64_t most) {
    const std::string head = head_bytes(s_.head);
    const std::uint64_t room = std::min(most, s_.max_bytes / 4 * 3);
    std::uint64_t kept = head.size();
    std::size_t first = blocks_.size();
    while (first > 0 && kept + blocks_[first - 1].bytes <= room && now - blocks_[first - 1].newest <= s_.max_age_s)
      kept += blocks_[--first].bytes;
    const std::string beside = s_.path + ".shorter";
    {
      std::ifstream from(s_.path, std::ios::binary);
      std::ofstream to(beside, std::ios::binary | std::ios::trunc);
      to.write(head.data(), static_cast<std::streamsize>(head.size()));
      for (std::size_t i = first; i < blocks_.size(); ++i) {
        std::vector<char> bytes(blocks_[i].bytes);
        from.seekg(static_cast<std::streamoff>(blocks_[i].at));
        from.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        to.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
      }
      if (!from || !to.flush()) {
        // No room for the copy: the old part goes without one, and the file begins anew.
        to.close();
        std::error_code code;
        fs::remove(beside, code);
        first = blocks_.size();
        std::ofstream(beside, std::ios::binary | std::ios::trunc).write(head.data(), static_cast<std::streamsize>(head.size()));
      }
    }
    std::error_code code;
    out_.close();
    fs::rename(beside, s_.path, code);
    out_.open(s_.path, std::ios::binary | std::ios::app);
    if (code) return tell(s_.path + ": the recording cannot be shortened: " + code.message());
    blocks_.erase(blocks_.begin(), blocks_.begin() + static_cast<std::ptrdiff_t>(first));
    size_ = head.size();
    for (Block& b : blocks_) {
      b.at = size_;
      size_ += b.bytes;
    }
  }

  RecorderSettings s_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Record> waiting_;
  std::size_t waiting_bytes_ = 0;
  std::uint64_t left_out_ = 0;
  bool ending_ = false;
  std::string fault_;
  std::string notice_;
  // The thread's own, after open().
  std::ofstream out_;
  std::vector<Block> blocks_;
  std::uint64_t size_ = 0;
  std::thread thread_;
};

Recorder::Recorder(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Recorder::~Recorder() = default;

Result<std::unique_ptr<Recorder>> Recorder::start(RecorderSettings settings) {
  auto impl = std::make_unique<Impl>(std::move(settings));
  if (const auto opened = impl->open(); !opened) return opened.error();
  return std::unique_ptr<Recorder>(new Recorder(std::move(impl)));
}

void Recorder::add(Record record) {
  impl_->add(std::move(record));
}
std::string Recorder::fault() const {
  return impl_->fault();
}
const std::string& Recorder::notice() const {
  return impl_->notice();
}

}  // namespace guangmu::kpi
