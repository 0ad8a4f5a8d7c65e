// What the console knows and what a press of a key or button does: no drawing here, so that it can be tested
// without a screen. Frame thread.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/language.h"
#include "base/time.h"
#include "console/command_sink.h"
#include "console/figures.h"
#include "console/link_view.h"
#include "console/technician.h"

namespace guangmu::console {

enum class Page { operate, figures, technician, log };

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
  std::vector<std::string> commands = {};
};

inline constexpr double guard_s = 0.3;
inline constexpr double notice_s = 6;
inline constexpr double retry_s = 10;
inline constexpr double meanwhile_s = 10;

class Model {
 public:
  Language language = Language::zh;
  Page page = Page::operate;
  LinkView link;
  Instant time;                              // of this frame, read once
  std::optional<std::string> message_draft;  // the welcome text being typed
  double fade_s = 1;                         // how long FADE takes
  Technician technician;                     // what the technician's page keeps
  FiguresPage figures;                       // what the data page keeps

  const show::Status* status() const { return link.status.get(); }
  const show::TechnicianStatus& technician_told() const { return status() ? status()->technician : unknown_; }
  bool connected() const { return link.state == LinkState::connected; }

  // What the link says now. After a loss it also says, for ten seconds, what happened meanwhile.
  void see(LinkView seen);
  // The wall is of another version: it is shown, not commanded.
  bool foreign() const;
  // Whether a command can be sent at all.
  bool can_act() const { return connected() && !foreign(); }

  // Sends through `out`; `where` names the button. Refuses at once, with a notice, when nothing can be sent.
  void act(CommandSink& out, const std::string& where, std::vector<std::string> commands);
  // GO, TAKE and CUT: a second one within 300 ms is dropped.
  void act_guarded(CommandSink& out, const std::string& where, std::vector<std::string> commands);
  // Says at the button why its press did nothing.
  void refuse(const std::string& where, std::string why) { note(where, std::move(why), false); }
  // Says at the button that it did what needs no wall.
  void say(const std::string& where, std::string what) { note(where, std::move(what), true); }
  // Opens the page where something can be done about the n-th fault (from 0).
  void look_at_fault(std::size_t n);
  // 0..1 while the guard bars a second press, else 0.
  float guard() const;

  void receive(std::vector<Answer> answers);
  // The batch that got no answer, for ten seconds: it may be sent once more, by a press and never by itself.
  bool can_retry() const { return retry_ && can_act() && time < retry_->sent + retry_s; }
  void retry(CommandSink& out);
  const Notice* notice(const std::string& where) const;
  bool pending(const std::string& where) const;
  bool waiting() const { return !pending_.empty(); }
  // What this console sent and how it ended, newest first, in the language of now.
  struct Sent {
    Instant at;
    std::string text;
    Answer answer;
  };
  const std::deque<Sent>& journal() const { return journal_; }
  std::string words(const Answer& answer) const;
  // What happened while the wall was lost; empty after ten seconds.
  std::string meanwhile() const { return time < meanwhile_until_ ? meanwhile_ : ""; }
  // Whether something on the screen moves by itself: a notice that ends, the guard's bar, a command under
  // way.
  bool moving() const { return guard() > 0 || !pending_.empty() || technician.adjuster.waiting(); }
  // Sends what was turned on the technician's page and is due; once per frame.
  void send_turned(CommandSink& out);

  const std::string& text(const LocalText& t) const { return t.in(language); }

 private:
  void note(const std::string& where, std::string text, bool good);
  show::TechnicianStatus unknown_;
  std::vector<Pending> pending_;
  std::optional<Pending> retry_;  // its time is that of the missing answer
  std::map<std::string, Notice> notices_;
  std::deque<Sent> journal_;
  std::string meanwhile_;
  Instant meanwhile_until_;
  std::optional<Instant> lost_at_;
  std::shared_ptr<const show::Status> before_loss_;
  std::optional<Instant> guarded_at_;
};

// "message TEXT", quoted where the text needs it.
std::string message_command(const std::string& text);

}  // namespace guangmu::console
