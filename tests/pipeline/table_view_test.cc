#include "pipeline/table_view.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "model/forms.h"

namespace gongkai {
namespace {

using testing::HasSubstr;
using testing::Not;

class TableView : public testing::Test {
 protected:
  void Put(const std::string& id, v1::CellState state, const std::string& value,
           const std::string& raw) {
    v1::Cell& cell = cells_.emplace_back();
    cell.set_number(FormCatalog::Builtin().CellNumber(id));
    cell.set_state(state);
    cell.set_value(value);
    cell.set_raw(raw);
  }

  std::string Draw(v1::TableKind kind) {
    for (const v1::Cell& cell : cells_) view_.cells[cell.number()] = &cell;
    for (const auto& table : FormCatalog::Builtin().Find(v1::FORM_2021)->tables()) {
      if (table.kind() == kind) return DrawTable(table, view_, {});
    }
    return "";
  }

  std::vector<v1::Cell> cells_;
  CellView view_;
};

TEST_F(TableView, TellsTheStatesOfCellsApart) {
  Put("proactive.regulations.issued", v1::VALUE, "3", "3");
  Put("proactive.regulations.repealed", v1::BLANK, "", "");
  Put("proactive.regulations.in_force", v1::NOT_APPLICABLE, "", "/");
  Put("proactive.normative_documents.issued", v1::AMBIGUOUS, "", "");
  Put("proactive.normative_documents.repealed", v1::TEXT, "", "待定");
  const std::string table = Draw(v1::PROACTIVE_TABLE);
  EXPECT_THAT(table, HasSubstr("│            3 │            □ │            /\n"));
  EXPECT_THAT(table, HasSubstr("│            ? │       ‹待定› │            ·\n"));
}

TEST_F(TableView, MarksCellsThatAFindingNames) {
  Put("proactive.licensing.decisions", v1::VALUE, "12", "12");
  view_.failing.insert(FormCatalog::Builtin().CellNumber("proactive.licensing.decisions"));
  EXPECT_THAT(Draw(v1::PROACTIVE_TABLE), HasSubstr("12*"));
}

TEST_F(TableView, DrawsDisputesWithALineForEachKind) {
  Put("disputes.reconsideration.upheld", v1::VALUE, "3", "3");
  Put("disputes.litigation_after_reconsideration.total", v1::VALUE, "7", "7");
  const std::string table = Draw(v1::DISPUTES_TABLE);
  EXPECT_THAT(table, HasSubstr("行政复议                    │        3 │"));
  EXPECT_THAT(
      table,
      HasSubstr(
          "行政诉讼 / 复议后起诉       │        · │        · │        · │        · │    7\n"));
}

TEST_F(TableView, PrintsGroupLabelsOnceAboveTheirRows) {
  const std::string table = Draw(v1::APPLICATIONS_TABLE);
  EXPECT_THAT(table, HasSubstr("  （三）不予公开"));
  const std::size_t first = table.find("（三）不予公开");
  EXPECT_THAT(table.substr(first + 3), Not(HasSubstr("（三）不予公开")));
}

}  // namespace
}  // namespace gongkai
