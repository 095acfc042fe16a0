#include "pipeline/likenesses.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>

#include "common/arena.h"
#include "common/limits.h"
#include "common/strings.h"
#include "pipeline/entries.h"
#include "pipeline/text_sketch.h"
#include "store/report_name.h"

namespace gongkai {
namespace {

constexpr std::string_view kLikenessKind = "likeness";
constexpr v1::Part kParts[] = {v1::DOCUMENT, v1::OUTLINE, v1::EXTRACTION};
constexpr uint32_t kFirstYear = 2000, kLastYear = 2100;

// Of one band: each text is looked at beside so many before it. Where hundreds are the same, some
// of them are enough.
constexpr std::size_t kMostInBand = 32;
constexpr std::size_t kMostKept = 3;  // other agencies that a report is said to be like

constexpr uint32_t kAlike = 750, kCopied = 900;

struct Sketched {
  std::string uri;
  std::string agency;
  std::string document;  // digest
  TextSketch text;
  bool has_text = false;  // long enough
  uint64_t figures = 0;
};

// A report it may be like, and by how much.
struct Candidate {
  uint32_t other = 0;
  uint32_t permille = 0;
};

// Two reports that may be like each other, the one that comes first first; and, once their texts
// were looked at, by how much they are.
struct Pair {
  uint32_t one = 0;
  uint32_t other = 0;
  uint32_t permille = 0;

  auto Key() const { return std::pair(one, other); }
};

// Runs work(0) to work(count - 1) by several threads; ends with the first error.
template <typename Work>
absl::Status Parallel(std::size_t count, int jobs, const std::atomic<bool>* stop, Work work) {
  std::atomic<std::size_t> next = 0;
  std::mutex mutex;
  absl::Status status;
  const auto run = [&] {
    for (std::size_t i; (i = next.fetch_add(1)) < count;) {
      absl::Status one =
          stop != nullptr && stop->load() ? absl::CancelledError("已中断 / interrupted") : work(i);
      if (one.ok()) continue;
      next.store(count);
      const std::lock_guard lock(mutex);
      if (status.ok()) status = std::move(one);
    }
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < std::max(jobs, 1); ++i) threads.emplace_back(run);
  for (std::thread& thread : threads) thread.join();
  return status;
}

class YearComparer {
 public:
  YearComparer(Store& store, int jobs, const std::atomic<bool>* stop)
      : store_(store), jobs_(jobs), stop_(stop) {}

  // Sketches of all reports of a year. Those of the year before stay at hand.
  absl::Status Load(uint32_t year) {
    before_ = std::move(now_);
    now_.clear();
    year_ = year;
    last_year_.clear();
    for (const Sketched& one : before_) {
      if (one.has_text) last_year_.try_emplace(one.agency, &one);
    }
    std::string token;
    do {
      auto page = store_.ListReports(FormatReportName("", year), kMaxPageSize, token);
      if (!page.ok()) return page.status();
      for (v1::ReportSummary& report : page->items) {
        if (report.has_error() || report.stage_records_size() == 0) continue;
        Sketched& one = now_.emplace_back();
        one.uri = std::move(*report.mutable_source()->mutable_uri());
        one.agency = std::move(*report.mutable_agency());
        one.document = report.stage_records(0).output_digest();
      }
      token = page->next_page_token;
    } while (!token.empty());
    return Parallel(now_.size(), jobs_, stop_, [this](std::size_t i) { return Sketch(&now_[i]); });
  }

  std::size_t size() const { return now_.size(); }

  absl::Status Compare(std::vector<v1::Likenesses>* result, LikenessCounts* counts) {
    found_.assign(now_.size(), {});
    candidates_.assign(now_.size(), {});
    CompareFigures();
    CompareTexts();
    PairUp();
    absl::Status status =
        Parallel(now_.size(), jobs_, stop_, [this](std::size_t i) { return Verify(i); });
    if (!status.ok()) return status;
    for (std::size_t i = 0; i < now_.size(); ++i) Conclude(i);
    counts->reports += now_.size();
    for (std::size_t i = 0; i < now_.size(); ++i) {
      if (found_[i].likenesses().empty()) continue;
      Count(found_[i], counts);
      found_[i].set_uri(now_[i].uri);
      found_[i].set_source_digest(now_[i].document);
      result->push_back(std::move(found_[i]));
    }
    return absl::OkStatus();
  }

