#include "renderer/batches.h"

namespace guangmu::renderer {
namespace {
constexpr std::size_t look_back = 32;
}

Batch& Batches::open(const BatchKey& key, Rect bounds) {
  const std::size_t oldest = list_.size() > look_back ? list_.size() - look_back : 0;
  for (std::size_t i = list_.size(); i-- > oldest;) {
    if (list_[i].key == key) {
      list_[i].bounds = unite(list_[i].bounds, bounds);
      return list_[i];
    }
    if (!intersect(list_[i].bounds, bounds).empty()) break;
  }
  Batch& made = list_.emplace_back();
  made.key = key;
  made.bounds = bounds;
  return made;
}

}  // namespace guangmu::renderer
