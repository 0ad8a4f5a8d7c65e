#include "tools/narrate.h"

#include <fmt/core.h>

#include <algorithm>
#include <fstream>

#include "audio/decode.h"
#include "audio/values/status.h"
#include "base/hash.h"
#include "kpi/values/number_text.h"
#include "tools/narrate_numbers.h"
#include "tools/narrate_sound.h"

namespace guangmu::tools {

namespace {

namespace fs = std::filesystem;
constexpr int recipe = 1;  // grows when the same text would be made into other sound

std::string figure_text(const kpi::MetricInfo& info, Language language) {
  kpi::Metric metric;
  metric.info = std::make_shared<kpi::MetricInfo>(info);
  const kpi::NumberText n = kpi::number_text(metric, language);
  const bool zh = language == Language::zh;
  std::string text = n.digits;
  if (n.more_than) text += zh ? " 余" : "+";
  if (n.unit == "%") return text + "%";
  if (!n.unit.empty()) text += (zh && n.more_than ? "" : " ") + n.unit;
  return text;
}

// {id} at `at`: the id and where it ends; empty id: no placeholder here.
struct Placeholder {
  std::string id;
  std::size_t end = 0;
};
Placeholder placeholder(const std::string& text, std::size_t at) {
  if (text[at] != '{') return {};
  const std::size_t close = text.find('}', at);
  if (close == std::string::npos) return {};
  return {text.substr(at + 1, close - at - 1), close + 1};
}

Result<std::string> filled(const std::string& text, const Figures& figures, bool zh) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const Placeholder p = placeholder(text, at);
    if (p.end == 0) {
      out += text[at++];
      continue;
    }
    const auto found = figures.find(p.id);
    if (found == figures.end()) {
      std::string known;
      for (const auto& [id, figure] : figures) known += (known.empty() ? "" : ", ") + id;
      return Error{fmt::format("{{{}}} is no figure with a report value; expected one of: {}", p.id, known)};
    }
    out += found->second.text.in(zh ? Language::zh : Language::en);
    at = p.end;
  }
  return out;
}

std::string in_step(const show::Tour& tour, const show::TourStep& step) {
  const std::string where = step.place.text();
  return (where.empty() ? "tour " + tour.id : where + ": error") + ": step " + step.id;
}

struct Spoken {
  LocalText caption;
  std::string pinyin;  // what the voice gets
  double pause_s = 0;
};

Result<std::vector<Spoken>> words_of(const show::Tour& tour, const show::TourStep& step,
                                     const Figures& figures) {
  std::vector<Spoken> all;
  for (const show::Sentence& sentence : step.sentences) {
    const auto caption = with_figures(sentence.text, figures);
    if (!caption) return Error{in_step(tour, step) + ": " + caption.error().text, caption.error().blame};
    const std::string words = spoken_chinese(caption->zh);
    if (const std::string latin = first_latin_word(words); !latin.empty())
      return Error{
          fmt::format("{}: the voice cannot say \"{}\"; write it in Chinese", in_step(tour, step), latin)};
    all.push_back(
        {*caption, with_pronunciation(words, tour.pronunciation), tour.sentence_pause.s + sentence.pause.s});
  }
  return all;
}

Result<std::vector<float>> speak(const Voice& voice, const std::string& pinyin, const fs::path& folder) {
  const fs::path wav = folder / "sentence.wav";
  if (auto spoken = speak_to_file(voice, pinyin, wav); !spoken) return spoken.error();
  auto sound = audio::read_sound(wav);
  std::error_code ignored;
  fs::remove(wav, ignored);
  if (!sound) return sound.error();
  auto samples = audio::resample(sound->samples, sound->channels, sound->rate_hz, audio::sample_rate_hz);
  if (!samples) return samples.error();
  std::vector<float> cut = trimmed(std::move(*samples));
  if (cut.empty())
    return Error{fmt::format("the voice {} was silent for \"{}\"", voice.name, pinyin), Blame::machine};
  return cut;
}

Result<show::NarratedStep> make_step(const NarrateJob& job, const show::TourStep& step,
                                     const std::string& hash) {
  auto words = words_of(job.tour, step, job.figures);
  if (!words) return words.error();
  const fs::path folder = job.exhibit / "tours" / job.tour.id;
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed) return Error{fmt::format("{}: cannot be made: {}", folder.string(), failed.message())};

  const Voice voice{job.program, job.tour.voice, job.tour.words_per_minute};
  std::vector<Take> takes;
  for (const Spoken& sentence : *words) {
    auto samples = speak(voice, sentence.pinyin, folder);
    if (!samples) return Error{in_step(job.tour, step) + ": " + samples.error().text, samples.error().blame};
    takes.push_back({std::move(*samples), sentence.pause_s});
  }
  Joined joined = join(takes, job.tour.lead.s, job.tour.tail.s);
  bring_to(joined.samples, job.target_lufs);

  show::NarratedStep made;
  made.id = step.id;
  made.audio = fmt::format("tours/{}/{}.ogg", job.tour.id, step.id);
  made.frames = static_cast<std::int64_t>(joined.samples.size());
  made.made_from = hash;
  for (std::size_t i = 0; i < words->size(); ++i)
    made.captions.push_back({joined.sentences[i].from, joined.sentences[i].to, (*words)[i].caption});
  if (auto written = write_ogg(job.exhibit / made.audio, joined.samples); !written) return written.error();
  return made;
}

