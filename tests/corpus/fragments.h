// The sentences that reports are made of. All were written for this corpus.
//
// A name in braces is filled in: {A} the agency, {S} 我局, {U} 全局, {O} the office in charge,
// {B} the superior, {G} the place, {W} the account, {H} the host, {T} telephone, {Z} postcode, {D}
// address, {Y} the year, {L} the year before, {N} the year after, {#2-9} any number of that range;
// further names stand for figures, see slots.cc.
//
// The truth about a figure follows its name: {#2-9:meetings.total} and {=0:fees.disclosure}, a
// literal figure, say what is counted; {!complaints.total} prints nothing and says that the words
// before it give a zero. Names of figures have a meaning of their own unless another follows; a
// range without one counts what no check asks for.

#ifndef GONGKAI_TESTS_CORPUS_FRAGMENTS_H_
#define GONGKAI_TESTS_CORPUS_FRAGMENTS_H_

#include <span>
#include <string_view>

namespace gongkai::corpus {

enum class Topic {
  kBasis,      // preamble: by what law, what parts
  kPeriod,     // preamble: statistics from when to when
  kContact,    // preamble: where to ask
  kOpening,    // of section one
  kPublished,  // figures of items published, in full
  kProactive,  // what was published and explained
  kNoApplications,
  kSomeApplications,
  kApplicationsWork,  // how applications are handled
  kManagement,
  kPlatform,
  kSupervision,
  kGovernmentDuties,  // appraisal, public review, accountability: governments only
  kProblems,          // each answered by the improvement at the same place
  kImprovements,
  kNoFee,
  kOtherMatters,
  kNoteUnderTable,
  // Reports of the 2008 regulation.
  kOverview2008,
  kFees2008,
  kEnquiries2008,
  kDisputes2008,
  // Of those, with statistics: agree with the table.
  kPublished2014,
  kApplications2014,
  kDisputes2014,
  kStatisticsTitle,
  kStatisticsFoot,
};

std::span<const std::string_view> Fragments(Topic topic);

}  // namespace gongkai::corpus

#endif  // GONGKAI_TESTS_CORPUS_FRAGMENTS_H_
