#include "kpi/judge.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "kpi/formats/amount.h"
#include "kpi/formats/select.h"

namespace guangmu::kpi {
namespace {

// A counter that delivers less than this share of what it was has begun again.
constexpr double near_zero = 0.1;
// Platforms begin the day's count a while after midnight.
constexpr int longest_midnight_s = 3600;

// One reading on its way through the checks; each gives a verdict or lets it pass.
class Judge {
 public:
  Judge(const MetricSettings& m, double every_s, const KnownMetric& known, const Moment& received)
      : m_(m), known_(known), received_(received), missed_(known.missed_polls) {
    if (known.last_heard && every_s > 0)
      missed_ += std::clamp(std::round(known.silent_s(received) / every_s - 1), 0.0, 1e9);
  }

  Judged refused(const char* rule, std::string reason) const {
    Judged j{Verdict::refused, rule, std::move(reason), {}, known_.missed_polls, {}, 0, false};
    if (reading_) j.reading = reading_;
    return j;
  }

  Judged judge(double delivered, Instant source_time) {
    reading_ = Reading{delivered + known_.offset, source_time, received_.at};
    for (const double value : {delivered, reading_->value})
      if (m_.range && (value < (*m_.range)[0] || value > (*m_.range)[1]))
        return refused("range", fmt::format("{} is outside the range {} to {}", number_as_text(value),
                                            number_as_text((*m_.range)[0]), number_as_text((*m_.range)[1])));
    if (auto strange = strange_time()) return *strange;
    if (!known_.reading) return accepted();
    const double change = reading_->value - known_.reading->value;
    if (!m_.time.empty() && source_time == known_.reading->source_time && change == 0) {
      Judged j = accepted();
      j.verdict = Verdict::unchanged;
      j.reading = known_.reading;
      j.missed_polls = missed_ + 1;  // nothing new: the next one may have that much further to go
      return j;
    }
    if (m_.kind == MetricKind::counter && change < -noise_of(known_.reading->value)) {
      if (begins_day(delivered, source_time)) return step_from_nothing(delivered);
      return fallen(delivered);
    }
    return step(change);
  }

 private:
  Judged accepted() const { return {Verdict::accepted, "", "", reading_, 0, {}, 0, false}; }

  Judged held(const char* rule, std::string reason) const {
    return {Verdict::held, rule, std::move(reason) + "; accept it if that is right", reading_, missed_, {}, 0, false};
  }

  // A time that cannot be: ahead of our clock, or behind the figure that we hold. Where our own clock was set back, the
  // figure we hold lies ahead of it as well: then what follows it is right, and so is what our clock allows.
  std::optional<Judged> strange_time() const {
    if (m_.time.empty()) return std::nullopt;
    const Instant time = reading_->source_time;
    const double ahead_s = time - received_.at;
    const Reading* old = known_.reading ? &*known_.reading : nullptr;
    const bool follows = old && time >= old->source_time &&
                         time - old->source_time <= known_.silent_s(received_) + future_tolerance_s;
    std::string reason;
    if (ahead_s > future_tolerance_s && !follows)
      reason = fmt::format("its time {} is {:.0f} s in the future; one of the two clocks is wrong", iso8601(time), ahead_s);
    else if (old && time < old->source_time && old->source_time - received_.at <= future_tolerance_s)
      reason = fmt::format("its time {} is older than the {} of the figure we hold", iso8601(time), iso8601(old->source_time));
    if (reason.empty()) return std::nullopt;
    const bool moves_on = known_.strange_time && time > *known_.strange_time;
    const int strange = known_.strange_time && time == *known_.strange_time ? known_.strange : moves_on ? known_.strange + 1 : 1;
    Judged j = strange >= strange_times ? held("time", reason) : refused("time", reason);
    j.strange_time = time;
    j.strange = strange;
    return j;
  }

  Judged fallen(double delivered) const {
    const double before = known_.reading->value - known_.offset;
    Judged j = held("counter", fmt::format("a counter fell from {} to {}", number_as_text(before), number_as_text(delivered)));
    // After a silence it may have counted on for a while.
    const double counted = m_.max_step ? std::min(allowed(*known_.reading), missed_ > 0 ? before : before / 2) : 0;
    j.begins_again = delivered >= 0 && delivered <= std::max(near_zero * before, counted);
    return j;
  }

  // Whether a count of the day may have begun again since what we hold.
  bool begins_day(double delivered, Instant source_time) const {
    if (m_.restart != Restart::daily) return false;
    const CivilTime now = civil(source_time), then = civil(known_.reading->source_time);
    const auto date = [](const CivilTime& t) { return Date{t.year, t.month, t.day}; };
    if (date(now) != date(then)) return date(now) > date(then);
    return now.hour * 3600 + now.minute * 60 + now.second < longest_midnight_s && delivered <= near_zero * known_.reading->value;
  }

  Judged step_from_nothing(double delivered) const {
    if (!m_.max_step) return accepted();
    const double most = allowed(*known_.reading);
    if (delivered <= most + noise_of(most)) return accepted();
    return held("step", fmt::format("{} is {} away from {}, more than the allowed {}", number_as_text(delivered), number_as_text(delivered), "0",
                                    number_as_text(most)));
  }

  // The largest change since `from`.
  double allowed(const Reading& from) const {
    if (!m_.max_step_per) return *m_.max_step * (1 + missed_);
    return *m_.max_step * std::max(1.0, (reading_->source_time - from.source_time) / m_.max_step_per->s);
  }

  Judged step(double change) const {
    if (!m_.max_step) return accepted();
    const Reading& from = m_.max_step_per && known_.anchor ? *known_.anchor : *known_.reading;
    const double away = m_.max_step_per ? reading_->value - from.value : change;
    const double most = allowed(from);
    if (std::abs(away) <= most + noise_of(from.value)) return accepted();
    return held("step", fmt::format("{} is {} away from {}, more than the allowed {}", number_as_text(reading_->value),
                                    number_as_text(std::abs(away)), number_as_text(from.value), number_as_text(most)));
  }

  const MetricSettings& m_;
  const KnownMetric& known_;
  const Moment& received_;
  double missed_;
  std::optional<Reading> reading_;
};

}  // namespace

double noise_of(double value) {
  return 1e-9 * std::max(1.0, std::abs(value));
}

double KnownMetric::silent_s(const Moment& now) const {
  if (last_heard_s) return std::max(0.0, now.steady_s - *last_heard_s);
  return last_heard ? std::max(0.0, now.at - *last_heard) : 0;
}

Judged judge_metric(const MetricSettings& m, double every_s, const Json& document, const KnownMetric& known,
                    const Moment& received) {
  Judge judge(m, every_s, known, received);
  const auto j = at_path(document, m.at);
  if (!j) return judge.refused("type", j.error().text);
  const auto amount = amount_from(**j, amount_form(m), m.at);
  if (!amount) return judge.refused("type", amount.error().text);
  if (m.time.empty()) return judge.judge(*amount, received.at);
  const auto at = at_path(document, m.time);
  if (!at) return judge.refused("time", fmt::format("no time at {}", m.time));
  const auto time = instant_from(**at, m.zone);
  if (!time)
    return judge.refused("time", fmt::format("{} at {} is no time; expected ISO 8601 or seconds since 1970",
                                             described(**at), m.time));
  return judge.judge(*amount, *time);
}

Judged judge_reading(const MetricSettings& m, double every_s, double delivered, Instant source_time,
                     const KnownMetric& known, const Moment& received) {
  return Judge(m, every_s, known, received).judge(delivered, source_time);
}

}  // namespace guangmu::kpi
