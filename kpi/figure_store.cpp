#include "kpi/figure_store.h"

#include <fmt/core.h>
#include <sqlite3.h>

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <utility>

namespace guangmu::kpi {
namespace {

constexpr int layout = 1;  // user_version of the file

struct StatementEnd {
  void operator()(sqlite3_stmt* s) const { sqlite3_finalize(s); }
};
using Statement = std::unique_ptr<sqlite3_stmt, StatementEnd>;

void bind(sqlite3_stmt* s, int at, const std::string& text) {
  sqlite3_bind_text(s, at, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
}

std::string text_at(sqlite3_stmt* s, int column) {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(s, column));
  return bytes ? std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(s, column)))
               : std::string();
}

bool reading_before(const KeptReading& a, const KeptReading& b) {
  return a.id < b.id;
}

bool list_before(const KeptList& a, const KeptList& b) {
  return std::pair(a.kind, std::string_view(a.id)) < std::pair(b.kind, std::string_view(b.id));
}

void sort_by_id(Kept& kept) {
  std::sort(kept.readings.begin(), kept.readings.end(), reading_before);
  std::sort(kept.lists.begin(), kept.lists.end(), list_before);
}

bool is_broken(int code) {
  const int kind = code & 0xff;
  return kind == SQLITE_CORRUPT || kind == SQLITE_NOTADB;
}

}  // namespace

struct FigureStore::Database {
  sqlite3* handle = nullptr;

  Database() = default;
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database() { sqlite3_close_v2(handle); }

  int run(const char* sql) const { return sqlite3_exec(handle, sql, nullptr, nullptr, nullptr); }
  Statement prepare(const char* sql) const {
    sqlite3_stmt* s = nullptr;
    sqlite3_prepare_v2(handle, sql, -1, &s, nullptr);
    return Statement(s);
  }
  int number(const char* sql, int otherwise) const {
    const Statement s = prepare(sql);
    return s && sqlite3_step(s.get()) == SQLITE_ROW ? sqlite3_column_int(s.get(), 0) : otherwise;
  }
  std::string why() const { return handle ? sqlite3_errmsg(handle) : "no memory"; }
};

FigureStore::FigureStore(const std::string& folder, Instant now) : folder_(folder) {
  open(now);
}

FigureStore::~FigureStore() = default;

void FigureStore::open(Instant now) {
  namespace fs = std::filesystem;
  fault_.clear();
  read_only_ = false;
  std::error_code ec;
  fs::create_directories(folder_, ec);
  if (!fs::is_directory(folder_, ec)) {
    fault_ = fmt::format("figures are not kept: the state folder {} is missing and cannot be made", folder_);
    return;
  }
  path_ = (fs::path(folder_) / "figures.db").string();
  int code = open_for_writing();
  if (is_broken(code)) {
    const std::string why = db_->why();
    db_.reset();
    if (!set_aside(why, now)) return;
    code = open_for_writing();
  }
  if (code == SQLITE_OK) {
    if (db_->number("PRAGMA user_version", -1) <= layout) return;
    fault_ = fmt::format("figures are not kept: {} was written by a newer version; use another state folder",
                         path_);
    db_.reset();
    return;
  }
  fault_ = fmt::format("figures are not kept: {} cannot be used ({}); check that the folder can be written",
                       path_, db_->why());
  db_.reset();
  read_only_ = open_for_reading();
}

