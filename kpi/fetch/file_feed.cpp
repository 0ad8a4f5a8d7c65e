#include "kpi/fetch/file_feed.h"

#include <fmt/core.h>

#include <algorithm>
#include <fstream>

#include "kpi/formats/payload.h"

namespace guangmu::kpi {
namespace {

constexpr double look_every_s = 0.5;
constexpr double still_written_s = 2;

double age_s(std::filesystem::file_time_type written) {
  return std::chrono::duration<double>(std::filesystem::file_time_type::clock::now() - written).count();
}

}  // namespace

FileFeed::FileFeed(World& world, std::string id, SourceSettings settings)
    : Feed(world, std::move(id), std::move(settings)), due_(Steady::now()) {}

void FileFeed::step(Steady::time_point now) {
  if (now < due_) return;
  if (settings_.file.empty()) {
    due_ = now + seconds(settings_.every.s);
    Answer answer;
    answer.body = settings_.text;
    answer.content_type = "text/plain; charset=utf-8";
    answer.bytes = answer.body.size();
    deliver(std::move(answer));
    return;
  }
  due_ = now + seconds(std::min(look_every_s, settings_.every.s));
  look(now);
}

void FileFeed::look(Steady::time_point now) {
  std::error_code bad;
  const auto status = std::filesystem::status(settings_.file, bad);
  if (!std::filesystem::exists(status))
    return tell(fmt::format("there is no file {}; expected it there", settings_.file), now);
  if (!std::filesystem::is_regular_file(status))
    return tell(fmt::format("{} is no file; expected one", settings_.file), now);
  Look seen;
  seen.written = std::filesystem::last_write_time(settings_.file, bad);
  if (!bad) seen.size = std::filesystem::file_size(settings_.file, bad);
  if (bad) return tell(fmt::format("{} cannot be looked at: {}", settings_.file, bad.message()), now);
  if (taken_ == seen && settled_) return;
  const bool young = age_s(seen.written) < still_written_s;
  const bool stood_still = last_look_ == seen || !young;
  last_look_ = seen;
  if (taken_ == seen && young) return;
  if (!stood_still) return;
  if (seen.size > static_cast<std::uintmax_t>(settings_.max_bytes))
    return tell(fmt::format("the file is longer than max_bytes, {}", settings_.max_bytes), now);
  take(seen);
}

void FileFeed::take(const Look& look) {
  std::ifstream in(settings_.file, std::ios::binary);
  std::string body(static_cast<std::size_t>(look.size) + 1, '\0');
  in.read(body.data(), static_cast<std::streamsize>(body.size()));
  body.resize(static_cast<std::size_t>(in.gcount()));
  if (!in.is_open() || in.bad())
    return tell(fmt::format("{} cannot be read; expected the right to read it", settings_.file), Steady::now());
  if (body.size() != look.size) {  // it changed just now
    last_look_.reset();
    return;
  }
  const bool young = age_s(look.written) < still_written_s;
  if (young && !read_payload(body, settings_)) return;
  const bool same = taken_ == look && body == taken_body_;
  settled_ = !young;
  taken_ = look;
  if (same) return;
  taken_body_ = body;
  told_.clear();
  if (body.find_first_not_of(" \t\r\n") == std::string::npos)
    return tell(fmt::format("{} is empty", settings_.file), Steady::now());
  Answer answer;
  answer.bytes = body.size();
  answer.body = std::move(body);
  answer.written = guangmu::now() + -std::max(0.0, age_s(look.written));
  deliver(std::move(answer));
}

// A fault is told when it begins and then every `every`: not at each look.
void FileFeed::tell(const std::string& fault, Steady::time_point now) {
  if (fault == told_ && now < told_at_ + seconds(settings_.every.s)) return;
  told_ = fault;
  told_at_ = now;
  taken_.reset();
  settled_ = false;
  fail(fault);
}

}  // namespace guangmu::kpi
