#include "tools/formats/xml.h"

#include <fmt/core.h>

#include <algorithm>

namespace guangmu::formats {

namespace {

constexpr int deepest = 64;
constexpr std::size_t most_elements = 1'000'000, most_bytes = std::size_t{64} << 20;

bool blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool name_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == ':' ||
         c == '-' || c == '.' || static_cast<unsigned char>(c) >= 0x80;
}

std::string trimmed(std::string_view s) {
  while (!s.empty() && blank(s.front())) s.remove_prefix(1);
  while (!s.empty() && blank(s.back())) s.remove_suffix(1);
  return std::string(s);
}

void append_utf8(std::string& out, std::uint32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | (c >> 6));
    out += static_cast<char>(0x80 | (c & 63));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | (c >> 12));
    out += static_cast<char>(0x80 | ((c >> 6) & 63));
    out += static_cast<char>(0x80 | (c & 63));
  } else {
    out += static_cast<char>(0xF0 | (c >> 18));
    out += static_cast<char>(0x80 | ((c >> 12) & 63));
    out += static_cast<char>(0x80 | ((c >> 6) & 63));
    out += static_cast<char>(0x80 | (c & 63));
  }
}

class Parser {
 public:
  Parser(std::string_view text, const std::string& name) : text_(text), name_(name) {}

  Result<XmlElement> run() {
    if (text_.size() > most_bytes) return failed("the file is larger than 64 MB; expected a settings file");
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
    if (text_.starts_with("\xFF\xFE") || text_.starts_with("\xFE\xFF"))
      return failed("UTF-16; expected UTF-8: save it anew as UTF-8");
    XmlElement root;
    if (!misc() || !element(root, 0) || !misc()) return failed(what_);
    if (at_ < text_.size()) return failed("there is something after the end of the document");
    return root;
  }

 private:
  Error failed(const std::string& what) const {
    const auto line =
        1 + std::count(text_.begin(),
                       text_.begin() + static_cast<std::ptrdiff_t>(std::min(at_, text_.size())), '\n');
    return Error{fmt::format("{}:{}: {}", name_, line, what)};
  }
  bool wrong(std::string what) {
    if (what_.empty()) what_ = std::move(what);
    return false;
  }
  bool starts(std::string_view s) const { return text_.substr(std::min(at_, text_.size())).starts_with(s); }
  void blanks() {
    while (at_ < text_.size() && blank(text_[at_])) ++at_;
  }
  bool past(std::string_view end, const char* what) {
    const auto found = text_.find(end, at_);
    if (found == std::string_view::npos)
      return wrong(fmt::format("the file ends inside {}; it is cut off", what));
    at_ = found + end.size();
    return true;
  }

  // Before and after the root: blanks, comments, instructions.
  bool misc() {
    for (;;) {
      blanks();
      if (starts("<!--")) {
        if (!past("-->", "a comment")) return false;
      } else if (starts("<?")) {
        if (!past("?>", "an instruction")) return false;
      } else if (starts("<!")) {
        return wrong("a document type; files of this kind have none");
      } else {
        return true;
      }
    }
  }

  bool name(std::string& out) {
    const std::size_t from = at_;
    while (at_ < text_.size() && name_letter(text_[at_])) ++at_;
    out = text_.substr(from, at_ - from);
    return !out.empty() || wrong(at_ >= text_.size() ? "the file ends inside a tag; it is cut off"
                                                     : "expected a name in a tag");
  }

  // With &lt; and the like replaced.
  bool plain(std::string_view raw, std::string& out) {
    for (std::size_t i = 0; i < raw.size(); ++i) {
      if (raw[i] != '&') {
        out += raw[i];
        continue;
      }
      const auto end = raw.find(';', i);
      if (end == std::string_view::npos || end - i > 10)
        return wrong("a & that begins no entity; expected &amp;");
      const std::string_view entity = raw.substr(i + 1, end - i - 1);
      if (entity == "lt")
        out += '<';
      else if (entity == "gt")
        out += '>';
      else if (entity == "amp")
        out += '&';
      else if (entity == "quot")
        out += '"';
      else if (entity == "apos")
        out += '\'';
      else if (!entity.starts_with('#') || !number(entity.substr(1), out))
        return wrong(fmt::format("the entity &{}; is not known", entity));
      i = end;
    }
    return true;
  }