// The open database in db_, checked and with its tables; else the code of what failed.
int FigureStore::open_for_writing() {
  db_ = std::make_unique<Database>();
  int code =
      sqlite3_open_v2(path_.c_str(), &db_->handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  if (code != SQLITE_OK) return code;
  sqlite3_extended_result_codes(db_->handle, 1);
  sqlite3_busy_timeout(db_->handle, 200);
  code = db_->run("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;");
  if (code != SQLITE_OK) return code;
  {
    const Statement check = db_->prepare("PRAGMA quick_check(1)");
    if (!check) return sqlite3_errcode(db_->handle);
    const int step = sqlite3_step(check.get());
    if (step != SQLITE_ROW) return step;
    if (text_at(check.get(), 0) != "ok") return SQLITE_CORRUPT;
  }
  if (db_->number("PRAGMA user_version", -1) > layout) return SQLITE_OK;
  return db_->run(
      "BEGIN IMMEDIATE;"
      "CREATE TABLE IF NOT EXISTS readings(id TEXT PRIMARY KEY, mark TEXT NOT NULL, value REAL NOT NULL,"
      " source_time_us INTEGER NOT NULL, received_us INTEGER NOT NULL) WITHOUT ROWID;"
      "CREATE TABLE IF NOT EXISTS lists(kind INTEGER NOT NULL, id TEXT NOT NULL, mark TEXT NOT NULL,"
      " body TEXT NOT NULL, received_us INTEGER NOT NULL, PRIMARY KEY(kind, id)) WITHOUT ROWID;"
      "PRAGMA user_version=1; COMMIT;");
}

// Where nothing can be written, not even SQLite's own side files: what the main file holds.
bool FigureStore::open_for_reading() {
  std::string uri = "file:";
  for (const char c : path_)
    uri += c == '?' || c == '#' || c == '%' ? fmt::format("%{:02x}", c) : std::string(1, c);
  db_ = std::make_unique<Database>();
  const int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI;
  const bool opened =
      sqlite3_open_v2((uri + "?immutable=1").c_str(), &db_->handle, flags, nullptr) == SQLITE_OK &&
      db_->number("PRAGMA user_version", -1) == layout;
  if (!opened) db_.reset();
  return opened;
}

bool FigureStore::set_aside(const std::string& why, Instant now) {
  namespace fs = std::filesystem;
  const CivilTime c = civil(now);
  const std::string aside = fmt::format("{}.broken-{:04}{:02}{:02}-{:02}{:02}{:02}", path_, c.year, c.month,
                                        c.day, c.hour, c.minute, c.second);
  std::error_code ec;
  fs::rename(path_, aside, ec);
  if (ec) {
    fault_ =
        fmt::format("figures are not kept: {} is damaged and cannot be set aside ({})", path_, ec.message());
    return false;
  }
  fs::remove(path_ + "-wal", ec);
  fs::remove(path_ + "-shm", ec);
  notice_ = fmt::format("{} was damaged ({}) and was set aside as {}; a new one is begun", path_, why, aside);
  return true;
}

Kept FigureStore::load() {
  Kept kept;
  if (!db_) return kept;
  const Statement readings =
      db_->prepare("SELECT id, mark, value, source_time_us, received_us FROM readings");
  while (readings && sqlite3_step(readings.get()) == SQLITE_ROW) {
    sqlite3_stmt* s = readings.get();
    kept.readings.push_back(
        {text_at(s, 0),
         text_at(s, 1),
         {sqlite3_column_double(s, 2), {sqlite3_column_int64(s, 3)}, {sqlite3_column_int64(s, 4)}}});
  }
  const Statement lists = db_->prepare("SELECT kind, id, mark, body, received_us FROM lists");
  while (lists && sqlite3_step(lists.get()) == SQLITE_ROW) {
    sqlite3_stmt* s = lists.get();
    const int kind = sqlite3_column_int(s, 0);
    kept.lists.push_back({kind == 0 ? ListKind::series : kind == 1 ? ListKind::table : ListKind::state,
                          text_at(s, 1),
                          text_at(s, 2),
                          text_at(s, 3),
                          {sqlite3_column_int64(s, 4)}});
  }
  written_ = kept;
  sort_by_id(written_);
  return kept;
}

bool FigureStore::save(const Kept& kept, Instant now) {
  if (!db_ || read_only_) open(now);
  if (!db_ || read_only_) return false;
  // Both are in the order of their ids: thousands of rows are compared once a second.
  const auto is_written = [](const auto& rows, const auto& row, auto before) {
    const auto at = std::lower_bound(rows.begin(), rows.end(), row, before);
    return at != rows.end() && *at == row;
  };
  int code = db_->run("BEGIN IMMEDIATE");
  if (code == SQLITE_OK) {
    const Statement reading = db_->prepare("INSERT OR REPLACE INTO readings VALUES(?,?,?,?,?)");
    const Statement list = db_->prepare("INSERT OR REPLACE INTO lists VALUES(?,?,?,?,?)");
    if (!reading || !list) code = sqlite3_errcode(db_->handle);
    for (const auto& k : kept.readings) {
      if (code != SQLITE_OK || is_written(written_.readings, k, reading_before)) continue;
      sqlite3_stmt* s = reading.get();
      bind(s, 1, k.id);
      bind(s, 2, k.mark);
      sqlite3_bind_double(s, 3, k.reading.value);
      sqlite3_bind_int64(s, 4, k.reading.source_time.us);
      sqlite3_bind_int64(s, 5, k.reading.received.us);
      const int step = sqlite3_step(s);
      if (step != SQLITE_DONE) code = step;
      sqlite3_reset(s);
    }
    for (const auto& k : kept.lists) {
      if (code != SQLITE_OK || is_written(written_.lists, k, list_before)) continue;
      sqlite3_stmt* s = list.get();
      sqlite3_bind_int(s, 1, static_cast<int>(k.kind));  // 0 series, 1 table, 2 state
      bind(s, 2, k.id);
      bind(s, 3, k.mark);
      bind(s, 4, k.body);
      sqlite3_bind_int64(s, 5, k.received.us);
      const int step = sqlite3_step(s);
      if (step != SQLITE_DONE) code = step;
      sqlite3_reset(s);
    }
  }
  if (code == SQLITE_OK) code = db_->run("COMMIT");
  if (code != SQLITE_OK) {
    fault_ = fmt::format("figures are not kept: {} cannot be written ({}); check free space and rights",
                         path_, db_->why());
    db_->run("ROLLBACK");
    return false;
  }
  fault_.clear();
  written_ = kept;
  sort_by_id(written_);
  return true;
}

}  // namespace guangmu::kpi