const show::NarratedStep* still_right(const NarrateJob& job, const std::string& id, const std::string& hash) {
  if (!job.before || job.all) return nullptr;
  for (const show::NarratedStep& step : job.before->steps) {
    std::error_code ignored;
    if (step.id == id && step.made_from == hash && fs::exists(job.exhibit / step.audio, ignored))
      return &step;
  }
  return nullptr;
}

std::string yaml_text(const std::string& text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n')
      out += "\\n";
    else
      out += c;
  }
  return out + "\"";
}

}  // namespace

Figures report_figures(const kpi::Declaration& declaration) {
  Figures figures;
  for (const auto& [id, info] : declaration.metrics) {
    if (!info->report) continue;
    figures[id] = {info->report->value,
                   info->report->as_of,
                   {figure_text(*info, Language::zh), figure_text(*info, Language::en)}};
  }
  return figures;
}

std::vector<std::string> figures_in(const LocalText& text) {
  std::vector<std::string> ids;
  for (const std::string* t : {&text.zh, &text.en})
    for (std::size_t at = 0; at < t->size();) {
      const Placeholder p = placeholder(*t, at);
      if (p.end == 0) {
        ++at;
        continue;
      }
      if (std::find(ids.begin(), ids.end(), p.id) == ids.end()) ids.push_back(p.id);
      at = p.end;
    }
  return ids;
}

Result<LocalText> with_figures(const LocalText& text, const Figures& figures) {
  auto zh = filled(text.zh, figures, true);
  if (!zh) return zh.error();
  auto en = filled(text.en, figures, false);
  if (!en) return en.error();
  return LocalText{std::move(*zh), std::move(*en)};
}

Result<std::string> made_from(const show::Tour& tour, const show::TourStep& step, const Figures& figures) {
  auto words = words_of(tour, step, figures);
  if (!words) return words.error();
  Hash hash;
  hash.add(recipe).add(tour.voice).add(tour.words_per_minute).add(tour.lead.s).add(tour.tail.s);
  for (const Spoken& s : *words) hash.add(s.pinyin).add(s.caption.zh).add(s.caption.en).add(s.pause_s);
  return fmt::format("{:016x}", hash.value());
}

Result<Narrated> narrate(const NarrateJob& job) {
  Narrated result;
  std::int64_t frames = 0;
  for (const show::TourStep& step : job.tour.steps) {
    const auto hash = made_from(job.tour, step, job.figures);
    if (!hash) return hash.error();
    if (const show::NarratedStep* old = still_right(job, step.id, *hash)) {
      result.narration.steps.push_back(*old);
    } else {
      auto made = make_step(job, step, *hash);
      if (!made) return made.error();
      result.narration.steps.push_back(std::move(*made));
      result.made.push_back(step.id);
    }
    frames += result.narration.steps.back().frames;
    for (const show::Sentence& sentence : step.sentences)
      for (const std::string& id : figures_in(sentence.text)) {
        const Figure& figure = job.figures.at(id);
        result.narration.figures[id] = {figure.value, figure.as_of};
      }
  }
  result.seconds = static_cast<double>(frames) / audio::sample_rate_hz;
  return result;
}

std::string captions_yaml(const show::Narration& narration) {
  std::string out =
      "# Written by `guangmu narrate`; edit the tour, not this file.\n"
      "# Frames at 48000 per second, from the start of each step's audio.\n";
  if (!narration.figures.empty()) out += "figures:\n";
  for (const auto& [id, f] : narration.figures)
    out += fmt::format("  {}: {{value: {}, as_of: {}}}\n", id, f.value, to_string(f.as_of));
  out += "steps:\n";
  for (const show::NarratedStep& step : narration.steps) {
    out += fmt::format("  - id: {}\n    audio: {}\n    frames: {}\n    made_from: \"{}\"\n    captions:\n",
                       step.id, step.audio, step.frames, step.made_from);
    for (const show::Caption& c : step.captions)
      out +=
          fmt::format("      - {{from: {}, to: {},\n         text: {{zh: {},\n                en: {}}}}}\n",
                      c.from, c.to, yaml_text(c.text.zh), yaml_text(c.text.en));
  }
  return out;
}

Result<void> write_captions(const fs::path& file, const show::Narration& narration) {
  fs::path part = file;
  part += ".part";
  {
    std::ofstream out(part, std::ios::binary | std::ios::trunc);
    out << captions_yaml(narration);
    out.flush();
    if (!out)
      return Error{
          fmt::format("{}: cannot be written; is the folder writable and the disk not full?", file.string())};
  }
  std::error_code failed;
  fs::rename(part, file, failed);
  if (failed) return Error{fmt::format("{}: cannot be written: {}", file.string(), failed.message())};
  return {};
}

}  // namespace guangmu::tools
