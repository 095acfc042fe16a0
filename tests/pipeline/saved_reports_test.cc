// One report, saved in every way that keeps its tables.
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "normalize/libreoffice.h"
#include "tests/common/temp_folder.h"
#include "tests/corpus/corpus.h"
#include "tests/pipeline/program.h"
#include "tests/pipeline/source_reader.h"

namespace gongkai {
namespace {

using corpus::Container;
using corpus::Layout;

struct Saved {
  std::string name, bytes;
  v1::CheckedReport report;
};

// Checks them all in one run, in the order of their names.
void CheckAll(std::vector<Saved>* saved) {
  const TempFolder folder;
  for (const Saved& one : *saved) folder.Write(one.name, one.bytes);
  const ProgramResult result = RunProgram("gongkai", {"check", "--format", "json", folder.path()});
  const std::vector<v1::CheckedReport> reports = ParseJsonLines(result.out);
  ASSERT_EQ(reports.size(), saved->size()) << result.err;
  for (std::size_t i = 0; i < reports.size(); ++i) (*saved)[i].report = reports[i];
}

std::vector<Saved> SaveAndCheck(uint64_t seed, corpus::Fault fault) {
  std::vector<Saved> saved;
  for (const auto& [container, layout, name] :
       {std::tuple(Container::kPlain, Layout::kHtml, "1.html"),
        {Container::kDocx, Layout::kHtml, "2.docx"},
        {Container::kXlsx, Layout::kHtml, "3.xlsx"},
        {Container::kMhtml, Layout::kHtml, "4.mht"},
        {Container::kPlain, Layout::kPipes, "5.txt"},
        {Container::kPdf, Layout::kHtml, "6.pdf"}}) {
    const corpus::Options options{
        .seed = seed, .layout = layout, .fault = fault, .container = container};
    saved.push_back({name, corpus::Render(options).bytes, {}});
  }
  CheckAll(&saved);
  return saved;
}

std::vector<std::string> Told(const v1::CheckedReport& report) {
  std::vector<std::string> lines;
  for (const auto& cell : report.cells()) {
    lines.push_back(cell.id() + " " + v1::CellState_Name(cell.state()) + " " + cell.value());
  }
  for (const auto& finding : report.findings()) {
    if (finding.severity() == v1::INFO) continue;
    lines.push_back(finding.rule() + " " + finding.message());
  }
  return lines;
}

TEST(SavedReports, GiveTheSameWhateverTheyWereSavedAs) {
  for (const corpus::Fault fault : {corpus::Fault::kNone, corpus::Fault::kT302}) {
    const std::vector<Saved> saved = SaveAndCheck(77, fault);
    EXPECT_GE(Told(saved[0].report).size(), 200u);
    for (const Saved& one : saved) EXPECT_EQ(Told(one.report), Told(saved[0].report)) << one.name;
  }
}

// Saved by LibreOffice as what it reads again.
std::vector<Saved> SaveByOffice(LibreOffice* office, uint64_t seed, corpus::Fault fault) {
  std::vector<Saved> saved;
  for (const auto& [container, source, target] : {std::tuple(Container::kDocx, "docx", "doc"),
                                                  {Container::kDocx, "docx", "odt"},
                                                  {Container::kXlsx, "xlsx", "ods"},
                                                  {Container::kDocx, "docx", "rtf"},
                                                  {Container::kXlsx, "xlsx", "xls"}}) {
    const corpus::Options options{
        .seed = seed, .layout = Layout::kHtml, .fault = fault, .container = container};
    Saved& one = saved.emplace_back();
    one.name = std::to_string(saved.size()) + "." + target;
    const auto error = office->Convert(corpus::Render(options).bytes,
                                       {"report", source, target, "libreoffice"}, &one.bytes);
    EXPECT_FALSE(error) << error->ShortDebugString();
  }
  CheckAll(&saved);
  return saved;
}

std::map<std::string, std::string> Figures(const v1::CheckedReport& report) {
  std::map<std::string, std::string> figures;
  for (const auto& cell : report.cells()) {
    if (cell.state() == v1::VALUE) figures[cell.id()] = cell.value();
  }
  return figures;
}

// LibreOffice counts lists of DOC anew behind their first paragraph, and loses the signs of those
// that it writes as RTF itself: headings may then be told otherwise, and a row that only its number
// tells is missing. A row that was deleted with changes tracked stays as an empty one: which of two
// rows without a label counts nobody can know. No figure is another one.
TEST(SavedReports, GiveTheSameThroughLibreOffice) {
  LibreOffice office({});
  if (!office.installed()) GTEST_SKIP() << "LibreOffice is not installed";
  const v1::CheckedReport plain = SaveAndCheck(77, corpus::Fault::kT302)[1].report;
  const std::map<std::string, std::string> figures = Figures(plain);
  for (const Saved& one : SaveByOffice(&office, 77, corpus::Fault::kT302)) {
    if (!one.name.ends_with("doc") && !one.name.ends_with("rtf")) {
      EXPECT_EQ(Told(one.report), Told(plain)) << one.name;
      continue;
    }
    const std::map<std::string, std::string> read = Figures(one.report);
    EXPECT_GE(read.size(), 175u) << one.name;
    for (const auto& [id, value] : read) {
      EXPECT_TRUE(figures.contains(id) && figures.at(id) == value)
          << one.name << " " << id << ": " << value;
    }
  }
}

// The figure of a cell, and each figure of a finding, is read at its place in the file again.
TEST(SavedReports, OpenAtTheRightPlaceInEach) {
  for (const uint64_t seed : {77, 78, 79}) {
    for (const Saved& one : SaveAndCheck(seed, corpus::Fault::kT302)) {
      std::set<std::string> places;
      int figures = 0;
      for (const auto& cell : one.report.cells()) {
        if (cell.state() != v1::VALUE) continue;
        ++figures;
        places.insert(cell.place().SerializeAsString());
        const std::string there = StandsAt(one.bytes, cell.place());
        // Base64 holds three bytes together.
        const bool found = one.name == "4.mht" ? there.find(Plainly(cell.raw())) != there.npos
                                               : there == Plainly(cell.raw());
        EXPECT_TRUE(found) << one.name << " " << cell.id() << ": " << cell.raw() << " is " << there
                           << " at " << cell.place().ShortDebugString();
      }
      EXPECT_GE(figures, 190) << one.name;
      int opened = 0;
      for (const auto& finding : one.report.findings()) {
        if (finding.rule() != "T3-02") continue;
        for (const v1::Place& place : finding.places()) {
          ++opened;
          EXPECT_TRUE(places.contains(place.SerializeAsString()))
              << one.name << " " << place.ShortDebugString();
        }
      }
      EXPECT_GE(opened, 2) << one.name;
    }
  }
}

}  // namespace
}  // namespace gongkai
