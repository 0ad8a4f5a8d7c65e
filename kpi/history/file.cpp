#include "kpi/history/file.h"

#include <fmt/core.h>
#include <sqlite3.h>

#include <filesystem>

namespace guangmu::kpi {
namespace {

constexpr const char* tables =
    "BEGIN IMMEDIATE;"
    "CREATE TABLE IF NOT EXISTS names(id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, name TEXT NOT NULL, UNIQUE(kind, name));"
    "CREATE TABLE IF NOT EXISTS log(id INTEGER PRIMARY KEY, minute INTEGER NOT NULL, body BLOB NOT NULL);"
    "CREATE TABLE IF NOT EXISTS fine(metric INTEGER, minute INTEGER, body BLOB, PRIMARY KEY(metric, minute)) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS minutes(metric INTEGER, slot INTEGER, last REAL, off INTEGER, lag INTEGER, lo REAL, hi REAL,"
    " mean REAL, n INTEGER, PRIMARY KEY(metric, slot)) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS hours(metric INTEGER, slot INTEGER, last REAL, off INTEGER, lag INTEGER, lo REAL, hi REAL,"
    " mean REAL, n INTEGER, PRIMARY KEY(metric, slot)) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS days(metric INTEGER, slot INTEGER, last REAL, off INTEGER, lag INTEGER, lo REAL, hi REAL,"
    " mean REAL, n INTEGER, PRIMARY KEY(metric, slot)) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS events(metric INTEGER, outcome INTEGER, at INTEGER, value REAL, lag INTEGER, rule INTEGER,"
    " by INTEGER, reason TEXT, n INTEGER, PRIMARY KEY(metric, outcome, at)) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS health(id INTEGER, hour INTEGER, late INTEGER, refused INTEGER, good INTEGER, bad INTEGER,"
    " PRIMARY KEY(id, hour)) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS payloads(id INTEGER PRIMARY KEY, source INTEGER NOT NULL, at INTEGER NOT NULL, kept INTEGER,"
    " size INTEGER, body BLOB, UNIQUE(source, at));"
    "CREATE TABLE IF NOT EXISTS shown(metric INTEGER, start INTEGER, until INTEGER, scene INTEGER, digits TEXT, unit INTEGER,"
    " form INTEGER, version INTEGER, PRIMARY KEY(metric, start)) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS meta(name TEXT PRIMARY KEY, value INTEGER) WITHOUT ROWID;"
    "PRAGMA user_version=1; COMMIT;";

int prepare_file(Database& db, const std::string& path, const std::string& vfs) {
  int code = db.open_to_write(path, vfs);
  if (code != SQLITE_OK) return code;
  // Space that thinning frees goes back to the disk piece by piece; must be said before the first table.
  if (db.number("PRAGMA user_version", -1) == 0 && db.number("SELECT count(*) FROM sqlite_master", -1) == 0)
    db.run("PRAGMA auto_vacuum=INCREMENTAL");
  code = db.run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA journal_size_limit=16777216;"
                "PRAGMA cache_size=-500; PRAGMA foreign_keys=OFF;");
  if (code != SQLITE_OK) return code;
  const auto version = db.number("PRAGMA user_version", -1);
  if (version < 0) return db.code() == SQLITE_OK ? SQLITE_CORRUPT : db.code();
  if (version > history_layout) return SQLITE_OK;
  code = db.run(tables);
  if (code != SQLITE_OK) {
    db.run("ROLLBACK");
    return code;
  }
  // What is read first after a kill; the rest is found broken when it is used.
  for (const char* sql : {"SELECT count(*) FROM log", "SELECT count(*) FROM names", "SELECT max(slot) FROM minutes"}) {
    Statement s = db.prepare(sql);
    if (!s.row()) return db.code() == SQLITE_OK ? SQLITE_CORRUPT : db.code();
  }
  return SQLITE_OK;
}

}  // namespace

std::string history_path(const std::string& folder) {
  return (std::filesystem::path(folder) / "history.db").string();
}

std::string set_history_aside(const std::string& path, Instant now, std::string& aside) {
  namespace fs = std::filesystem;
  const CivilTime c = civil(now);
  aside = fmt::format("{}.broken-{:04}{:02}{:02}-{:02}{:02}{:02}", path, c.year, c.month, c.day, c.hour, c.minute, c.second);
  std::error_code ec;
  for (int again = 2; fs::exists(aside, ec) && again < 100; ++again)
    aside = fmt::format("{}-{}", aside.substr(0, path.size() + 23), again);
  fs::rename(path, aside, ec);
  if (ec) return ec.message();
  fs::rename(path + "-wal", aside + "-wal", ec);
  fs::remove(path + "-shm", ec);
  return {};
}

OpenedHistory open_history(const std::string& folder, Instant now, const std::string& vfs) {
  namespace fs = std::filesystem;
  OpenedHistory opened;
  std::error_code ec;
  fs::create_directories(folder, ec);
  if (!fs::is_directory(folder, ec)) {
    opened.fault = fmt::format("no history is kept: the state folder {} is missing and cannot be made", folder);
    return opened;
  }
  const std::string path = history_path(folder);
  auto db = std::make_unique<Database>();
  int code = prepare_file(*db, path, vfs);
  if (is_broken(code)) {
    const std::string why = db->why();
    db = std::make_unique<Database>();
    std::string aside;
    if (const std::string fault = set_history_aside(path, now, aside); !fault.empty()) {
      opened.fault = fmt::format("no history is kept: {} is damaged and cannot be set aside ({})", path, fault);
      return opened;
    }
    opened.notice = fmt::format("{} was damaged ({}) and was set aside as {}; a new one is begun", path, why, aside);
    code = prepare_file(*db, path, vfs);
  }
  if (code != SQLITE_OK) {
    opened.fault = fmt::format("no history is kept: {} cannot be used ({}); check free space and rights", path, db->why());
    return opened;
  }
  if (db->number("PRAGMA user_version", -1) > history_layout) {
    opened.fault = fmt::format("no history is kept: {} was written by a newer version; use another state folder", path);
    return opened;
  }
  opened.db = std::move(db);
  return opened;
}

}  // namespace guangmu::kpi
