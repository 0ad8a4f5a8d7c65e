// A small XML reader for files of other makers: elements, attributes, text. It refuses what such files do not
// need and what harms: document types, entities of their own, endless nesting, more than 64 MB.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace guangmu::formats {

struct XmlElement {
  std::string name;  // with its prefix, as written
  std::vector<std::pair<std::string, std::string>> attributes;
  std::string text;  // of this element alone, trimmed
  std::vector<XmlElement> children;
  int line = 0;

  const XmlElement* child(std::string_view wanted) const;  // the first
  std::optional<std::string_view> attribute(std::string_view wanted) const;
  // The text of a child; empty when there is none.
  std::string_view text_of(std::string_view wanted) const;
};

// UTF-8, with or without its mark. `name` stands before the line in errors: "F.xml:12: …".
Result<XmlElement> parse_xml(std::string_view text, const std::string& name);

// Text for between tags and quotes.
std::string xml_escaped(std::string_view text);

}  // namespace guangmu::formats
