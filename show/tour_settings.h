// A narrated tour as its files say it: tours/ID.yaml, written by people, and tours/ID/captions.yaml, written
// by `guangmu narrate` beside the audio it made. Plain values; base only.
//
// Text may name figures as {metric_id}. They are resolved from the exhibit's report values when the narration
// is made, and the narration keeps what it said, so that captions and audio agree even after the report has
// changed. Unit names follow the figure by themselves: "实现融资 {financing_granted}" is shown "实现融资
// 137.87 亿元".
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/fields.h"
#include "base/language.h"
#include "base/time.h"

namespace guangmu::show {

// One sentence: spoken in Chinese, shown as a caption in the language of the wall.
struct Sentence {
  LocalText text;
  Duration pause{0};  // extra silence after it, beyond the tour's own
  fields::Place place;

  static constexpr fields::About about{"sentence",
                                       "One sentence of the narration, spoken and shown as a caption."};
  template <class V>
  static void fields(V& v) {
    v("text", &Sentence::text,
      {.help = "What is said and shown; {metric_id} stands for a figure with its unit.", .required = true});
    v("pause", &Sentence::pause,
      {.help = "Extra silence after the sentence.", .unit = "s", .min = 0, .max = 10});
  }
  void check(fields::Complaints& c) const {
    if (text.zh.empty()) c.at("text", "the sentence has no Chinese text; expected text: {zh: …, en: …}");
  }
};

// One stop: a scene stands on the wall (for `timeline`, at one event) while the sentences are spoken.
struct TourStep {
  std::string id;
  std::string scene;
  std::string event;  // timeline event id; empty: the scene as it is
  LocalText title;
  std::vector<Sentence> sentences;
  fields::Place place;

  static constexpr fields::About about{"step", "One stop of a tour: a scene, and what is said there."};
  template <class V>
  static void fields(V& v) {
    v("id", &TourStep::id,
      {.help = "Name for commands and files.", .required = true, .format = fields::Format::id});
    v("scene", &TourStep::scene,
      {.help = "Scene that stands on the wall.", .required = true, .format = fields::Format::id});
    v("event", &TourStep::event, {.help = "Event of timeline.yaml that the timeline travels to."});
    v("title", &TourStep::title, {.help = "Name in the step list of the console.", .required = true});
    v("sentences", &TourStep::sentences, {.help = "What is said, in order.", .required = true});
  }
  void check(fields::Complaints& c) const {
    if (sentences.empty()) c.at("sentences", "the step says nothing; expected at least one sentence");
  }
};

struct Tour {
  std::string id;  // the file's name without .yaml when not written
  LocalText title;
  Duration lead{0.9};  // silence before the first sentence of a step, while the picture arrives
  Duration sentence_pause{0.5};
  Duration tail{1.1};  // silence after the last sentence of a step
  std::string voice = "cmn-latn-pinyin";
  int words_per_minute = 150;
  std::map<std::string, std::string> pronunciation;  // word -> pinyin with tone numbers
  std::vector<TourStep> steps;
  fields::Place place;

