// Values by id, in the order of their ids, of which many copies share what did not change. Snapshots are made of it: ids
// stand in small chunks that never change once a copy may hold them, so a copy of 5,000 figures copies some 300 pointers,
// a new value makes one chunk anew, and what two copies share is passed over a chunk at a time.
//
// Reads like std::map<std::string, T>. A copy may be read by any thread while another copy changes, as long as the
// changing side uses put() and erase(); at(), operator[] and the iterators of a map that is not const change in place what
// is not shared, and are for those who build a map alone. Iterators end with the next change.
#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace guangmu::kpi {

template <class T>
class SharedMap {
 public:
  using key_type = std::string;
  using mapped_type = T;
  using value_type = std::pair<const std::string, T>;

 private:
  using Node = std::shared_ptr<value_type>;
  using Chunk = std::vector<Node>;  // ids in a row; never empty
  using Chunks = std::vector<std::shared_ptr<Chunk>>;

  // About the root of 5,000: a copy and 25 new values cost least then.
  static constexpr std::size_t most_in_chunk = 16;

  template <class Shared>
  static Shared& own(std::shared_ptr<Shared>& shared) {
    if (shared.use_count() > 1) shared = std::make_shared<Shared>(*shared);
    return *shared;
  }

  template <bool is_const>
  class Iterator {
    using Base = std::conditional_t<is_const, typename Chunks::const_iterator, typename Chunks::iterator>;

   public:
    using iterator_category = std::forward_iterator_tag;
    using difference_type = std::ptrdiff_t;
    using value_type = SharedMap::value_type;
    using reference = std::conditional_t<is_const, const value_type&, value_type&>;
    using pointer = std::conditional_t<is_const, const value_type*, value_type*>;

    Iterator() = default;
    Iterator(Base chunk, std::size_t at) : chunk_(chunk), at_(at) {}
    reference operator*() const {
      if constexpr (is_const) {
        return *node();
      } else {
        return own(own(*chunk_)[at_]);
      }
    }
    pointer operator->() const { return &**this; }
    Iterator& operator++() {
      if (++at_ == (*chunk_)->size()) to_next_chunk();
      return *this;
    }
    Iterator operator++(int) {
      const Iterator was = *this;
      ++*this;
      return was;
    }
    friend bool operator==(const Iterator& a, const Iterator& b) { return a.chunk_ == b.chunk_ && a.at_ == b.at_; }

   private:
    friend class SharedMap;
    const Node& node() const { return (**chunk_)[at_]; }
    void to_next_chunk() {
      ++chunk_;
      at_ = 0;
    }

    Base chunk_{};
    std::size_t at_ = 0;
  };

 public:
  using iterator = Iterator<false>;
  using const_iterator = Iterator<true>;

  bool empty() const { return chunks_.empty(); }
  std::size_t size() const {
    std::size_t n = 0;
    for (const auto& chunk : chunks_) n += chunk->size();
    return n;
  }
  const_iterator begin() const { return {chunks_.begin(), 0}; }
  const_iterator end() const { return {chunks_.end(), 0}; }
  iterator begin() { return {chunks_.begin(), 0}; }
  iterator end() { return {chunks_.end(), 0}; }

