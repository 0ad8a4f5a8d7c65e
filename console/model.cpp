#include "console/model.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "base/version.h"
#include "console/fault_words.h"
#include "show/values/command.h"

namespace guangmu::console {
namespace {

std::string joined(const std::vector<std::string>& commands) {
  std::string line;
  for (const auto& c : commands) line += (line.empty() ? "" : " + ") + c;
  return line;
}

}  // namespace

void Model::note(const std::string& where, std::string text, bool good) {
  notices_[where] = {where, std::move(text), good, time + notice_s};
}

bool Model::foreign() const {
  return status() && !status()->version.empty() && status()->version != version;
}

void Model::see(LinkView seen) {
  if (link.state == LinkState::connected && seen.state == LinkState::lost) {
    lost_at_ = time;
    before_loss_ = link.status;
  }
  if (seen.state == LinkState::connected && lost_at_ && seen.status) {
    const bool zh = language == Language::zh;
    const show::Status &now = *seen.status, &then = *before_loss_;
    const auto title = [&](const std::string& id) {
      for (const auto& scene : now.scenes)
        if (scene.id == id) return scene.title.in(language);
      return id;
    };
    meanwhile_ = fmt::format("{} {:.0f} {}", zh ? "失联" : "lost for", time - *lost_at_, zh ? "秒" : "s");
    if (now.uptime_s < then.uptime_s) meanwhile_ += zh ? " · 墙重启过" : " · the wall was restarted";
    meanwhile_ += (zh ? " · 现在播出 " : " · now on air: ") + title(now.scene.program);
    if (now.scene.program == then.scene.program) meanwhile_ += zh ? "（没变）" : " (as before)";
    if (now.tour.running)
      meanwhile_ +=
          fmt::format("{} {}", zh ? " · 导览第" : " · tour step", now.tour.step) + (zh ? " 步" : "");
    else if (then.tour.running)
      meanwhile_ += zh ? " · 导览已结束" : " · the tour has ended";
    meanwhile_until_ = time + meanwhile_s;
    lost_at_.reset();
    before_loss_.reset();
  }
  const bool was_trial = technician_told().profiles.trial.has_value();
  link = std::move(seen);
  // Kept or returned, here or elsewhere: there is nothing to undo any more.
  if (was_trial && !technician_told().profiles.trial) technician.adjuster.settle();
}

void Model::send_turned(CommandSink& out) {
  if (!technician.adjuster.waiting()) return;
  if (!can_act()) {
    technician.adjuster.settle();
    return refuse("value", language == Language::zh ? "与墙失联，未发" : "no wall: not sent");
  }
  if (std::vector<std::string> due = technician.adjuster.due(time); !due.empty())
    act(out, "value", std::move(due));
}

void Model::look_at_fault(std::size_t n) {
  if (!status()) return;
  const std::vector<FaultLine> lines = fault_lines(*status(), language);
  if (n < lines.size()) page = lines[n].room == "kpi" ? Page::figures : Page::log;
}

void Model::act(CommandSink& out, const std::string& where, std::vector<std::string> commands) {
  const bool zh = language == Language::zh;
  if (!connected()) return refuse(where, zh ? "与墙失联，未发" : "no wall: not sent");
  if (foreign()) return refuse(where, zh ? "版本不同，未发" : "other version: not sent");
  const std::string text = joined(commands);
  retry_.reset();
  const std::uint64_t ticket = out.send(commands);
  pending_.push_back({ticket, where, text, time, std::move(commands)});
}

void Model::act_guarded(CommandSink& out, const std::string& where, std::vector<std::string> commands) {
  if (guarded_at_ && time - *guarded_at_ < guard_s && time >= *guarded_at_) return;
  guarded_at_ = time;
  act(out, where, std::move(commands));
}

float Model::guard() const {
  if (!guarded_at_) return 0;
  const double left = guard_s - (time - *guarded_at_);
  return left > 0 && left <= guard_s ? static_cast<float>(left / guard_s) : 0.f;
}

std::string Model::words(const Answer& a) const {
  const bool zh = language == Language::zh;
  switch (a.kind) {
    case Answer::Kind::applied:
      return zh ? fmt::format("第 {} 帧上墙", a.frame) : fmt::format("on the wall at frame {}", a.frame);
    case Answer::Kind::refused:
      return (zh ? "被拒绝：" : "refused: ") + a.reason;
    case Answer::Kind::silent:
      return zh ? "没有回音，请看墙" : "no answer, look at the wall";
  }
  return "";
}

void Model::receive(std::vector<Answer> answers) {
  for (const Answer& a : answers) {
    const auto sent = std::find_if(pending_.begin(), pending_.end(),
                                   [&](const Pending& p) { return p.ticket == a.ticket; });
    if (sent == pending_.end()) continue;
    if (a.kind != Answer::Kind::applied) note(sent->where, words(a), false);
    journal_.push_front({time, sent->text, a});
    if (journal_.size() > 200) journal_.pop_back();
    if (a.kind == Answer::Kind::silent) {
      retry_ = std::move(*sent);
      retry_->sent = time;
    }
    pending_.erase(sent);
  }
  std::erase_if(notices_, [&](const auto& n) { return n.second.until < time; });
}

void Model::retry(CommandSink& out) {
  if (!can_retry()) return;
  const Pending again = *std::exchange(retry_, std::nullopt);
  act(out, again.where, again.commands);
}

const Notice* Model::notice(const std::string& where) const {
  const auto found = notices_.find(where);
  return found == notices_.end() || found->second.until < time ? nullptr : &found->second;
}

bool Model::pending(const std::string& where) const {
  return std::any_of(pending_.begin(), pending_.end(),
                     [&](const Pending& p) { return p.where == where && time - p.sent > 0.1; });
}

std::string message_command(const std::string& text) {
  return show::to_text(show::Command{show::Message{text}});
}

}  // namespace guangmu::console
