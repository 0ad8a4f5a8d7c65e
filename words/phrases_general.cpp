// What holds other sentences together; behind all others, since they would fit as well.
#include <array>

#include "words/phrases.h"

namespace guangmu::words {
namespace {

constexpr auto rows = std::to_array<Phrase>({
    {"{} cannot be read; expected the right to read it", "{0} 读不了，没有读的权限"},
    {"{} cannot be read: {}", "{0} 读不了：{1}"},
    {"expected {}", "应为 {0}"},
    {"it is empty", "是空的"},
    {"{} is empty", "{0} 是空的"},
    {"for {}", "为时 {0}"},
    {"{}; {}", "{0}；{1}", true},
    {"{}: {}", "{0}：{1}", true},
});

}  // namespace

std::span<const Phrase> phrases_in_general() {
  return rows;
}

}  // namespace guangmu::words
