#include "store/profiles.h"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <mutex>
#include <thread>
#include <utility>

#include "base/background.h"
#include "store/state_folder.h"

namespace guangmu::store {
namespace {

namespace fs = std::filesystem;

constexpr double look_every_s = 1;
constexpr std::uintmax_t largest_bytes = 4u * 1024 * 1024;  // of a .yaml
constexpr std::size_t confirmed_kept = 200;
constexpr std::size_t longest_name = 32;

std::string profiles_of(const std::string& state_folder) {
  return state_folder + "/profiles";
}

Instant instant_of(fs::file_time_type time) {
  const auto age = std::chrono::duration<double>(fs::file_time_type::clock::now() - time).count();
  return now() + -age;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t to = std::min(text.find('\n', from), text.size());
    if (to > from) lines.push_back(text.substr(from, to - from));
    from = to + 1;
  }
  return lines;
}

// Changes whenever a file comes, goes or is written.
std::string look_of(const std::string& folder) {
  std::vector<std::string> entries;
  std::error_code error;
  for (auto it = fs::directory_iterator(folder, error); !error && it != fs::directory_iterator();
       it.increment(error)) {
    std::error_code gone;
    const auto size = it->file_size(gone);
    const auto changed = it->last_write_time(gone).time_since_epoch().count();
    entries.push_back(fmt::format("{} {} {}", it->path().filename().string(), size, changed));
  }
  std::sort(entries.begin(), entries.end());
  std::string look = error ? error.message() : "";
  for (const std::string& entry : entries) look += entry + '\n';
  return look;
}

}  // namespace

