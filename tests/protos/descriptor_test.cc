// The protos keep every promise that baseline.txt records.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>

#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "google/protobuf/descriptor.pb.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "tests/protos/descriptor_lines.h"

namespace gongkai {
namespace {

using google::protobuf::DescriptorPool;
using google::protobuf::FieldDescriptorProto;
using google::protobuf::FileDescriptorProto;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::StartsWith;
using Lines = std::vector<std::string>;

constexpr char kBaseline[] = GONGKAI_SOURCE_DIR "/tests/protos/baseline.txt";
constexpr char kUpdate[] = "GONGKAI_UPDATE_BASELINE=1 ctest --test-dir BUILD -R descriptor_test";

Lines Missing(const Lines& wanted, const Lines& there) {
  Lines missing;
  std::set_difference(wanted.begin(), wanted.end(), there.begin(), there.end(),
                      std::back_inserter(missing));
  return missing;
}

Lines LinesOfTheProtos() {
  google::protobuf::FileDescriptorSet files;
  std::ifstream in(GONGKAI_DESCRIPTORS, std::ios::binary);
  EXPECT_TRUE(files.ParseFromIstream(&in));
  DescriptorPool pool;
  Lines all;
  for (const auto& file : files.file()) {
    const auto* built = pool.BuildFile(file);
    EXPECT_NE(built, nullptr) << file.name();
    if (built == nullptr || built->package() != "gongkai.v1") continue;
    const Lines lines = DescriptorLines(*built);
    all.insert(all.end(), lines.begin(), lines.end());
  }
  std::sort(all.begin(), all.end());
  return all;
}

Lines ReadBaseline() {
  std::ifstream in(kBaseline);
  Lines lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

TEST(DescriptorTest, BreaksNoPromiseOfTheBaseline) {
  const Lines now = LinesOfTheProtos();
  ASSERT_GT(now.size(), 100u);
  if (std::getenv("GONGKAI_UPDATE_BASELINE") != nullptr) {
    std::ofstream(kBaseline) << absl::StrJoin(now, "\n") << "\n";
  }
  const Lines baseline = ReadBaseline();
  EXPECT_THAT(Missing(baseline, now), IsEmpty())
      << "These lines of tests/protos/baseline.txt are gone or changed. Peers and stored reports "
         "rely on them: bring them back. If nobody can rely on them yet:\n  "
      << kUpdate;
  const Lines added = Missing(now, baseline);
  if (!added.empty()) {
    std::cout << "New in the protos and not yet in the baseline:\n  "
              << absl::StrJoin(added, "\n  ") << "\nRecord it with\n  " << kUpdate << "\n";
  }
}

// What the comparison notices, shown on a small proto.
constexpr char kProto[] = R"pb(
  name: "p.proto"
  package: "p"
  syntax: "proto3"
  message_type {
    name: "M"
    field { name: "a" number: 1 type: TYPE_INT32 label: LABEL_OPTIONAL }
    field { name: "b" number: 2 type: TYPE_STRING label: LABEL_REPEATED }
    field { name: "c" number: 3 type: TYPE_BYTES label: LABEL_OPTIONAL oneof_index: 0 }
    oneof_decl { name: "choice" }
    nested_type {
      name: "Inner"
      field { name: "e" number: 1 type: TYPE_ENUM type_name: ".p.E" label: LABEL_OPTIONAL }
    }
  }
  enum_type {
    name: "E"
    value { name: "ZERO" number: 0 }
    value { name: "ONE" number: 1 }
  }
  service {
    name: "S"
    method { name: "Do" input_type: ".p.M" output_type: ".p.M" server_streaming: true }
    method { name: "Look" input_type: ".p.M" output_type: ".p.M" }
  }
)pb";

FileDescriptorProto SmallProto() {
  FileDescriptorProto file;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(kProto, &file));
  return file;
}

Lines LinesOf(const FileDescriptorProto& file) {
  DescriptorPool pool;
  const auto* built = pool.BuildFile(file);
  EXPECT_NE(built, nullptr);
  return built == nullptr ? Lines() : DescriptorLines(*built);
}

// Lines of the small proto that are gone after a change.
Lines Broken(const std::function<void(FileDescriptorProto*)>& change) {
  FileDescriptorProto file = SmallProto();
  change(&file);
  return Missing(LinesOf(SmallProto()), LinesOf(file));
}

Lines BrokenField(const std::function<void(FieldDescriptorProto*)>& change) {
  return Broken([&](auto* file) { change(file->mutable_message_type(0)->mutable_field(0)); });
}

TEST(DescriptorLinesTest, SaysEverythingOnALineOfItsOwn) {
  EXPECT_THAT(
      LinesOf(SmallProto()),
      ElementsAre("enum p.E", "enum p.E ONE = 1", "enum p.E ZERO = 0", "message p.M",
                  "message p.M a = 1 int32 json a", "message p.M b = 2 repeated string json b",
                  "message p.M c = 3 bytes json c oneof choice", "message p.M.Inner",
                  "message p.M.Inner e = 1 p.E json e", "service p.S",
                  "service p.S Do(p.M) returns (stream p.M)",
                  "service p.S Look(p.M) returns (p.M)"));
}

TEST(DescriptorLinesTest, LetsAdditionsPass) {
  EXPECT_THAT(Broken([](auto* file) {
                auto* field = file->mutable_message_type(0)->add_field();
                *field = file->message_type(0).field(1);
                field->set_name("z");
                field->set_number(9);
                auto* value = file->mutable_enum_type(0)->add_value();
                value->set_name("TWO");
                value->set_number(2);
                auto* method = file->mutable_service(0)->add_method();
                *method = file->service(0).method(1);
                method->set_name("New");
              }),
              IsEmpty());
}

TEST(DescriptorLinesTest, NoticesWhatBreaksAField) {
  const auto a = ElementsAre(StartsWith("message p.M a ="));
  EXPECT_THAT(BrokenField([](auto* field) { field->set_number(4); }), a);
  EXPECT_THAT(BrokenField([](auto* field) { field->set_type(FieldDescriptorProto::TYPE_INT64); }),
              a);
  EXPECT_THAT(
      BrokenField([](auto* field) { field->set_label(FieldDescriptorProto::LABEL_REPEATED); }), a);
  EXPECT_THAT(BrokenField([](auto* field) { field->set_name("other"); }), a);
  EXPECT_THAT(BrokenField([](auto* field) { field->set_json_name("A"); }), a);
  EXPECT_THAT(Broken([](auto* file) {
                file->mutable_message_type(0)->mutable_field()->DeleteSubrange(0, 1);
              }),
              a);
  EXPECT_THAT(Broken([](auto* file) {
                file->mutable_message_type(0)->mutable_field(2)->clear_oneof_index();
                file->mutable_message_type(0)->clear_oneof_decl();
              }),
              ElementsAre(StartsWith("message p.M c =")));
}

TEST(DescriptorLinesTest, NoticesWhatBreaksAnEnum) {
  EXPECT_THAT(Broken([](auto* file) { file->mutable_enum_type(0)->mutable_value()->RemoveLast(); }),
              ElementsAre("enum p.E ONE = 1"));
  EXPECT_THAT(
      Broken([](auto* file) { file->mutable_enum_type(0)->mutable_value(1)->set_number(2); }),
      ElementsAre("enum p.E ONE = 1"));
}

TEST(DescriptorLinesTest, NoticesWhatBreaksAMethod) {
  EXPECT_THAT(Broken([](auto* file) { file->mutable_service(0)->mutable_method()->RemoveLast(); }),
              ElementsAre(StartsWith("service p.S Look")));
  const auto streaming = ElementsAre(StartsWith("service p.S Do"));
  EXPECT_THAT(Broken([](auto* file) {
                file->mutable_service(0)->mutable_method(0)->set_server_streaming(false);
              }),
              streaming);
  EXPECT_THAT(Broken([](auto* file) {
                file->mutable_service(0)->mutable_method(0)->set_client_streaming(true);
              }),
              streaming);
}

}  // namespace
}  // namespace gongkai
