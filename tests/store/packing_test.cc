#include "store/packing.h"

#include <random>

#include "gmock/gmock.h"
#include "google/protobuf/util/message_differencer.h"
#include "store/parts.h"
#include "tests/store/sample_reports.h"

namespace gongkai {
namespace {

using google::protobuf::util::MessageDifferencer;
using std::string_literals::operator""s;

std::string PackOrDie(const google::protobuf::MessageLite& message) {
  std::string packed;
  EXPECT_TRUE(Pack(message, &packed).ok());
  return packed;
}

v1::Content ContentOf(const std::string& data) {
  v1::Content content;
  content.set_data(data);
  return content;
}

TEST(Packing, LeavesASmallMessageAsItIs) {
  // Field 1, length-delimited, three bytes.
  EXPECT_EQ(PackOrDie(ContentOf("abc")),
            "\x00\x0a\x03"
            "abc"s);
  EXPECT_EQ(PackOrDie(v1::Content()), "\x00"s);
}

TEST(Packing, CompressesALargeMessage) {
  const v1::Report report = MakeLifelikeSample(1);
  const std::string packed = PackOrDie(report.document());
  EXPECT_EQ(packed[0], 1);
  EXPECT_LT(packed.size(), report.document().ByteSizeLong() * 4 / 5);
  v1::Document document;
  ASSERT_TRUE(Unpack(packed, "document", &document).ok());
  EXPECT_TRUE(MessageDifferencer::Equals(document, report.document()));
}

TEST(Packing, LeavesBytesAloneThatDoNotShrink) {
  std::mt19937_64 random(7);
  std::string noise;
  for (int i = 0; i < 5'000; ++i) noise += static_cast<char>(random());
  const std::string packed = PackOrDie(ContentOf(noise));
  EXPECT_EQ(packed[0], 0);
  EXPECT_EQ(packed.size(), 1 + 3 + noise.size());  // tag and two bytes of length
}

TEST(Packing, PacksADocumentBesideTheSourceThatItRepeats) {
  const v1::Report report = MakeLifelikeSample(1);
  const std::string& source = report.content().data();
  const std::string bytes = report.document().SerializeAsString();
  const std::string& digest = report.source().digest();
  std::string packed, read;
  ASSERT_TRUE(PackBeside(source, digest, bytes, &packed).ok());
  EXPECT_EQ(packed.substr(0, 33), "\x02" + digest);
  EXPECT_EQ(SourceOf(packed), digest);
  EXPECT_LT(packed.size(), bytes.size() / 4);
  ASSERT_TRUE(UnpackBeside(source, packed, "document", &read).ok());
  EXPECT_EQ(read, bytes);
  EXPECT_EQ(Unpack(packed, "document", &read).code(), absl::StatusCode::kDataLoss);
}

TEST(Packing, PacksByItselfWhatRepeatsNoSourceOrOneThatIsTooLong) {
  const v1::Report report = MakeLifelikeSample(1), other = MakeLifelikeSample(2);
  const std::string bytes = report.document().SerializeAsString();
  const std::string alone = PackOrDie(report.document());
  const std::string& source = report.content().data();
  const std::string too_long = source + std::string(2 * bytes.size(), ' ');
  for (const std::string_view one : std::initializer_list<std::string_view>{
           other.content().data(), too_long, "", std::string_view()}) {
    std::string packed;
    ASSERT_TRUE(PackBeside(one, report.source().digest(), bytes, &packed).ok());
    EXPECT_EQ(SourceOf(packed), "");
    EXPECT_EQ(packed, alone);
  }
}

TEST(Packing, SaysWhenTheBytesAreDamaged) {
  const std::string good = PackOrDie(ContentOf(std::string(5'000, 'a')));
  ASSERT_EQ(good[0], 1);
  std::string longer = good;
  longer[4] ^= 1;
  std::string huge = good;
  huge[1] = '\x7f';
  for (const std::string& bad : {""s, "\x02"s, "\x01\x00"s, "\x00\x0a\x09x"s,
                                 good.substr(0, good.size() - 1), longer, huge}) {
    v1::Content content;
    EXPECT_EQ(Unpack(bad, "content", &content).code(), absl::StatusCode::kDataLoss)
        << testing::PrintToString(bad);
  }
}

}  // namespace
}  // namespace gongkai
