// One log for the whole program: console and, once opened, a rotating file. Any thread; never from the audio callback.
#pragma once

#include <string>
#include <string_view>

namespace guangmu::log {

enum class Level { debug, info, warning, error };

// Lines below `level` are dropped. Default: info.
void set_level(Level level);

// Also writes to `path`, rotated at 10 MB, five old files kept. False when the file cannot be opened: the console goes on.
bool open_file(const std::string& path);

// `room` names the folder the line comes from, e.g. "kpi". Repeating faults are the caller's to thin out.
void write(Level level, std::string_view room, std::string_view text);

inline void debug(std::string_view room, std::string_view text) { write(Level::debug, room, text); }
inline void info(std::string_view room, std::string_view text) { write(Level::info, room, text); }
inline void warning(std::string_view room, std::string_view text) { write(Level::warning, room, text); }
inline void error(std::string_view room, std::string_view text) { write(Level::error, room, text); }

// Writes out what is buffered; at the end of main.
void flush();

}  // namespace guangmu::log