 private:
  absl::StatusOr<std::vector<uint64_t>> Shingles(const Sketched& one, v1::Report* report) const {
    absl::Status status = store_.ReadReport(one.uri, kParts, report);
    if (!status.ok()) return status;
    return ShinglesOf(NarrativeOf(*report));
  }

  absl::StatusOr<std::vector<uint64_t>> Shingles(const Sketched& one) const {
    google::protobuf::Arena arena(ArenaBlocks());
    return Shingles(one, google::protobuf::Arena::CreateMessage<v1::Report>(&arena));
  }

  absl::Status Sketch(Sketched* one) const {
    google::protobuf::Arena arena(ArenaBlocks());
    auto* report = google::protobuf::Arena::CreateMessage<v1::Report>(&arena);
    const auto shingles = Shingles(*one, report);
    if (!shingles.ok()) return shingles.status();
    one->has_text = shingles->size() >= kLeastShingles;
    if (one->has_text) one->text = TextSketch(*shingles);
    one->figures = FiguresHash(report->extraction());
    return absl::OkStatus();
  }

  // Other agencies with the same tables.
  void CompareFigures() {
    std::unordered_map<uint64_t, std::vector<uint32_t>> groups;
    for (uint32_t i = 0; i < now_.size(); ++i) {
      if (now_[i].figures != 0) groups[now_[i].figures].push_back(i);
    }
    for (const auto& [figures, group] : groups) {
      for (const uint32_t one : group) {
        for (const uint32_t other : group) {
          if (now_[one].agency == now_[other].agency) continue;
          if (static_cast<std::size_t>(found_[one].likenesses_size()) == kMostKept) break;
          Add(one, now_[other], year_)->set_same_figures(true);
        }
      }
    }
  }

  void CompareTexts() {
    std::vector<std::pair<uint64_t, uint32_t>> keys;
    for (std::size_t band = 0; band < TextSketch::kBands; ++band) {
      keys.clear();
      for (uint32_t i = 0; i < now_.size(); ++i) {
        if (now_[i].has_text) keys.emplace_back(now_[i].text.Band(band), i);
      }
      std::ranges::sort(keys);
      for (std::size_t begin = 0; begin < keys.size();) {
        std::size_t end = begin + 1;
        while (end < keys.size() && keys[end].first == keys[begin].first) ++end;
        CompareGroup(keys, begin, end);
        begin = end;
      }
    }
  }

  void CompareGroup(const std::vector<std::pair<uint64_t, uint32_t>>& keys, std::size_t begin,
                    std::size_t end) {
    for (std::size_t i = begin + 1; i < end; ++i) {
      const std::size_t first = i - begin > kMostInBand ? i - kMostInBand : begin;
      for (std::size_t k = first; k < i; ++k) Consider(keys[i].second, keys[k].second);
    }
  }

  void Consider(uint32_t a, uint32_t b) {
    if (now_[a].agency == now_[b].agency) return;
    const uint32_t permille = now_[a].text.PermilleAlike(now_[b].text);
    if (permille < kAlikePermille) return;
    Remember(a, {b, permille});
    Remember(b, {a, permille});
  }

  // The best few, each once.
  void Remember(uint32_t one, Candidate candidate) {
    std::vector<Candidate>& best = candidates_[one];
    if (std::ranges::count(best, candidate.other, &Candidate::other) > 0) return;
    best.push_back(candidate);
    std::ranges::sort(best, [](const Candidate& a, const Candidate& b) {
      return a.permille != b.permille ? a.permille > b.permille : a.other < b.other;
    });
    if (best.size() > kMostKept) best.pop_back();
  }

  // Most candidates are each other's: their texts are compared once.
  void PairUp() {
    pairs_.clear();
    for (uint32_t i = 0; i < now_.size(); ++i) {
      for (const Candidate& candidate : candidates_[i]) {
        pairs_.push_back({std::min(i, candidate.other), std::max(i, candidate.other), 0});
      }
    }
    std::ranges::sort(pairs_, {}, &Pair::Key);
    const auto same = [](const Pair& a, const Pair& b) { return a.Key() == b.Key(); };
    pairs_.erase(std::unique(pairs_.begin(), pairs_.end(), same), pairs_.end());
    like_last_year_.assign(now_.size(), 0);
  }

