#include "tools/verify_session.h"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <istream>
#include <nlohmann/json.hpp>
#include <ostream>

#include "store/state_folder.h"

namespace guangmu::tools {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

Json to_json(const led::VerifyRecord& r) {
  Json answers = Json::array();
  for (const auto& a : r.answers)
    answers.push_back({{"question", a.question}, {"answer", led::name_of(a.verdict)}, {"note", a.note}, {"at", a.at}});
  return {{"wall", r.wall}, {"size_px", r.size_px}, {"by", r.by}, {"begun", r.begun}, {"finished", r.finished}, {"answers", answers}};
}

std::optional<led::VerifyRecord> from_json(const std::string& text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object() || !json.contains("answers") || !json["answers"].is_array()) return std::nullopt;
  const auto word = [](const Json& from, const char* key) {
    const auto at = from.find(key);
    return at != from.end() && at->is_string() ? at->get<std::string>() : std::string();
  };
  led::VerifyRecord r{word(json, "wall"), word(json, "size_px"), word(json, "by"), word(json, "begun"), word(json, "finished"), {}};
  for (const Json& a : json["answers"]) {
    if (!a.is_object()) return std::nullopt;
    const auto verdict = led::verdict_named(word(a, "answer"));
    if (!verdict) return std::nullopt;
    r.put({word(a, "question"), *verdict, word(a, "note"), word(a, "at")});
  }
  return r;
}

}  // namespace

Result<std::optional<VerifyFile>> newest_record(const std::string& state_folder) {
  std::string newest;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(fs::path(state_folder) / "verifications", ignored))
    if (entry.path().extension() == ".json") newest = std::max(newest, entry.path().string());
  if (newest.empty()) return std::optional<VerifyFile>();
  const auto text = store::read_file(newest);
  auto record = text ? from_json(*text) : std::nullopt;
  if (!record)
    return Error{fmt::format("{}: this is no record of a check any more; move it away, or begin a new one with --again", newest)};
  return std::optional<VerifyFile>(VerifyFile{newest, std::move(*record)});
}

Result<void> keep(const VerifyFile& file) {
  if (const auto folder = store::prepare_folder(fs::path(file.path).parent_path().string()); !folder) return folder;
  return store::replace_file(file.path, to_json(file.record).dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

Result<void> sit(VerifySitting& sitting, std::istream& in, std::ostream& out) {
  const bool zh = sitting.chinese;
  const auto text = [&](const led::BothLanguages& both) { return zh ? both.zh : both.en; };
  out << (zh ? "回答 y 是、n 否、s 跳过，后面可写备注；q 停下，下次接着问\n"
             : "answer y, n or s (skip), a note may follow; q stops, and the next time goes on from here\n");
  std::string shown;
  const auto back = [&] { return shown.empty() ? Result<void>() : sitting.send("pattern off"); };
  const auto steps = led::open_steps(sitting.file.record);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const auto& [pattern, question] = steps[i];
    if (shown != pattern->name) {
      if (const auto sent = sitting.send(fmt::format("pattern {}", pattern->name)); !sent) return sent;
      shown = pattern->name;
      out << fmt::format("\n[{}] {}\n", pattern->name, text(pattern->purpose));
    }
    std::optional<led::Typed> typed;
    while (!typed) {
      out << fmt::format("({}/{}) {} [y/n/s/q] ", i + 1, steps.size(), text(question->ask)) << std::flush;
      std::string line;
      if (!std::getline(in, line) || line == "q" || line == "Q") {
        out << "\n";
        return back();
      }
      typed = led::read_answer(line);
      if (!typed) out << (zh ? "请回答 y、n、s 或 q\n" : "expected y, n, s or q\n");
    }
    if (typed->verdict == led::Verdict::no) out << "  -> " << text(question->if_not) << "\n";
    sitting.file.record.put({std::string(question->id), typed->verdict, typed->note, sitting.time()});
    if (led::open_steps(sitting.file.record).empty()) sitting.file.record.finished = sitting.time();
    if (const auto kept = keep(sitting.file); !kept) {
      (void)back();
      return kept;
    }
  }
  return back();
}

}  // namespace guangmu::tools
