#include "pipeline/ledger.h"

#include "gtest/gtest.h"
#include "pipeline/stages.h"

namespace gongkai {
namespace {

// What `disown --stage segment --revision 3` needs: once it named nothing, as only some stages put
// their revisions together in the same way.
TEST(MatchesRevision, NamesTheReleaseOfAnyStageByItsNumber) {
  const absl::StatusOr<Stages> stages = Stages::Make({});
  ASSERT_TRUE(stages.ok()) << stages.status();
  const StageChain chain = stages->CheckChain();
  for (std::size_t i = 0; i < chain.stages(); ++i) {
    const std::string& revision = chain.info(i).revision;
    const std::string number = revision.substr(0, revision.find_first_not_of("0123456789"));
    EXPECT_FALSE(number.empty()) << revision;
    EXPECT_TRUE(MatchesRevision(number, revision)) << revision;
    EXPECT_FALSE(MatchesRevision(number + "0", revision)) << revision;
  }
}

}  // namespace
}  // namespace gongkai