  static bool number(std::string_view digits, std::string& out) {
    const bool hex = digits.starts_with('x');
    if (hex) digits.remove_prefix(1);
    std::uint32_t value = 0;
    for (const char c : digits) {
      const int digit = c >= '0' && c <= '9'          ? c - '0'
                        : hex && c >= 'a' && c <= 'f' ? c - 'a' + 10
                        : hex && c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                      : -1;
      if (digit < 0 || value > 0x10FFFF) return false;
      value = value * (hex ? 16 : 10) + static_cast<std::uint32_t>(digit);
    }
    if (digits.empty() || value == 0 || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) return false;
    append_utf8(out, value);
    return true;
  }

  bool attributes(XmlElement& e) {
    for (;;) {
      blanks();
      if (at_ >= text_.size()) return wrong("the file ends inside a tag; it is cut off");
      if (text_[at_] == '>' || text_[at_] == '/') return true;
      std::string key, value;
      if (!name(key)) return false;
      blanks();
      if (!starts("=")) return wrong(fmt::format("the attribute {} has no value", key));
      ++at_;
      blanks();
      if (!starts("\"") && !starts("'"))
        return wrong(fmt::format("the value of {} stands in no quotes", key));
      const char quote = text_[at_++];
      const auto end = text_.find(quote, at_);
      if (end == std::string_view::npos) return wrong("the file ends inside a value; it is cut off");
      if (!plain(text_.substr(at_, end - at_), value)) return false;
      at_ = end + 1;
      e.attributes.emplace_back(std::move(key), std::move(value));
      if (e.attributes.size() > 1000) return wrong("more than 1000 attributes in one tag");
    }
  }

  bool element(XmlElement& e, int depth) {
    if (depth > deepest) return wrong(fmt::format("nested deeper than {} elements", deepest));
    if (++elements_ > most_elements) return wrong(fmt::format("more than {} elements", most_elements));
    if (!starts("<"))
      return wrong(at_ >= text_.size() ? "the file is empty or cut off; expected XML"
                                       : "expected XML, which begins with <");
    // Lines are counted onwards, so that a large file is not counted again for each element.
    line_ += static_cast<int>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(counted_),
                                         text_.begin() + static_cast<std::ptrdiff_t>(at_), '\n'));
    counted_ = at_;
    e.line = line_;
    ++at_;
    if (!name(e.name) || !attributes(e)) return false;
    if (starts("/>")) {
      at_ += 2;
      return true;
    }
    if (!starts(">")) return wrong(fmt::format("the tag {} does not end", e.name));
    ++at_;
    std::string text;
    for (;;) {
      const auto next = text_.find('<', at_);
      if (next == std::string_view::npos)
        return wrong(fmt::format("the file ends inside {}; it is cut off", e.name));
      if (!plain(text_.substr(at_, next - at_), text)) return false;
      at_ = next;
      if (starts("</")) break;
      if (starts("<!--")) {
        if (!past("-->", "a comment")) return false;
      } else if (starts("<![CDATA[")) {
        const std::size_t from = at_ + 9;
        if (!past("]]>", "CDATA")) return false;
        text += text_.substr(from, at_ - 3 - from);
      } else if (starts("<?")) {
        if (!past("?>", "an instruction")) return false;
      } else {
        e.children.emplace_back();
        if (!element(e.children.back(), depth + 1)) return false;
      }
    }
    at_ += 2;
    std::string closing;
    if (!name(closing)) return false;
    blanks();
    if (closing != e.name) return wrong(fmt::format("</{}> closes <{}>", closing, e.name));
    if (!starts(">")) return wrong(fmt::format("the tag /{} does not end", e.name));
    ++at_;
    e.text = trimmed(text);
    return true;
  }

  std::string_view text_;
  const std::string& name_;
  std::size_t at_ = 0, counted_ = 0, elements_ = 0;
  int line_ = 1;
  std::string what_;
};

}  // namespace

const XmlElement* XmlElement::child(std::string_view wanted) const {
  for (const XmlElement& c : children)
    if (c.name == wanted) return &c;
  return nullptr;
}

std::optional<std::string_view> XmlElement::attribute(std::string_view wanted) const {
  for (const auto& [key, value] : attributes)
    if (key == wanted) return value;
  return std::nullopt;
}

std::string_view XmlElement::text_of(std::string_view wanted) const {
  const XmlElement* c = child(wanted);
  return c ? std::string_view(c->text) : std::string_view();
}

Result<XmlElement> parse_xml(std::string_view text, const std::string& name) {
  return Parser(text, name).run();
}

std::string xml_escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '&')
      out += "&amp;";
    else if (c == '"')
      out += "&quot;";
    else if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t')
      out += c;
  }
  return out;
}

}  // namespace guangmu::formats
