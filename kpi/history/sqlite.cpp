#include "kpi/history/sqlite.h"

#include <fmt/core.h>
#include <sqlite3.h>

#include <cstdio>
#include <filesystem>

namespace guangmu::kpi {
namespace {

// A path as a URI, so that an option can be given with it.
std::string uri_of(const std::string& path) {
  std::string uri = "file:";
  for (const char c : path) uri += c == '?' || c == '#' || c == '%' ? fmt::format("%{:02x}", c) : std::string(1, c);
  return uri;
}

}  // namespace

void Statement::End::operator()(sqlite3_stmt* s) const {
  sqlite3_finalize(s);
}

Statement::Statement(sqlite3* db, const char* sql) {
  sqlite3_stmt* s = nullptr;
  if (db) sqlite3_prepare_v2(db, sql, -1, &s, nullptr);
  s_.reset(s);
}

void Statement::bind(int at, std::int64_t value) {
  sqlite3_bind_int64(s_.get(), at, value);
}
void Statement::bind(int at, double value) {
  sqlite3_bind_double(s_.get(), at, value);
}
void Statement::bind(int at, std::string_view text) {
  sqlite3_bind_text(s_.get(), at, text.data() ? text.data() : "", static_cast<int>(text.size()), SQLITE_TRANSIENT);
}
void Statement::bind_blob(int at, std::string_view bytes) {
  sqlite3_bind_blob(s_.get(), at, bytes.data() ? bytes.data() : "", static_cast<int>(bytes.size()), SQLITE_TRANSIENT);
}
void Statement::bind_null(int at) {
  sqlite3_bind_null(s_.get(), at);
}
bool Statement::row() {
  return s_ && sqlite3_step(s_.get()) == SQLITE_ROW;
}
int Statement::run() {
  if (!s_) return SQLITE_ERROR;
  int code = SQLITE_ROW;
  while (code == SQLITE_ROW) code = sqlite3_step(s_.get());
  sqlite3_reset(s_.get());
  return code == SQLITE_DONE ? SQLITE_OK : code;
}
void Statement::reset() {
  if (s_) sqlite3_reset(s_.get());
}
std::int64_t Statement::whole(int column) const {
  return sqlite3_column_int64(s_.get(), column);
}
double Statement::number(int column) const {
  return sqlite3_column_double(s_.get(), column);
}
bool Statement::is_null(int column) const {
  return sqlite3_column_type(s_.get(), column) == SQLITE_NULL;
}
std::string Statement::text(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(s_.get(), column));
  return bytes ? std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(s_.get(), column))) : std::string();
}
std::string_view Statement::blob(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(s_.get(), column));
  return bytes ? std::string_view(bytes, static_cast<std::size_t>(sqlite3_column_bytes(s_.get(), column))) : std::string_view();
}

Database::~Database() {
  sqlite3_close_v2(handle_);
}

int Database::open(const std::string& path, int flags, const std::string& vfs) {
  sqlite3_close_v2(handle_);
  handle_ = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &handle_, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                                   vfs.empty() ? nullptr : vfs.c_str());
  if (code == SQLITE_OK) sqlite3_busy_timeout(handle_, 2000);
  return code;
}

int Database::open_to_write(const std::string& path, const std::string& vfs) {
  return open(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, vfs);
}
int Database::open_to_read(const std::string& path) {
  return open(path, SQLITE_OPEN_READONLY, {});
}
int Database::open_unchanging(const std::string& path) {
  return open(uri_of(path) + "?immutable=1", SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, {});
}
int Database::run(const char* sql) const {
  return handle_ ? sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr) : SQLITE_MISUSE;
}
std::int64_t Database::number(const char* sql, std::int64_t otherwise) const {
  Statement s = prepare(sql);
  return s.row() ? s.whole(0) : otherwise;
}
int Database::code() const {
  return handle_ ? sqlite3_extended_errcode(handle_) : SQLITE_NOMEM;
}
std::string Database::why() const {
  return handle_ ? sqlite3_errmsg(handle_) : "no memory";
}

bool is_broken(int code) {
  const int kind = code & 0xff;
  return kind == SQLITE_CORRUPT || kind == SQLITE_NOTADB;
}

std::string copy_database(const std::string& from, const std::string& to) {
  std::error_code ec;
  if (!std::filesystem::exists(from, ec)) return from + " does not exist";
  if (std::filesystem::exists(to, ec) && std::filesystem::equivalent(from, to, ec)) return to + " is the database itself";
  // Written beside and put into place at the end: a copy is whole or not there.
  const std::string beside = to + ".part";
  std::filesystem::remove(beside, ec);
  std::string fault;
  {
    Database source, copy;
    if (source.open_to_read(from) != SQLITE_OK) return from + " cannot be read: " + source.why();
    if (copy.open_to_write(beside) != SQLITE_OK) return to + " cannot be written: " + copy.why();
    sqlite3_backup* backup = sqlite3_backup_init(copy.handle(), "main", source.handle(), "main");
    if (!backup) return to + " cannot be written: " + copy.why();
    // In one step: a writer beside us would make a stepwise copy begin again with each of its commits. In write-ahead
    // mode it is not held up by our reading.
    int code = SQLITE_BUSY;
    for (int tries = 0; tries < 50 && (code == SQLITE_BUSY || code == SQLITE_LOCKED); ++tries) {
      code = sqlite3_backup_step(backup, -1);
      if (code == SQLITE_BUSY || code == SQLITE_LOCKED) sqlite3_sleep(100);
    }
    sqlite3_backup_finish(backup);
    if (code != SQLITE_DONE) fault = fmt::format("{} could not be copied to {}: {}", from, to, sqlite3_errstr(code));
    // A copy is one file that can be carried away.
    if (fault.empty()) copy.run("PRAGMA journal_mode=DELETE");
  }
  if (fault.empty()) {
    std::filesystem::rename(beside, to, ec);
    if (ec) fault = fmt::format("{} cannot be put into place: {}", to, ec.message());
  }
  if (!fault.empty()) std::filesystem::remove(beside, ec);
  return fault;
}

}  // namespace guangmu::kpi