  static constexpr fields::About about{"tour", "A narrated walk through the scenes of the exhibit."};
  template <class V>
  static void fields(V& v) {
    v("id", &Tour::id,
      {.help = "Name for commands; default: the name of the file.", .format = fields::Format::id});
    v("title", &Tour::title, {.help = "Name on the console.", .required = true});
    v("lead", &Tour::lead,
      {.help = "Silence before a step's first sentence.", .unit = "s", .min = 0, .max = 10});
    v("sentence_pause", &Tour::sentence_pause,
      {.help = "Silence between sentences.", .unit = "s", .min = 0, .max = 10});
    v("tail", &Tour::tail,
      {.help = "Silence after a step's last sentence.", .unit = "s", .min = 0, .max = 10});
    v("voice", &Tour::voice, {.help = "espeak-ng voice that narrates."});
    v("words_per_minute", &Tour::words_per_minute,
      {.help = "Speed of the voice.", .unit = "words/min", .min = 80, .max = 300});
    v("pronunciation", &Tour::pronunciation,
      {.help = "Words that the voice misreads, as pinyin with tone numbers: 银行: yin2 hang2."});
    v("steps", &Tour::steps, {.help = "The stops, in order.", .required = true});
  }
  void check(fields::Complaints& c) const {
    if (steps.empty()) c.at("steps", "the tour has no steps; expected at least one");
    std::set<std::string> seen;
    for (std::size_t i = 0; i < steps.size(); ++i)
      if (!seen.insert(steps[i].id).second)
        c.at("steps[" + std::to_string(i) + "].id",
             "a second step called " + steps[i].id + "; ids must differ");
  }
};

// ---- What `guangmu narrate` wrote: tours/ID/captions.yaml. Frames are audio frames at 48000 per second from
// the start of the step's own audio file, which holds lead, sentences, pauses and tail; a step lasts exactly
// as long as its audio.

inline constexpr int narration_rate_hz = 48000;

struct Caption {
  std::int64_t from = 0, to = 0;  // frames: first sound of the sentence, end of its last
  LocalText text;                 // figures filled in

  static constexpr fields::About about{"caption", "One spoken sentence with its place in the audio."};
  template <class V>
  static void fields(V& v) {
    v("from", &Caption::from,
      {.help = "First frame in which it sounds.", .unit = "frames", .min = 0, .required = true});
    v("to", &Caption::to,
      {.help = "Frame after its last sound.", .unit = "frames", .min = 0, .required = true});
    v("text", &Caption::text, {.help = "The sentence with its figures filled in.", .required = true});
  }
  void check(fields::Complaints& c) const {
    if (to <= from) c.at("to", "the caption ends before it starts; run `guangmu narrate` again");
  }
};

struct NarratedStep {
  std::string id;
  std::string audio;        // file, relative to the exhibit folder
  std::int64_t frames = 0;  // length of the audio
  std::string made_from;    // hash of text, figures and voice: tells whether the audio is still right
  std::vector<Caption> captions;

  static constexpr fields::About about{"narrated_step", "Audio and captions of one step."};
  template <class V>
  static void fields(V& v) {
    v("id", &NarratedStep::id, {.help = "Step of the tour.", .required = true, .format = fields::Format::id});
    v("audio", &NarratedStep::audio,
      {.help = "Audio file.", .required = true, .format = fields::Format::path});
    v("frames", &NarratedStep::frames,
      {.help = "Length of the audio.", .unit = "frames", .min = 1, .required = true});
    v("made_from", &NarratedStep::made_from,
      {.help = "Hash of what the audio was made from.", .required = true});
    v("captions", &NarratedStep::captions, {.help = "The sentences in time.", .required = true});
  }
  void check(fields::Complaints& c) const {
    std::int64_t at = 0;
    for (std::size_t i = 0; i < captions.size(); ++i) {
      if (captions[i].from < at || captions[i].to > frames)
        c.at("captions[" + std::to_string(i) + "]",
             "the caption leaves its audio or overlaps the one before it; run "
             "`guangmu narrate` again");
      at = captions[i].to;
    }
  }
};

// A figure as the narration said it; while the tour runs the wall shows this value, marked with this date.
struct SpokenFigure {
  double value = 0;  // in the metric's unit
  Date as_of;

  static constexpr fields::About about{"spoken_figure", "A figure as the narration says it."};
  template <class V>
  static void fields(V& v) {
    v("value", &SpokenFigure::value, {.help = "Value in the unit of the metric.", .required = true});
    v("as_of", &SpokenFigure::as_of, {.help = "Date of the report it comes from.", .required = true});
  }
};

struct Narration {
  std::map<std::string, SpokenFigure> figures;  // by metric id
  std::vector<NarratedStep> steps;

  static constexpr fields::About about{"narration", "Written by `guangmu narrate`; not edited by hand."};
  template <class V>
  static void fields(V& v) {
    v("figures", &Narration::figures, {.help = "The figures that the narration names."});
    v("steps", &Narration::steps, {.help = "Audio and captions of each step.", .required = true});
  }
};

}  // namespace guangmu::show
