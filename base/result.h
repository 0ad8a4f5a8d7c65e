// A value or an error that a person can act on.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace guangmu {

// Process exit codes; every error knows whose it is.
enum class Blame : int {
  user = 1,     // files, arguments, findings, a refused command, a failed verification
  machine = 2,  // display, GL version, a port taken, the wall not reachable
  ours = 3,     // a mistake in Guangmu itself
};

// What happened, where, and what to do, in one sentence or two; `text` is shown as it is.
struct Error {
  std::string text;
  Blame blame = Blame::user;
};

// Throws nothing itself; `value()` on an error and `error()` on a value are programming mistakes and abort.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}
  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }
  T& value() & { return *std::get_if<0>(&state_); }
  const T& value() const& { return *std::get_if<0>(&state_); }
  T&& value() && { return std::move(*std::get_if<0>(&state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return std::get_if<0>(&state_); }
  const T* operator->() const { return std::get_if<0>(&state_); }
  const Error& error() const { return *std::get_if<1>(&state_); }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}
  bool ok() const { return !error_; }
  explicit operator bool() const { return ok(); }
  const Error& error() const { return *error_; }

 private:
  std::optional<Error> error_;
};

}  // namespace guangmu
