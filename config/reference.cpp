#include "config/reference.h"

#include <fmt/core.h>

#include <set>

#include "config/files.h"
#include "config/reading.h"
#include "config/shape.h"

namespace guangmu::config {
namespace {

using Kind = Shape::Kind;

std::string type_words(const Shape& shape, const Shape::Field& meta) {
  switch (shape.kind) {
    case Kind::boolean:
      return "true or false";
    case Kind::whole:
      return "whole number";
    case Kind::number:
      return "number";
    case Kind::text:
      switch (meta.format) {
        case fields::Format::id:
          return "id";
        case fields::Format::url:
          return "web address";
        case fields::Format::pointer:
          return "JSON Pointer or JSONPath";
        case fields::Format::path:
          return "file of the exhibit";
        case fields::Format::formula:
          return "formula";
        case fields::Format::any:
          break;
      }
      return "text";
    case Kind::local_text:
      return "text, zh and en";
    case Kind::duration:
      return "time";
    case Kind::instant:
      return "date and time";
    case Kind::date:
      return "date";
    case Kind::colour:
      return "colour";
    case Kind::choice: {
      std::string names;
      for (const std::string& name : shape.choices) names += (names.empty() ? "`" : ", `") + name + "`";
      return names;
    }
    case Kind::list:
      return "list of " + type_words(shape.parts[0], meta);
    case Kind::array:
      return fmt::format("{} x {}", shape.count, type_words(shape.parts[0], meta));
    case Kind::map:
      return "by id: " + type_words(shape.parts[0], meta);
    case Kind::object:
      return shape.name.empty() ? "keys" : "[" + shape.name + "](#" + shape.name + ")";
    case Kind::variant:
      return shape.tag_key + "s";
  }
  return "";
}

// A cell of a table: bars would end it.
std::string cell(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '|') out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out;
}

class Page {
 public:
  void line(const std::string& text) { out_ += text + "\n"; }

  void table(const Shape& object) {
    line("");
    line("| key | type | range | default | meaning |");
    line("| --- | --- | --- | --- | --- |");
    for (const Shape::Field& f : object.fields) {
      fields::Meta meta;
      meta.min = f.min;
      meta.max = f.max;
      meta.unit = f.unit;
      const std::string range = limits(meta);
      line(fmt::format("| `{}` | {} | {} | {} | {} |", f.key, cell(type_words(f.shape, f)),
                       cell(range.empty() ? f.unit : range),
                       f.required                  ? "**required**"
                       : f.written_default.empty() ? ""
                                                   : "`" + cell(f.written_default) + "`",
                       cell(f.help)));
    }
    for (const Shape::Field& f : object.fields) inner(f.shape);
  }

  std::string take() { return std::move(out_); }

 private:
  std::string out_;
  std::set<std::string> done_;

  void inner(const Shape& shape) {
    if (shape.kind == Kind::object) {
      if (!done_.insert(shape.name).second) return;
      line("");
      line("### " + shape.name);
      line(shape.help);
      table(shape);
    } else if (shape.kind == Kind::variant) {
      for (std::size_t i = 0; i < shape.parts.size(); ++i) {
        line("");
        line(fmt::format("### {}: {}", shape.tag_key, shape.choices[i]));
        line(shape.parts[i].help);
        table(shape.parts[i]);
      }
    } else {
      for (const Shape& part : shape.parts) inner(part);
    }
  }
};

constexpr std::string_view introduction = R"(# Reference of the files

Every key of every file in an exhibit folder. This page is made from the program's own settings by `guangmu-reference` and
tested to be current; `guangmu check EXHIBIT` tells every mistake in the files by line and column. For how the files fit
together see [config/README.md](../config/README.md).

**Forms.** An id is a-z, 0-9 and _, beginning with a letter. A text in two languages is `{zh: …, en: …}`, or one text for
both. A time is `250ms`, `5s`, `2min`, `1h`, `30d` or a number of seconds. A date is `2022`, `2022-12` or `2022-12-31`.
A date and time is `2022-12-31T08:00:00+08:00`; without a zone it is hall time. A colour is `"#RRGGBB"` or
`"#RRGGBB 62%"`, sRGB, in quotes. A list of one may be written as the value alone. `${NAME}` in a text is taken from the
environment; `$${` stands for the two characters.
)";

}  // namespace

std::string reference_text() {
  Page page;
  page.line(std::string(introduction));
  page.line("| file | | holds |");
  page.line("| --- | --- | --- |");
  for (const FileKind& kind : file_kinds)
    page.line(fmt::format("| `{}` | {} | {} |", kind.pattern, kind.required ? "required" : "", kind.what));
  for (const FileKind& kind : file_kinds) {
    page.line("");
    page.line(fmt::format("## {}", kind.pattern));
    page.table(shape_of_file(kind.name));
  }
  return page.take();
}

}  // namespace guangmu::config
