#include "tests/kpi/losing_vfs.h"

#include <sqlite3.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <fstream>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <vector>

namespace guangmu::kpi::test {
namespace {

// A file twice: as programs see it, and as it is on the platter. Writes stand in the first at once, in the second after a
// sync; at a power cut each waiting write reaches the second, or does not, or half of it does, or it is garbled there.
struct Shadow {
  std::string seen, platter;
  struct Write {
    std::int64_t at = 0;
    std::string bytes;
    bool truncates = false;
  };
  std::vector<Write> waiting;
  bool deleted = false;
  int open = 0;

  static void put(std::string& file, std::int64_t at, const std::string& bytes) {
    const auto end = static_cast<std::size_t>(at) + bytes.size();
    if (file.size() < end) file.resize(end, '\0');
    std::memcpy(file.data() + at, bytes.data(), bytes.size());
  }
};

struct Disk {
  std::mutex mutex;
  std::map<std::string, std::shared_ptr<Shadow>> files;
  std::mt19937_64 random;
  bool dead = false, full = false;
  std::uint64_t calls_left = 0;  // 0: no end
  sqlite3_vfs vfs{};
};

Disk& disk();

// Counts a write or sync; false when the power is gone.
bool powered() {
  Disk& d = disk();
  if (d.calls_left > 0 && --d.calls_left == 0) d.dead = true;
  return !d.dead;
}

Disk& disk() {
  static Disk* const d = new Disk;  // lives as long as SQLite, which nobody shuts down
  return *d;
}

struct File {
  sqlite3_file base;
  std::shared_ptr<Shadow>* shadow;
  char* path;
  bool journal;  // its directory entry counts as synced with it
  int lock;
  std::vector<std::string>* shm;
};

File* of(sqlite3_file* f) {
  return reinterpret_cast<File*>(f);
}

int close_file(sqlite3_file* f) {
  const std::lock_guard lock(disk().mutex);
  --(*of(f)->shadow)->open;
  delete of(f)->shadow;
  delete of(f)->shm;
  of(f)->shadow = nullptr;
  return SQLITE_OK;
}

int read_file(sqlite3_file* f, void* to, int count, sqlite3_int64 at) {
  const std::lock_guard lock(disk().mutex);
  const std::string& seen = (*of(f)->shadow)->seen;
  std::memset(to, 0, static_cast<std::size_t>(count));
  if (at >= static_cast<sqlite3_int64>(seen.size())) return SQLITE_IOERR_SHORT_READ;
  const auto have = std::min<std::size_t>(static_cast<std::size_t>(count), seen.size() - static_cast<std::size_t>(at));
  std::memcpy(to, seen.data() + at, have);
  return have == static_cast<std::size_t>(count) ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int write_file(sqlite3_file* f, const void* from, int count, sqlite3_int64 at) {
  const std::lock_guard lock(disk().mutex);
  if (!powered()) return SQLITE_IOERR_WRITE;
  Shadow& s = **of(f)->shadow;
  if (disk().full && static_cast<std::size_t>(at + count) > s.seen.size()) return SQLITE_FULL;
  std::string bytes(static_cast<const char*>(from), static_cast<std::size_t>(count));
  Shadow::put(s.seen, at, bytes);
  s.waiting.push_back({at, std::move(bytes), false});
  return SQLITE_OK;
}

int truncate_file(sqlite3_file* f, sqlite3_int64 size) {
  const std::lock_guard lock(disk().mutex);
  if (!powered()) return SQLITE_IOERR_TRUNCATE;
  Shadow& s = **of(f)->shadow;
  s.seen.resize(static_cast<std::size_t>(size));
  s.waiting.push_back({size, {}, true});
  return SQLITE_OK;
}

void settle(Shadow& s) {
  for (const auto& w : s.waiting) w.truncates ? s.platter.resize(static_cast<std::size_t>(w.at)) : Shadow::put(s.platter, w.at, w.bytes);
  s.waiting.clear();
}

int sync_file(sqlite3_file* f, int) {
  const std::lock_guard lock(disk().mutex);
  if (!powered()) return SQLITE_IOERR_FSYNC;
  settle(**of(f)->shadow);
  return SQLITE_OK;
}

int size_file(sqlite3_file* f, sqlite3_int64* size) {
  const std::lock_guard lock(disk().mutex);
  *size = static_cast<sqlite3_int64>((*of(f)->shadow)->seen.size());
  return SQLITE_OK;
}

// One connection at a time uses this disk.
int lock_file(sqlite3_file*, int) { return SQLITE_OK; }
int reserved(sqlite3_file*, int* result) {
  *result = 0;
  return SQLITE_OK;
}
int control_file(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
int sector(sqlite3_file*) { return 4096; }
int characteristics(sqlite3_file*) { return 0; }  // nothing is promised: no atomic writes, no order

int shm_map(sqlite3_file* f, int region, int size, int extend, void volatile** memory) {
  auto& shm = *of(f)->shm;
  if (static_cast<int>(shm.size()) <= region) {
    if (!extend) {
      *memory = nullptr;
      return SQLITE_OK;
    }
    shm.reserve(4096);  // regions must stay where they are
    while (static_cast<int>(shm.size()) <= region) shm.emplace_back(static_cast<std::size_t>(size), '\0');
  }
  *memory = shm[static_cast<std::size_t>(region)].data();
  return SQLITE_OK;
}
int shm_lock(sqlite3_file*, int, int, int) { return SQLITE_OK; }
void shm_barrier(sqlite3_file*) { std::atomic_thread_fence(std::memory_order_seq_cst); }
int shm_unmap(sqlite3_file* f, int) {
  of(f)->shm->clear();
  return SQLITE_OK;
}

const sqlite3_io_methods methods{2,           close_file, read_file, write_file,   truncate_file, sync_file,       size_file, lock_file, lock_file,
                                 reserved,    control_file, sector,  characteristics, shm_map,    shm_lock,        shm_barrier, shm_unmap, nullptr,
                                 nullptr};

int open_file(sqlite3_vfs*, const char* path, sqlite3_file* f, int flags, int* out) {
  const std::lock_guard lock(disk().mutex);
  static int temporary = 0;
  const std::string key = path ? path : "temporary-" + std::to_string(++temporary);
  auto& shadow = disk().files[key];
  if (!shadow || shadow->deleted) {
    if (!(flags & SQLITE_OPEN_CREATE)) return SQLITE_CANTOPEN;
    if (disk().dead) return SQLITE_CANTOPEN;
    shadow = std::make_shared<Shadow>();
  }
  ++shadow->open;
  File* file = of(f);
  file->shadow = new std::shared_ptr<Shadow>(shadow);
  file->shm = new std::vector<std::string>;
  file->base.pMethods = &methods;
  if (out) *out = flags;
  return SQLITE_OK;
}

int delete_file(sqlite3_vfs*, const char* path, int) {
  const std::lock_guard lock(disk().mutex);
  if (disk().dead) return SQLITE_IOERR_DELETE;
  const auto it = disk().files.find(path);
  if (it == disk().files.end()) return SQLITE_IOERR_DELETE_NOENT;
  disk().files.erase(it);
  return SQLITE_OK;
}

int access_file(sqlite3_vfs*, const char* path, int, int* result) {
  const std::lock_guard lock(disk().mutex);
  const auto it = disk().files.find(path);
  *result = it != disk().files.end() && !it->second->deleted ? 1 : 0;
  return SQLITE_OK;
}

int full_path(sqlite3_vfs*, const char* path, int count, char* out) {
  sqlite3_snprintf(count, out, "%s", path);
  return SQLITE_OK;
}

}  // namespace

void LosingDisk::install() {
  Disk& d = disk();
  if (d.vfs.zName) return;
  const sqlite3_vfs* real = sqlite3_vfs_find(nullptr);
  d.vfs = *real;
  d.vfs.iVersion = 1;
  d.vfs.pNext = nullptr;
  d.vfs.zName = name;
  d.vfs.szOsFile = sizeof(File);
  d.vfs.xOpen = open_file;
  d.vfs.xDelete = delete_file;
  d.vfs.xAccess = access_file;
  d.vfs.xFullPathname = full_path;
  sqlite3_vfs_register(&d.vfs, 0);
}

void LosingDisk::begin(std::uint64_t seed) {
  const std::lock_guard lock(disk().mutex);
  disk().files.clear();
  disk().random.seed(seed);
  disk().dead = disk().full = false;
  disk().calls_left = 0;
}

void LosingDisk::fill(bool full) {
  const std::lock_guard lock(disk().mutex);
  disk().full = full;
}

void LosingDisk::cut_after(std::uint64_t calls) {
  const std::lock_guard lock(disk().mutex);
  disk().calls_left = calls;
}

bool LosingDisk::is_cut() {
  const std::lock_guard lock(disk().mutex);
  return disk().dead;
}

void LosingDisk::restore() {
  const std::lock_guard lock(disk().mutex);
  Disk& d = disk();
  for (auto& [path, file] : d.files) {
    auto waiting = std::move(file->waiting);
    file->waiting.clear();
    std::shuffle(waiting.begin(), waiting.end(), d.random);  // the disk writes in whatever order it likes
    for (auto& w : waiting) {
      const auto fate = d.random() % 4;
      if (fate == 0) continue;  // lost
      if (w.truncates) {
        if (static_cast<std::size_t>(w.at) < file->platter.size()) file->platter.resize(static_cast<std::size_t>(w.at));
        continue;
      }
      if (fate == 1) w.bytes.resize(d.random() % (w.bytes.size() + 1));  // torn
      if (fate == 2)
        for (std::size_t i = d.random() % 64; i < w.bytes.size(); i += 1 + d.random() % 512) w.bytes[i] = static_cast<char>(d.random());  // garbled
      Shadow::put(file->platter, w.at, w.bytes);
    }
    file->seen = file->platter;
  }
  d.dead = false;
  d.calls_left = 0;
}

}  // namespace guangmu::kpi::test
