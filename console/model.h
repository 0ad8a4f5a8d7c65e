// What the console knows and what a press of a key or button does: no drawing here, so that it can be tested without a screen.
// Frame thread.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/language.h"
#include "base/time.h"
#include "console/link.h"

namespace guangmu::console {

enum class Page { operate, figures, log };

// Why a press did nothing, or what the wall answered; shown for six seconds where the press was.
struct Notice {
  std::string where;  // id of the button
  std::string text;
  bool good = false;
  Instant until;
};

// A command on its way: its button shows that it waits.
struct Pending {
  std::uint64_t ticket = 0;
  std::string where, text;
  Instant sent;
};

class Model {
 public:
  Language language = Language::zh;
  Page page = Page::operate;
  LinkView link;
  Instant time;  // of this frame, read once
  std::optional<std::string> message_draft;  // the welcome text being typed

  const show::Status* status() const { return link.status.get(); }
  bool connected() const { return link.state == LinkState::connected; }

  // Sends through `out`; `where` names the button. Refuses at once, with a notice, when there is no connection.
  void act(Link& out, const std::string& where, std::vector<std::string> commands);
  // GO, TAKE and CUT: a second one within 300 ms is dropped.
  void act_guarded(Link& out, const std::string& where, std::vector<std::string> commands);
  // 0..1 while the guard bars a second press, else 0.
  float guard() const;

  void receive(std::vector<Answer> answers);
  const Notice* notice(const std::string& where) const;
  bool pending(const std::string& where) const;
  const std::deque<std::string>& journal() const { return journal_; }
  const std::string& last_line() const { return last_line_; }

  const std::string& text(const LocalText& t) const { return t.in(language); }

 private:
  void note(const std::string& where, std::string text, bool good);
  std::vector<Pending> pending_;
  std::map<std::string, Notice> notices_;
  std::deque<std::string> journal_;
  std::string last_line_;
  std::optional<Instant> guarded_at_;
};

inline constexpr double guard_s = 0.3;
inline constexpr double notice_s = 6;

}  // namespace guangmu::console
