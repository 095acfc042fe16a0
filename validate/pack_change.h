// From what one pack of rules says of a report to what another says, by what differs between them.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

#include "common/rejudged.h"
#include "gongkai/v1/assessment.pb.h"
#include "gongkai/v1/document.pb.h"
#include "gongkai/v1/outline.pb.h"
#include "gongkai/v1/peers.pb.h"
#include "validate/part_needs.h"
#include "validate/rule_pack.h"
#include "validate/validator.h"

namespace gongkai {

// Rules do not look at each other: an assessment is the sum of what each gives. So the rules that
// differ are judged by themselves, as the one pack has them and as the other does; the former is
// taken out of the assessment, the latter put in. The exceptions are checks of sums and of tables:
// a sum is not reported under a missing table, and a proposed correction has to suit all sums of a
// table. Where one of them has anything to say, they are judged together, all of them.
//
// Immutable; safe to use from several threads at once.
class PackChange {
 public:
  // Of packs as RulePack::Written() gives them; only the rules that differ are compiled. nullptr
  // where little would be saved, or the packs differ in more than rules: in their order, or in how
  // the kind of an agency is read from its name.
  static std::unique_ptr<const PackChange> Make(const v1::RulePack& before,
                                                const v1::RulePack& now);

  // Digests of the packs.
  const std::string& before() const { return before_; }
  const std::string& now() const { return now_; }

  // Whether rules that differ are about the text, or about other reports.
  bool reads_text() const;
  bool reads_peers() const;

  // Turns an assessment by the pack before into the one by the pack now, to the byte what
  // Validator::Validate gives. `document` and `peers` as there; document may be nullptr if not
  // reads_text(), peers if not reads_peers(). Few reports need more than head and sketch. No way,
  // with the assessment as it was, if that is not what the pack before says, or not all of it is
  // there (kMaxFindings).
  Rejudged Apply(const v1::Document* document, const KnownReport& known, const v1::Peers* peers,
                 v1::Assessment* assessment) const;

 private:
  using Ids = std::set<std::string, std::less<>>;

  // Rules that are judged together, as they were and as they are; none where no rule is left.
  struct Part {
    Ids ids;
    std::optional<Validator> before;
    std::optional<Validator> now;
    PartNeeds needs;  // of both
  };

  PackChange(const v1::RulePack& before, const v1::RulePack& now);

  // Of the pack the rules with these ids; false if they are no pack by themselves.
  static bool Only(v1::RulePack pack, const Ids& ids, std::optional<Validator>* validator);
  static Rejudged Read(const Part& part, const KnownReport& known, v1::Outline* outline);
  static Rejudged Read(const Part& part, const KnownReport& known, v1::Extraction* extraction);
  bool Replace(const Part& part, const v1::Assessment& without, const v1::Assessment& with,
               v1::Assessment* assessment) const;

  std::string before_;
  std::string now_;
  Part changed_;
  Part with_tables_;  // the same, and all checks of sums and of tables
  Ids tables_;        // those
  std::unordered_map<std::string, std::size_t> positions_;  // of rules in the pack now
};

}  // namespace gongkai
