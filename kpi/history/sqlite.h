// An SQLite database and its statements as owners; the library stays inside the .cpp files that use them. One thread at a
// time each. Nothing throws: a code other than 0 (SQLITE_OK) tells what failed, why() in words.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace guangmu::kpi {

// A prepared statement; empty when it could not be prepared. Columns and parameters count as in SQLite: 0 and 1.
class Statement {
 public:
  Statement() = default;
  Statement(sqlite3* db, const char* sql);
  explicit operator bool() const { return s_ != nullptr; }

  template <class... Values>
  Statement& with(const Values&... values) {
    reset();
    int at = 0;
    (bind(++at, values), ...);
    return *this;
  }
  void bind(int at, std::int64_t value);
  void bind(int at, int value) { bind(at, static_cast<std::int64_t>(value)); }
  void bind(int at, double value);
  void bind(int at, std::string_view text);
  void bind(int at, const char* text) { bind(at, std::string_view(text)); }
  void bind(int at, const std::string& text) { bind(at, std::string_view(text)); }
  void bind_blob(int at, std::string_view bytes);
  void bind_null(int at);

  bool row();  // steps; true when there is one
  int run();   // steps to the end and resets; SQLITE_OK or what failed
  void reset();

  std::int64_t whole(int column) const;
  double number(int column) const;
  bool is_null(int column) const;
  std::string text(int column) const;
  std::string_view blob(int column) const;  // valid until the next step

 private:
  struct End {
    void operator()(sqlite3_stmt* s) const;
  };
  std::unique_ptr<sqlite3_stmt, End> s_;
};

class Database {
 public:
  Database() = default;
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();

  // `vfs` by name; empty: the machine's own.
  int open_to_write(const std::string& path, const std::string& vfs = {});
  int open_to_read(const std::string& path);       // beside a writer, or alone
  int open_unchanging(const std::string& path);    // where not even SQLite's side files can be written
  int run(const char* sql) const;
  Statement prepare(const char* sql) const { return Statement(handle_, sql); }
  std::int64_t number(const char* sql, std::int64_t otherwise) const;
  int code() const;
  std::string why() const;
  sqlite3* handle() const { return handle_; }

 private:
  sqlite3* handle_ = nullptr;
  int open(const std::string& path, int flags, const std::string& vfs);
};

// The file is no sound database, as opposed to one that cannot be reached or written now.
bool is_broken(int code);

// Copies the whole database into `to` (replaced when it is there) while others read and write it. Empty: done; else why
// not.
std::string copy_database(const std::string& from, const std::string& to);

}  // namespace guangmu::kpi
