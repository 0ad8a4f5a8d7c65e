// A file as a tree in which every part knows where it was written. Plain values.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace guangmu::config {

struct Node {
  enum class Kind { null, scalar, list, map };
  struct Key {
    std::string text;
    int line = 0, col = 0;
  };

  Kind kind = Kind::null;
  std::string text;         // of a scalar
  bool quoted = false;      // a scalar in quotes or a text block: it is text whatever it looks like
  int line = 1, col = 1;    // where a mistake in it is told, from 1, col in characters: the value itself, or
                            // its key where the value begins on a later line
  std::vector<Key> keys;    // of a map, each once …
  std::vector<Node> items;  // … and its values in the same order; or the items of a list

  // The value of a map's key, null when there is none.
  const Node* find(std::string_view key) const {
    for (std::size_t i = 0; i < keys.size(); ++i)
      if (keys[i].text == key) return &items[i];
    return nullptr;
  }
};

}  // namespace guangmu::config
