// What the guided check's keys and buttons do. The wall asks, counts and keeps; here a note is typed and the answers
// are sent, each with the id of its question, so that a late or doubled press answers nothing else. No drawing.
// Frame thread.
#pragma once

#include <string>

#include "console/command_sink.h"
#include "show/values/check.h"

namespace guangmu::console {

class Model;

const show::CheckStatus& check_told(const Model& m);
// The question's pattern stands on the wall.
bool check_pattern_shown(const Model& m);

// Begins, goes on, or brings the pattern back; `again`: a new record. While visitors may be there the second press
// within 5 s does.
void start_check(Model& m, CommandSink& out, bool again);
void answer_check(Model& m, CommandSink& out, show::CheckVerdict verdict);  // with the note
void back_check(Model& m, CommandSink& out);
// Ends the sitting; when none is under way, closes the panel.
void leave_check(Model& m, CommandSink& out);

// The note to the question that is asked; empty: none.
std::string check_note(const Model& m);
void type_note(Model& m);  // opens its line
void keep_note(Model& m);  // as it was typed

}  // namespace guangmu::console