  // Null when there is none.
  const T* get(const std::string& id) const {
    const Place p = place(id);
    return p.found ? &(*chunks_[p.chunk])[p.at]->second : nullptr;
  }
  bool contains(const std::string& id) const { return place(id).found; }
  std::size_t count(const std::string& id) const { return contains(id) ? 1 : 0; }
  const_iterator find(const std::string& id) const {
    const Place p = place(id);
    return p.found ? const_iterator(chunks_.begin() + static_cast<std::ptrdiff_t>(p.chunk), p.at) : end();
  }
  const T& at(const std::string& id) const {
    if (const T* found = get(id)) return *found;
    throw std::out_of_range("there is no " + id);
  }
  T& at(const std::string& id) {
    if (!contains(id)) throw std::out_of_range("there is no " + id);
    return (*this)[id];
  }
  T& operator[](const std::string& id) {
    if (!contains(id)) put(id, T{});
    const Place p = place(id);
    return own(own(chunks_[p.chunk])[p.at]).second;
  }
  void emplace(const std::string& id, T value) {
    if (!contains(id)) put(id, std::move(value));
  }
  // The new value of `id`; what other copies hold stays as it is.
  void put(const std::string& id, T value) {
    auto node = std::make_shared<value_type>(id, std::move(value));
    const Place p = place(id);
    if (p.found) {
      Chunk changed = *chunks_[p.chunk];
      changed[p.at] = std::move(node);
      chunks_[p.chunk] = std::make_shared<Chunk>(std::move(changed));
      return;
    }
    if (chunks_.empty() || (p.at == most_in_chunk && p.chunk + 1 == chunks_.size())) {  // in the order of ids: full chunks
      chunks_.push_back(std::make_shared<Chunk>(1, std::move(node)));
      return;
    }
    Chunk changed = *chunks_[p.chunk];
    changed.insert(changed.begin() + static_cast<std::ptrdiff_t>(p.at), std::move(node));
    if (changed.size() > most_in_chunk) {
      const auto half = changed.begin() + most_in_chunk / 2;
      chunks_.insert(chunks_.begin() + static_cast<std::ptrdiff_t>(p.chunk) + 1, std::make_shared<Chunk>(half, changed.end()));
      changed.erase(half, changed.end());
    }
    chunks_[p.chunk] = std::make_shared<Chunk>(std::move(changed));
  }
  std::size_t erase(const std::string& id) {
    const Place p = place(id);
    if (!p.found) return 0;
    Chunk changed = *chunks_[p.chunk];
    changed.erase(changed.begin() + static_cast<std::ptrdiff_t>(p.at));
    if (changed.empty()) {
      chunks_.erase(chunks_.begin() + static_cast<std::ptrdiff_t>(p.chunk));
    } else {
      chunks_[p.chunk] = std::make_shared<Chunk>(std::move(changed));
    }
    return 1;
  }
  void clear() { chunks_.clear(); }

  // Calls tell(id, value now, value then or null) for everything that `before` does not share. What is gone is not
  // told.
  template <class Tell>
  void changes_since(const SharedMap& before, Tell tell) const {
    auto now = begin(), then = before.begin();
    const auto last_now = end(), last_then = before.end();
    while (now != last_now) {
      if (now.at_ == 0 && then != last_then && then.at_ == 0 && *now.chunk_ == *then.chunk_) {
        now.to_next_chunk();
        then.to_next_chunk();
        continue;
      }
      while (then != last_then && then.node() != now.node() && then->first < now->first) ++then;
      const bool known = then != last_then && then->first == now->first;
      if (!known || then.node() != now.node()) tell(now->first, now->second, known ? &then->second : nullptr);
      if (known) ++then;
      ++now;
    }
  }

 private:
  struct Place {
    std::size_t chunk = 0, at = 0;  // where it is, or would have to be put: `at` may be one behind the last
    bool found = false;
  };

  Place place(const std::string& id) const {
    const auto behind = std::upper_bound(chunks_.begin(), chunks_.end(), id,
                                         [](const std::string& wanted, const auto& chunk) { return wanted < chunk->front()->first; });
    if (chunks_.empty()) return {};
    const auto in = behind == chunks_.begin() ? behind : behind - 1;
    const auto at = std::lower_bound((*in)->begin(), (*in)->end(), id,
                                     [](const Node& node, const std::string& wanted) { return node->first < wanted; });
    return {static_cast<std::size_t>(in - chunks_.begin()), static_cast<std::size_t>(at - (*in)->begin()),
            at != (*in)->end() && (*at)->first == id};
  }

  Chunks chunks_;  // by id
};

}  // namespace guangmu::kpi