std::string profile_id(int version, std::string_view label) {
  std::string name;
  for (const char c : label) {
    const bool upper = c >= 'A' && c <= 'Z';
    if (upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
      name += upper ? static_cast<char>(c - 'A' + 'a') : c;
    else if (!name.empty() && name.back() != '-')
      name += '-';
    if (name.size() == longest_name) break;
  }
  while (!name.empty() && name.back() == '-') name.pop_back();
  return fmt::format("{:04}-{}", version, name.empty() ? "version" : name);
}

int profile_version(std::string_view id) {
  if (id.size() < 6 || id[4] != '-') return 0;
  int version = 0;
  for (const char c : id.substr(0, 4)) {
    if (c < '0' || c > '9') return 0;
    version = version * 10 + (c - '0');
  }
  return version;
}

ProfileListing list_profiles(const std::string& state_folder) {
  ProfileListing listing;
  const std::string folder = profiles_of(state_folder);
  std::error_code error;
  if (!fs::exists(folder, error)) return listing;
  for (auto it = fs::directory_iterator(folder, error); !error && it != fs::directory_iterator();
       it.increment(error)) {
    const fs::path path = it->path();
    std::error_code gone;
    if (path.extension() != ".yaml" || !it->is_regular_file(gone)) continue;
    ProfileFile file{path.stem().string(), 0, path.string(), "", {}};
    file.version = profile_version(file.id);
    listing.highest = std::max(listing.highest, file.version);
    file.changed = instant_of(it->last_write_time(gone));
    if (it->file_size(gone) > largest_bytes) continue;
    const auto text = read_file(file.path);
    if (!text) continue;
    file.text = *text;
    listing.files.push_back(std::move(file));
  }
  if (error) listing.fault = fmt::format("{} cannot be read: {}", folder, error.message());
  std::sort(listing.files.begin(), listing.files.end(), [](const ProfileFile& a, const ProfileFile& b) {
    const auto place = [](const ProfileFile& f) { return f.version == 0 ? 10000 : f.version; };
    if (place(a) != place(b)) return place(a) < place(b);
    return a.version == 0 && a.changed.us != b.changed.us ? a.changed.us < b.changed.us : a.id < b.id;
  });
  if (const auto active = read_file(folder + "/active")) listing.confirmed = lines_of(*active);
  return listing;
}

Result<std::string> import_profile(const std::string& state_folder, const std::string& file,
                                   const std::string& pixels_name) {
  const auto text = read_file(file);
  if (!text) return Error{file + ": cannot be read"};
  const std::string folder = profiles_of(state_folder);
  if (const auto made = prepare_folder(folder); !made) return made.error();
  const std::string id = profile_id(list_profiles(state_folder).highest + 1, fs::path(file).stem().string());
  if (!pixels_name.empty()) {
    const fs::path from = fs::path(file).parent_path() / pixels_name;
    const auto pixels = read_file(from.string());
    if (!pixels)
      return Error{fmt::format("{}: cannot be read; {} names it as its pixels", from.string(), file)};
    const std::string to = folder + "/" + fs::path(pixels_name).filename().string();
    if (const auto there = read_file(to); there && *there != *pixels)
      return Error{fmt::format("{}: a file of other pixels has this name already; give yours another", to)};
    if (const auto done = replace_file(to, *pixels); !done) return done.error();
  }
  if (const auto done = replace_file(folder + "/" + id + ".yaml", *text); !done) return done.error();
  return id;
}

struct ProfileFolder::Impl {
  struct Job {
    enum class Kind { keep, activate, adopt } kind = Kind::keep;
    std::string id, other;  // text of keep, old name of adopt
  };

  std::string state_folder, folder;
  std::vector<std::string> confirmed;  // own thread
  mutable std::mutex mutex;
  std::condition_variable changed;
  std::deque<Job> waiting;
  std::optional<ProfileListing> found;
  std::string fault;
  bool ending = false;
  std::thread thread;

  Result<void> done(const Job& job) {
    if (const auto made = prepare_folder(folder); !made) return made;
    const std::string path = folder + "/" + job.id + ".yaml";
    if (job.kind == Job::Kind::keep) return replace_file(path, job.other);
    if (job.kind == Job::Kind::adopt) {
      std::error_code error;
      fs::rename(folder + "/" + job.other + ".yaml", path, error);
      if (error)
        return Error{fmt::format("{}/{}.yaml: cannot be renamed: {}", folder, job.other, error.message())};
      return {};
    }
    confirmed.push_back(job.id);
    if (confirmed.size() > confirmed_kept) confirmed.erase(confirmed.begin());
    std::string text;
    for (const std::string& id : confirmed) text += id + '\n';
    return replace_file(folder + "/active", text);
  }

  void run(ProfileListing last) {
    enter_background("profiles");
    std::string look = look_of(folder);
    std::unique_lock lock(mutex);
    while (true) {
      changed.wait_for(lock, std::chrono::duration<double>(look_every_s),
                       [&] { return ending || !waiting.empty(); });
      if (ending && waiting.empty()) return;
      const std::deque<Job> jobs = std::exchange(waiting, {});
      lock.unlock();
      std::string failed;
      for (const Job& job : jobs)
        if (const auto result = done(job); !result) failed = result.error().text;
      std::optional<ProfileListing> listing;
      if (std::string now_look = look_of(folder); now_look != look) {
        look = std::move(now_look);
        listing = list_profiles(state_folder);
        if (*listing == last)
          listing.reset();
        else
          last = *listing;
      }
      lock.lock();
      if (!jobs.empty()) fault = std::move(failed);
      if (listing) found = std::move(listing);
    }
  }
};

ProfileFolder::ProfileFolder(std::string state_folder)
    : first_(list_profiles(state_folder)), impl_(std::make_unique<Impl>()) {
  impl_->folder = profiles_of(state_folder);
  impl_->state_folder = std::move(state_folder);
  impl_->confirmed = first_.confirmed;
  impl_->thread = std::thread([this, last = first_] { impl_->run(last); });
}

ProfileFolder::~ProfileFolder() {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->ending = true;
    impl_->changed.notify_all();
  }
  impl_->thread.join();
}

std::optional<ProfileListing> ProfileFolder::news() {
  const std::lock_guard lock(impl_->mutex);
  return std::exchange(impl_->found, std::nullopt);
}

void ProfileFolder::keep(std::string id, std::string text) {
  const std::lock_guard lock(impl_->mutex);
  impl_->waiting.push_back({Impl::Job::Kind::keep, std::move(id), std::move(text)});
  impl_->changed.notify_all();
}

void ProfileFolder::activate(std::string id) {
  const std::lock_guard lock(impl_->mutex);
  impl_->waiting.push_back({Impl::Job::Kind::activate, std::move(id), ""});
  impl_->changed.notify_all();
}

void ProfileFolder::adopt(std::string from, std::string id) {
  const std::lock_guard lock(impl_->mutex);
  impl_->waiting.push_back({Impl::Job::Kind::adopt, std::move(id), std::move(from)});
  impl_->changed.notify_all();
}

std::string ProfileFolder::fault() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->fault;
}

}  // namespace guangmu::store
