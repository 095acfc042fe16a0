#include "common/table_sketch.h"

#include <string>

#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

namespace gongkai {
namespace {

v1::Extraction Extraction(const std::string& text) {
  v1::Extraction extraction;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &extraction));
  return extraction;
}

const std::vector<bool> kAll(1000, true);

v1::Extraction Read(const std::string& sketch, const std::vector<bool>& wanted = kAll) {
  v1::Extraction extraction;
  EXPECT_TRUE(ReadSketch(sketch, wanted, &extraction));
  return extraction;
}

TEST(TableSketch, SaysFormAndTablesAndStateAndValueOfEachCell) {
  const v1::Extraction written = Extraction(R"pb(
    form: FORM_2021
    tables {
      kind: PROACTIVE_TABLE
      found: true
      span { begin: 3 end: 9 }
    }
    tables { kind: DISPUTES_TABLE }
    cells { number: 3 state: VALUE value: "0" begin: 4 end: 5 confidence: 1000 evidence: SUMS }
    cells { number: 4 state: VALUE value: "12045" raw: "12,045" }
    cells { number: 5 state: BLANK begin: 7 end: 7 }
    cells { number: 700 state: VALUE value: "3886.46" }
    cells { number: 2 state: AMBIGUOUS }
    facts { value: "5" }
  )pb");
  const v1::Extraction expected = Extraction(R"pb(
    form: FORM_2021
    tables { kind: PROACTIVE_TABLE found: true }
    tables { kind: DISPUTES_TABLE }
    cells { number: 3 state: VALUE value: "0" }
    cells { number: 4 state: VALUE value: "12045" }
    cells { number: 5 state: BLANK }
    cells { number: 700 state: VALUE value: "3886.46" }
    cells { number: 2 state: AMBIGUOUS }
  )pb");
  EXPECT_EQ(Read(SketchOf(written.SerializeAsString())).DebugString(), expected.DebugString());
}

TEST(TableSketch, KeepsEveryValueAsItIsWritten) {
  for (const std::string value :
       {"", "0", "00", "007", "-8", "7", "111", "112", "127", "128", "999999999999999999",
        "1000000000000000000", "3886.46", "1,000", "一"}) {
    for (const v1::CellState state : {v1::CELL_STATE_UNSPECIFIED, v1::VALUE, v1::TEXT}) {
      v1::Extraction written;
      v1::Cell& cell = *written.add_cells();
      cell.set_number(9);
      cell.set_state(state);
      cell.set_value(value);
      EXPECT_EQ(Read(SketchOf(written.SerializeAsString())).DebugString(), written.DebugString());
    }
  }
}

TEST(TableSketch, GivesOnlyTheCellsThatAreWanted) {
  v1::Extraction written;
  for (uint32_t number : {0u, 1u, 2u, 3u}) {
    v1::Cell& cell = *written.add_cells();
    cell.set_number(number);
    cell.set_state(v1::VALUE);
    cell.set_value(number == 1 ? "0.5" : "200");
  }
  const v1::Extraction some = Read(SketchOf(written.SerializeAsString()), {false, false, true});
  ASSERT_EQ(some.cells_size(), 1);
  EXPECT_EQ(some.cells(0).DebugString(), written.cells(2).DebugString());
}

TEST(TableSketch, IsAboutAByteACell) {
  v1::Extraction written;
  for (uint32_t number = 0; number < 200; ++number) {
    v1::Cell& cell = *written.add_cells();
    cell.set_number(number);
    cell.set_state(v1::VALUE);
    cell.set_value("0");
  }
  // The version, the form, no tables, the first number, how many in two bytes, and the cells.
  EXPECT_EQ(SketchOf(written.SerializeAsString()).size(), 1u + 1 + 1 + 1 + 2 + 200);
}

TEST(TableSketch, IsNotEmptyForAnExtractionThatIs) {
  EXPECT_NE(SketchOf(""), "");
  EXPECT_EQ(Read(SketchOf("")).DebugString(), "");
}

TEST(TableSketch, IsNoneOfBytesThatAreNoMessage) {
  EXPECT_EQ(SketchOf("\x1a\x05"), "");          // a cell of five bytes, none of them there
  EXPECT_EQ(SketchOf("\x1a\x02\x08\x80"), "");  // a number without its end
}

TEST(TableSketch, IsRefusedWhereverItIsCutOffInACell) {
  const v1::Extraction written = Extraction(R"pb(
    form: FORM_2021
    tables { kind: PROACTIVE_TABLE found: true }
    cells { number: 300 state: VALUE value: "3886.46" }
    cells { number: 301 state: VALUE value: "5000" }
  )pb");
  const std::string sketch = SketchOf(written.SerializeAsString());
  const std::size_t tables_end = 1 + 1 + 1 + 1;  // version, form, how many tables, the one
  for (std::size_t size = 0; size < sketch.size(); ++size) {
    v1::Extraction extraction;
    EXPECT_EQ(ReadSketch(sketch.substr(0, size), kAll, &extraction), size == tables_end) << size;
  }
}

TEST(TableSketch, IsRefusedInAVersionToCome) {
  std::string sketch = SketchOf("");
  ++sketch[0];
  v1::Extraction extraction;
  EXPECT_FALSE(ReadSketch(sketch, kAll, &extraction));
  EXPECT_EQ(FormOfSketch(sketch), v1::FORM_UNSPECIFIED);
}

TEST(TableSketch, TellsItsForm) {
  EXPECT_EQ(FormOfSketch(SketchOf(Extraction("form: FORM_2019").SerializeAsString())),
            v1::FORM_2019);
  EXPECT_EQ(FormOfSketch(""), v1::FORM_UNSPECIFIED);
}

}  // namespace
}  // namespace gongkai
