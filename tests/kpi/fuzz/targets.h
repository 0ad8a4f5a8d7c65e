// What libFuzzer and the replay of the corpus do with bytes, and what must hold whatever the bytes are: a program that
// breaks it ends at once.
#pragma once

#include <string_view>

namespace guangmu::kpi::fuzz {

void json(std::string_view bytes);        // parse, write, parse again: the same
void csv(std::string_view bytes);         // first byte: separator, header and lines to skip; then the file
void prometheus(std::string_view bytes);
void amount(std::string_view bytes);      // a number or a time in a text
void path(std::string_view bytes);        // a path, a line break, a document
void payload(std::string_view bytes);     // first byte: format and charset; then what a server sent

}  // namespace guangmu::kpi::fuzz
