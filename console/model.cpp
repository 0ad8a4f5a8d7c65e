#include "console/model.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "base/version.h"
#include "show/values/command.h"

namespace guangmu::console {
namespace {

std::string joined(const std::vector<std::string>& commands) {
  std::string line;
  for (const auto& c : commands) line += (line.empty() ? "" : " + ") + c;
  return line;
}

std::string clock_text(Instant t) {
  const CivilTime c = civil(t);
  return fmt::format("{:02}:{:02}:{:02}", c.hour, c.minute, c.second);
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
    if (now.tour.running) meanwhile_ += fmt::format("{} {}", zh ? " · 导览第" : " · tour step", now.tour.step) + (zh ? " 步" : "");
    else if (then.tour.running) meanwhile_ += zh ? " · 导览已结束" : " · the tour has ended";
    meanwhile_until_ = time + meanwhile_s;
    lost_at_.reset();
    before_loss_.reset();
  }
  link = std::move(seen);
}

void Model::look_at_fault(std::size_t n) {
  if (!status() || n >= status()->faults.size()) return;
  page = status()->faults[n].room == "kpi" ? Page::figures : Page::log;
}

void Model::act(CommandSink& out, const std::string& where, std::vector<std::string> commands) {
  const bool zh = language == Language::zh;
  if (!connected()) return refuse(where, zh ? "与墙失联，未发" : "no wall: not sent");
  if (foreign()) return refuse(where, zh ? "版本不同，未发" : "other version: not sent");
  const std::string text = joined(commands);
  pending_.push_back({out.send(std::move(commands)), where, text, time});
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

void Model::receive(std::vector<Answer> answers) {
  const bool zh = language == Language::zh;
  for (const Answer& a : answers) {
    const auto sent = std::find_if(pending_.begin(), pending_.end(), [&](const Pending& p) { return p.ticket == a.ticket; });
    if (sent == pending_.end()) continue;
    std::string outcome;
    switch (a.kind) {
      case Answer::Kind::applied: outcome = (zh ? "第 " : "on the wall at frame ") + std::to_string(a.frame) + (zh ? " 帧上墙" : ""); break;
      case Answer::Kind::refused: outcome = (zh ? "被拒绝：" : "refused: ") + a.reason; break;
      case Answer::Kind::silent: outcome = (zh ? "没有回音：" : "no answer: ") + a.reason; break;
    }
    if (a.kind != Answer::Kind::applied) note(sent->where, outcome, false);
    last_good_ = a.kind == Answer::Kind::applied;
    last_line_ = fmt::format("{}  {}  {}", clock_text(time), sent->text, outcome);
    journal_.push_front(last_line_);
    if (journal_.size() > 200) journal_.pop_back();
    pending_.erase(sent);
  }
  std::erase_if(notices_, [&](const auto& n) { return n.second.until < time; });
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
