// Arenas: the messages of a group are made in one place and go in one piece. Freeing them one
// by one would cost as much as a stage.
#pragma once

#include <memory>

#include "google/protobuf/arena.h"

namespace gongkai {

inline google::protobuf::ArenaOptions ArenaBlocks() {
  google::protobuf::ArenaOptions options;
  options.start_block_size = 16u << 10;
  options.max_block_size = 256u << 10;
  return options;
}

// A message on an arena of its own.
template <typename Message>
class OnArena {
 public:
  OnArena() : arena_(ArenaBlocks()) {
    message_ = google::protobuf::Arena::CreateMessage<Message>(&arena_);
  }
  OnArena(const OnArena&) = delete;
  OnArena& operator=(const OnArena&) = delete;

  Message* get() const { return message_; }
  Message* operator->() const { return message_; }
  Message& operator*() const { return *message_; }
  google::protobuf::Arena* arena() { return &arena_; }

  // An empty message; the memory of the old one and of all beside it is given back.
  void Reset() {
    arena_.Reset();
    message_ = google::protobuf::Arena::CreateMessage<Message>(&arena_);
  }

 private:
  google::protobuf::Arena arena_;
  Message* message_ = nullptr;
};

}  // namespace gongkai
