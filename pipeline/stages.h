// The only place that knows every stage: builds them, embedded or remote, and the store.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/stage.h"
#include "pipeline/chain.h"
#include "pipeline/peer_finder.h"
#include "store/store.h"

namespace gongkai {

struct StageOptions {
  // Rule pack for an embedded validate; empty for the built-in one.
  std::string rules;

  // An embedded normalize reads the text of images as well.
  bool ocr = false;

  // "NAME=ADDRESS[,ADDRESS...]", NAME one of normalize, segment, extract, validate, store.
  std::vector<std::string> remote;

  // Folder of the store; empty for none, unless the store stage is remote.
  std::string store;

  // List of agencies that takes the place of the store's; empty to leave it.
  std::string agencies;

  // Groups processed at the same time; 0 for as many as keep all cores (or workers) busy.
  int jobs = 0;
};

class Stages {
 public:
  // NOT_FOUND if a program is missing that an option needs, INVALID_ARGUMENT for a wrong option or
  // rule pack, UNAVAILABLE if a worker does not answer,
  // FAILED_PRECONDITION for a store that is in use or newer than the program.
  static absl::StatusOr<Stages> Make(const StageOptions& options);

  // Computes and keeps nothing.
  StageChain CheckChain() const { return StageChain(processing(), nullptr, nullptr); }

  // Computes what is not there and keeps it. Only with a store.
  StageChain KeepChain() const {
    StageChain chain(processing(), store_stage_.get(), store_.get());
    chain.SetPeers(peers_.get());
    chain.SetRejudgements(rejudgements_.get());
    return chain;
  }

  // Computes what is not in a store, and keeps nothing. `store` outlives the chain.
  StageChain LookChain(Store* store) const { return StageChain(processing(), nullptr, store); }

  Store* store() const { return store_.get(); }

  // From the assessments of a store; null where validate is remote. The stages and the store
  // outlive it.
  absl::StatusOr<std::unique_ptr<RejudgementSource>> RejudgementsFrom(Store& store) const;

  // Of the store; null without one.
  PeerFinder* peers() const { return peers_.get(); }
  int jobs() const { return jobs_; }

 private:
  std::vector<Stage*> processing() const;

  std::vector<std::unique_ptr<Stage>> stages_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<PeerFinder> peers_;
  std::unique_ptr<RejudgementSource> rejudgements_;  // null where validate is remote
  std::unique_ptr<Stage> store_stage_;
  int jobs_ = 1;
};

// Opens a store to look at; a run may write to it meanwhile. NOT_FOUND if there is none.
absl::StatusOr<std::unique_ptr<Store>> OpenStoreToRead(const std::string& path);

}  // namespace gongkai