  // The pairs that begin with a report, and its likeness to last year's, by the texts themselves.
  absl::Status Verify(std::size_t i) {
    const Sketched* last_year = LastYear(now_[i]);
    auto pair = std::ranges::lower_bound(pairs_, i, {}, &Pair::one);
    const auto has_pair = [&] { return pair != pairs_.end() && pair->one == i; };
    if (!has_pair() && last_year == nullptr) return absl::OkStatus();
    const auto own = Shingles(now_[i]);
    if (!own.ok()) return own.status();
    for (; has_pair(); ++pair) {
      const auto other = Shingles(now_[pair->other]);
      if (!other.ok()) return other.status();
      pair->permille = PermilleAlike(*own, *other);
    }
    if (last_year == nullptr) return absl::OkStatus();
    const auto before = Shingles(*last_year);
    if (!before.ok()) return before.status();
    like_last_year_[i] = PermilleAlike(*own, *before);
    return absl::OkStatus();
  }

  // Of what the sketches say only what the texts bear out.
  void Conclude(std::size_t i) {
    for (const Candidate& candidate : candidates_[i]) {
      const auto one = static_cast<uint32_t>(i);
      const std::pair key(std::min(one, candidate.other), std::max(one, candidate.other));
      const Pair& pair = *std::ranges::lower_bound(pairs_, key, {}, &Pair::Key);
      if (pair.permille < kAlikePermille) continue;
      Add(i, now_[candidate.other], year_)->set_permille(pair.permille);
    }
    if (like_last_year_[i] < kAlikePermille) return;
    Add(i, *LastYear(now_[i]), year_ - 1)->set_permille(like_last_year_[i]);
  }

  // Of the same agency, if its sketch is like this one; null otherwise.
  const Sketched* LastYear(const Sketched& one) const {
    if (!one.has_text || one.agency.empty()) return nullptr;
    const auto found = last_year_.find(one.agency);
    if (found == last_year_.end()) return nullptr;
    return one.text.PermilleAlike(found->second->text) < kAlikePermille ? nullptr : found->second;
  }

  // The likeness of one to a partner; made if it is not there yet.
  v1::Likeness* Add(std::size_t one, const Sketched& partner, uint32_t year) {
    for (v1::Likeness& known : *found_[one].mutable_likenesses()) {
      if (known.uri() == partner.uri) return &known;
    }
    v1::Likeness* likeness = found_[one].add_likenesses();
    likeness->set_uri(partner.uri);
    likeness->set_agency(partner.agency);
    likeness->set_year(year);
    return likeness;
  }

  static void Count(const v1::Likenesses& found, LikenessCounts* counts) {
    uint32_t most = 0;
    bool figures = false;
    for (const v1::Likeness& one : found.likenesses()) {
      most = std::max(most, one.permille());
      figures |= one.same_figures();
    }
    counts->alike += most >= kAlike ? 1 : 0;
    counts->copied += most >= kCopied ? 1 : 0;
    counts->same_figures += figures ? 1 : 0;
  }

  Store& store_;
  const int jobs_;
  const std::atomic<bool>* const stop_;
  uint32_t year_ = 0;
  std::vector<Sketched> now_;
  std::vector<Sketched> before_;
  std::unordered_map<std::string, const Sketched*> last_year_;  // by agency
  std::vector<std::vector<Candidate>> candidates_;              // by position in now_
  std::vector<Pair> pairs_;                                     // in order, each once
  std::vector<uint32_t> like_last_year_;                        // permille, by position in now_
  std::vector<v1::Likenesses> found_;                           // the same
};

}  // namespace

absl::StatusOr<std::vector<v1::Likenesses>> FindLikenesses(Store& store, int jobs,
                                                           const std::atomic<bool>* stop,
                                                           LikenessCounts* counts) {
  YearComparer comparer(store, jobs, stop);
  std::vector<v1::Likenesses> result;
  for (uint32_t year = kFirstYear; year <= kLastYear; ++year) {
    absl::Status status = comparer.Load(year);
    if (status.ok() && comparer.size() > 0) status = comparer.Compare(&result, counts);
    if (!status.ok()) return status;
  }
  return result;
}

absl::StatusOr<std::vector<v1::Likenesses>> ReadLikenesses(Store& store) {
  return ReadEntriesAs<v1::Likenesses>(store, kLikenessKind);
}

absl::StatusOr<uint64_t> KeepLikenesses(Store& store,
                                        const std::vector<v1::Likenesses>& likenesses) {
  std::map<std::string, std::string> wanted;
  for (const v1::Likenesses& one : likenesses) wanted.emplace(one.uri(), one.SerializeAsString());
  return ReplaceEntries(store, kLikenessKind, std::move(wanted));
}

}  // namespace gongkai
