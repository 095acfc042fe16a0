#include "pipeline/run_difference.h"

#include <unordered_map>
#include <utility>

#include "absl/status/status.h"
#include "common/limits.h"
#include "common/strings.h"
#include "pipeline/words.h"

namespace gongkai {
namespace {

// One report in one run.
struct Side {
  v1::StageRecord result;
  std::string source_digest;
};

absl::Status ForEachItem(Store& store, const std::string& run,
                         const std::function<absl::Status(const v1::BatchItem&)>& take) {
  std::string token;
  do {
    auto page = store.ListBatchItems(run, v1::BatchItem::STATE_UNSPECIFIED, kMaxPageSize, token);
    if (!page.ok()) return page.status();
    for (const v1::BatchItem& item : page->items) {
      if (absl::Status status = take(item); !status.ok()) return status;
    }
    token = page->next_page_token;
  } while (!token.empty());
  return absl::OkStatus();
}

class Comparer {
 public:
  Comparer(Store& store, v1::Language language, const DeliverText& deliver)
      : store_(store), language_(language), deliver_(deliver) {}

  absl::Status Compare(const std::string& uri, const Side& before, const Side& after) {
    const Cause cause =
        CauseOf(before.result, before.source_digest, after.result, after.source_digest);
    if (before.result.output_digest() == after.result.output_digest() &&
        before.result.stage() == after.result.stage()) {
      counts_.Count({}, cause);
      return absl::OkStatus();
    }
    const absl::StatusOr<v1::Assessment> old = Load(uri, before.result);
    if (!old.ok()) return old.status();
    const absl::StatusOr<v1::Assessment> now = Load(uri, after.result);
    if (!now.ok()) return now.status();
    const std::vector<FindingChange> changes = CompareFindings(*old, *now);
    counts_.Count(changes, cause);
    if (!changes.empty()) deliver_(DifferenceText(uri, cause, changes, language_));
    return absl::OkStatus();
  }

  void LeaveOut(uint64_t reports) { counts_.unpaired += reports; }

  const DifferenceCounts& counts() const { return counts_; }

 private:
  // Nothing for a report that did not come as far as validate.
  absl::StatusOr<v1::Assessment> Load(const std::string& uri, const v1::StageRecord& record) {
    v1::Assessment assessment;
    if (record.stage() != "validate") return assessment;
    v1::CheckpointKey key;
    key.set_stage(record.stage());
    key.set_revision(record.revision());
    key.set_input_digest(record.input_digest());
    const auto found = store_.GetCheckpoints({&key, 1});
    if (!found.ok()) return found.status();
    const v1::Checkpoint& checkpoint = found->front();
    if (!checkpoint.found() || checkpoint.output_digest() != record.output_digest() ||
        !assessment.ParseFromString(checkpoint.part())) {
      return absl::DataLossError(
          Concat("存储中缺少当时的核对结果 / the store lacks the assessment of then: ", uri));
    }
    return assessment;
  }

  Store& store_;
  const v1::Language language_;
  const DeliverText& deliver_;
  DifferenceCounts counts_;
};

}  // namespace

absl::StatusOr<DifferenceCounts> DifferenceOfRun(Store& store, const std::string& run,
                                                 v1::Language language,
                                                 const DeliverText& deliver) {
  Comparer comparer(store, language, deliver);
  absl::Status status = ForEachItem(store, run, [&](const v1::BatchItem& item) {
    if (!item.has_result() || !item.has_replaced()) {
      comparer.LeaveOut(1);
      return absl::OkStatus();
    }
    return comparer.Compare(item.uri(), {item.replaced(), item.replaced_source_digest()},
                            {item.result(), item.source_digest()});
  });
  if (!status.ok()) return status;
  return comparer.counts();
}

absl::StatusOr<DifferenceCounts> DifferenceOfRuns(Store& store, const std::string& before,
                                                  const std::string& after, v1::Language language,
                                                  const DeliverText& deliver) {
  std::unordered_map<std::string, Side> sides;
  absl::Status status = ForEachItem(store, before, [&](const v1::BatchItem& item) {
    if (item.has_result()) sides[item.uri()] = {item.result(), item.source_digest()};
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  Comparer comparer(store, language, deliver);
  status = ForEachItem(store, after, [&](const v1::BatchItem& item) {
    const auto found = sides.find(item.uri());
    if (found == sides.end() || !item.has_result()) {
      comparer.LeaveOut(1);
      return absl::OkStatus();
    }
    const Side side = std::move(found->second);
    sides.erase(found);
    return comparer.Compare(item.uri(), side, {item.result(), item.source_digest()});
  });
  if (!status.ok()) return status;
  comparer.LeaveOut(sides.size());
  return comparer.counts();
}

std::string DifferenceText(const std::string& uri, Cause cause,
                           const std::vector<FindingChange>& changes, v1::Language language) {
  if (changes.empty()) return "";
  return Concat(uri, language == v1::EN ? " (" : "（", CauseWord(cause, language),
                language == v1::EN ? ")\n" : "）\n", ChangesText(changes, language));
}

}  // namespace gongkai
