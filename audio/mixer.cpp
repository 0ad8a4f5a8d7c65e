#include "audio/mixer.h"

#include <algorithm>
#include <cmath>

namespace guangmu::audio {

namespace {
float db_of(float amplitude) {
  return amplitude <= 1e-6f ? silence_db : std::max(silence_db, 20.f * std::log10(amplitude));
}
constexpr std::size_t delay_ring = 16384;  // frames, more than max_delay_frames
static_assert(delay_ring > max_delay_frames);
// Delay line, limiter and meters are at rest after this.
constexpr std::int64_t rings_on_frames = 5 * sample_rate_hz;
}  // namespace

Mixer::Mixer(const MixerSetup& setup)
    : duck_(setup.duck_db, setup.duck_attack_s * sample_rate_hz, setup.duck_release_s * sample_rate_hz),
      protection_(setup.speaker),
      limiter_(gain_of_db(setup.ceiling_db)),
      delayed_(2 * delay_ring, 0.f),
      delay_from_(std::clamp(setup.delay_frames, 0, max_delay_frames)),
      delay_to_(delay_from_) {
  for (std::size_t b = 0; b < bus_count; ++b) strips_[b].fader.set(fader_gain(setup.fader_db[b]));
}

template <class F>
void Mixer::each(const MixerCommand& c, F&& f) {
  for (Voice& v : voices_) {
    if (v.phase == Phase::free || v.phase == Phase::retired) continue;
    if (c.serial != 0 ? v.serial == c.serial : (c.bus == Bus::master || v.bus == c.bus)) f(v);
  }
}

bool Mixer::sounding(std::uint32_t serial) const {
  return serial != 0 && std::any_of(voices_.begin(), voices_.end(), [&](const Voice& v) {
           return v.serial == serial && v.phase != Phase::free && v.phase != Phase::retired;
         });
}

void Mixer::start(MixerCommand& c) {
  for (Voice& v : voices_) {
    if (v.phase != Phase::free) continue;
    v.phase = sounding(c.after) ? Phase::waiting : Phase::playing;
    v.bus = c.bus == Bus::master ? Bus::interface : c.bus;
    v.serial = c.serial;
    v.after = c.after;
    v.loop = c.loop;
    v.refused = false;
    v.frame = std::clamp<std::int64_t>(c.frame, 0, c.clip->frames);
    v.clip = std::move(c.clip);
    v.fade.set(1);
    if (v.frame > 0) {  // not from the beginning: come in without a click
      v.fade.set(0);
      v.fade.go(1, fade_frames);
    }
    return;
  }
  finished_.put({c.serial, true, std::move(c.clip)});
}

void Mixer::obey(MixerCommand& c) {
  using Kind = MixerCommand::Kind;
  switch (c.kind) {
    case Kind::none:
      break;
    case Kind::play:
      if (c.clip) start(c);
      break;
    case Kind::stop:
      each(c, [](Voice& v) {
        if (v.phase == Phase::waiting || v.phase == Phase::held) {
          v.phase = Phase::retired;
        } else {
          v.phase = Phase::stopping;
          v.fade.go(0, fade_frames);
        }
      });
      break;
    case Kind::pause:
      each(c, [](Voice& v) {
        if (v.phase != Phase::playing) return;
        v.phase = Phase::pausing;
        v.fade.go(0, fade_frames);
      });
      break;
    case Kind::resume:
      each(c, [](Voice& v) {
        if (v.phase != Phase::held && v.phase != Phase::pausing) return;
        v.phase = Phase::playing;
        v.fade.go(1, fade_frames);
      });
      break;
    case Kind::volume:
      strips_[index_of(c.bus)].fader.go(fader_gain(c.db), fader_frames);
      break;
    case Kind::mute:
      mute_.go(c.on ? 0.f : 1.f, fader_frames);
      break;
    case Kind::delay:
      delay_from_ = delay_to_;
      delay_to_ = static_cast<int>(std::clamp<std::int64_t>(c.frame, 0, max_delay_frames));
      delay_fade_.set(0);
      delay_fade_.go(1, fader_frames);
      break;
  }
}

void Mixer::render_voice(Voice& v, int from, int frames) {
  v.rendered = true;
  Buffer& bus = buses_[index_of(v.bus)];
  const Clip& clip = *v.clip;
  int i = from;
  for (; i < frames; ++i) {
    if (v.frame >= clip.frames) {
      if (!v.loop || clip.frames == 0) break;
      v.frame = 0;
    }
    const float gain = v.fade.next();
    const std::size_t at = static_cast<std::size_t>(2 * i);
    bus[at] += clip.left(v.frame) * gain;
    bus[at + 1] += clip.right(v.frame) * gain;
    ++v.frame;
    if (v.fade.moving()) continue;
    if (v.phase == Phase::pausing) {
      v.phase = Phase::held;
      return;
    }
    if (v.phase == Phase::stopping) {
      ++i;
      break;
    }
  }
  const bool at_end = v.frame >= clip.frames && (!v.loop || clip.frames == 0);
  const bool faded_out = v.phase == Phase::stopping && !v.fade.moving();
  if (!at_end && !faded_out) return;
  // At its end, or faded out for good: what follows it begins in the next sample.
  v.phase = Phase::retired;
  for (Voice& next : voices_) {
    if (next.phase != Phase::waiting || next.after != v.serial) continue;
    next.phase = Phase::playing;
    if (i < frames)
      render_voice(next, i, frames);
    else
      next.rendered = true;  // it begins with the next chunk
  }
}

// Nothing sounds, and everything that rang on has died away: then there is nothing to compute.
bool Mixer::quiet(int frames) {
  for (const Voice& v : voices_)
    if (v.phase == Phase::playing || v.phase == Phase::pausing || v.phase == Phase::stopping ||
        v.phase == Phase::waiting) {
      quiet_frames_ = 0;
      return false;
    }
  quiet_frames_ += frames;
  return quiet_frames_ > rings_on_frames && duck_.db() == 0 && protection_.gain() > 0.9999f;
}

void Mixer::render_chunk(float* out, int frames) {
  if (quiet(frames)) {
    std::fill_n(out, 2 * frames, 0.f);
    for (Strip& s : strips_) {
      s.fader.set(s.fader.target());
      s.peak = s.square = 0;
    }
    mute_.set(mute_.target());
    delay_from_ = delay_to_;
    delay_fade_.set(1);
    limiter_gain_ = 1;
    frames_ += frames;
    return;
  }
  for (Buffer& b : buses_) std::fill_n(b.begin(), 2 * frames, 0.f);
  for (Voice& v : voices_) {
    v.rendered = false;
    if (v.phase == Phase::waiting && !sounding(v.after)) v.phase = Phase::playing;
  }
  for (Voice& v : voices_) {
    const bool sounds = v.phase == Phase::playing || v.phase == Phase::pausing || v.phase == Phase::stopping;
    if (sounds && !v.rendered) render_voice(v, 0, frames);
  }
  mix_down(out, frames);
  delay(out, frames);
  frames_ += frames;
}

void Mixer::meter(Strip& s, float peak, float square_sum, int frames) {
  // Peak falls by 20 dB per second: 10^(-t). Mean square forgets with 0.3 s.
  const float t = static_cast<float>(frames) / sample_rate_hz;
  s.peak = std::max(peak, s.peak * std::exp(-2.302585f * t));
  const float keep = std::exp(-t / 0.3f);
  s.square = s.square * keep + (1 - keep) * square_sum / static_cast<float>(frames);
}

void Mixer::mix_down(float* out, int frames) {
  bool speech = false;
  for (const Voice& v : voices_)
    speech |= v.bus == Bus::narration && (v.phase == Phase::playing || v.phase == Phase::stopping);

  std::array<float, bus_count> peak{}, left_sq{}, right_sq{};
  const auto note = [&](std::size_t b, float l, float r) {
    peak[b] = std::max({peak[b], std::abs(l), std::abs(r)});
    left_sq[b] += l * l;
    right_sq[b] += r * r;
  };
  float lowest = 1;
  for (int i = 0; i < frames; ++i) {
    const std::size_t at = static_cast<std::size_t>(2 * i);
    const float duck = duck_.next(speech);
    float left = 0, right = 0;
    for (std::size_t b = 1; b < bus_count; ++b) {
      float gain = strips_[b].fader.next();
      if (b == index_of(Bus::music)) gain *= duck;
      const float l = buses_[b][at] * gain, r = buses_[b][at + 1] * gain;
      note(b, l, r);
      left += l;
      right += r;
    }
    const float master = strips_[0].fader.next() * mute_.next();
    left *= master;
    right *= master;
    protection_.process(left, right);
    limiter_.process(left, right);
    lowest = std::min(lowest, limiter_.gain());
    note(0, left, right);
    out[at] = left;
    out[at + 1] = right;
  }
  limiter_gain_ = lowest;
  for (std::size_t b = 0; b < bus_count; ++b)
    meter(strips_[b], peak[b], std::max(left_sq[b], right_sq[b]), frames);
}

void Mixer::delay(float* out, int frames) {
  const auto tap = [&](int frames_back, std::size_t channel) {
    const auto at = static_cast<std::size_t>(written_ - frames_back + static_cast<std::int64_t>(delay_ring));
    return delayed_[2 * (at % delay_ring) + channel];
  };
  for (int i = 0; i < frames; ++i) {
    const std::size_t at = static_cast<std::size_t>(written_) % delay_ring;
    delayed_[2 * at] = out[2 * i];
    delayed_[2 * at + 1] = out[2 * i + 1];
    const float share = delay_fade_.next();
    for (std::size_t c = 0; c < 2; ++c) {
      const float now = tap(delay_to_, c);
      out[2 * i + static_cast<int>(c)] = share >= 1 ? now : now * share + tap(delay_from_, c) * (1 - share);
    }
    ++written_;
  }
}

void Mixer::retire() {
  for (Voice& v : voices_) {
    if (v.phase != Phase::retired) continue;
    FinishedClip finished{v.serial, v.refused, std::move(v.clip)};
    if (finished_.put(std::move(finished))) {
      v.phase = Phase::free;
      v.serial = 0;
    } else {
      v.clip = std::move(finished.clip);  // nobody collects: keep it, the voice stays taken
    }
  }
}

void Mixer::publish(double now_s) {
  MixerReport r;
  r.frames = frames_;
  r.counted_at_s = now_s;
  for (std::size_t i = 0; i < voices_.size(); ++i) {
    const Voice& v = voices_[i];
    if (v.phase == Phase::free || v.phase == Phase::retired) continue;
    r.clips[i] = {v.serial, v.bus, v.phase == Phase::playing, v.frame, v.clip->frames};
  }
  for (std::size_t b = 0; b < bus_count; ++b)
    r.levels.bus[b] = {db_of(strips_[b].peak), db_of(std::sqrt(strips_[b].square))};
  r.levels.limiter_db = db_of(limiter_gain_);
  r.levels.protection_db = db_of(protection_.gain());
  r.levels.duck_db = duck_.db();
  report_.write(r);
}

void Mixer::render(float* out, int frames, double now_s) {
  // At most 64 commands a block, so that a flood of them cannot hold up the sound; and none while a refusal
  // could not be handed back.
  MixerCommand command;
  for (int n = 0; n < 64 && finished_.room() > max_voices && commands_.take(command); ++n) obey(command);
  for (int done = 0; done < frames; done += chunk)
    render_chunk(out + 2 * done, std::min(chunk, frames - done));
  retire();
  publish(now_s);
}

}  // namespace guangmu::audio
