// Scanned reports through the whole chain, with tesseract: no figure wrong, however worn the page.
#include <algorithm>
#include <map>

#include "common/limits.h"
#include "common/strings.h"
#include "extract/extract_stage.h"
#include "model/forms.h"
#include "model/source_map.h"
#include "normalize/normalize_stage.h"
#include "normalize/tesseract.h"
#include "segment/segment_stage.h"
#include "tests/corpus/corpus.h"
#include "tests/corpus/docx_writer.h"
#include "tests/corpus/scan_writer.h"
#include "tests/normalize/pdf_testing.h"

namespace gongkai {
namespace {

class Scans : public testing::Test {
 protected:
  void SetUp() override {
    auto programs = FindRecognition();
    if (!programs.ok()) GTEST_SKIP() << std::string(FromAbsl(programs.status().message()));
    pool_.emplace(ReaderPool::Options{.program = ReaderProgram(), .recognition = *programs});
    report_ = corpus::Render(
        {.seed = 3, .layout = corpus::Layout::kHtml, .container = corpus::Container::kPdf});
    pages_ = corpus::DrawnPages(report_.bytes);
    if (pages_.empty()) {
      GTEST_SKIP() << "no Chinese font is installed to draw pages with, such as fonts-noto-cjk";
    }
  }

  v1::Report Checked(const std::vector<corpus::ScannedPage>& pages) {
    v1::Report report = CheckedFile(corpus::ScannedPdf(pages));
    EXPECT_EQ(CheckPages(report.document()), "");
    return report;
  }

  v1::Report CheckedFile(const std::string& bytes) {
    NormalizeStage normalize(&*pool_);
    SegmentStage segment;
    ExtractStage extract;
    v1::Report report;
    report.mutable_source()->set_uri("scan");
    report.mutable_content()->set_data(bytes);
    v1::Report* one = &report;
    for (Stage* stage : std::initializer_list<Stage*>{&normalize, &segment, &extract}) {
      EXPECT_TRUE(stage->Process({&one, 1}).ok());
    }
    EXPECT_FALSE(report.has_error()) << report.error().ShortDebugString();
    EXPECT_EQ(CheckBlocks(report.document()), "");
    return report;
  }

  // How many of a hundred cells are certain and right; fails the test for each that is wrong.
  int ShareRight(const v1::Report& report) {
    std::map<std::string, const v1::Cell*> cells;
    for (const v1::Cell& cell : report.extraction().cells()) {
      cells[std::string(FormCatalog::Builtin().CellId(cell.number()))] = &cell;
    }
    std::size_t right = 0;
    for (const corpus::Cell& truth : report_.truth) {
      const auto found = cells.find(truth.id);
      if (found == cells.end() || found->second->state() == v1::AMBIGUOUS) continue;
      const v1::Cell& cell = *found->second;
      if (cell.state() == v1::TEXT && cell.raw().find("\uFFFD") != std::string::npos) continue;
      const bool same = v1::CellState_Name(cell.state()) == truth.state &&
                        cell.value() == (truth.state == "VALUE" ? truth.value : "");
      EXPECT_TRUE(same) << truth.id << ": " << truth.state << " " << truth.value << " read as "
                        << cell.ShortDebugString();
      right += same ? 1 : 0;
      if (cell.state() == v1::VALUE) {
        EXPECT_GE(cell.recognition(), kMinRecognition) << truth.id;
      }
    }
    return static_cast<int>(right * 100 / report_.truth.size());
  }

  std::optional<ReaderPool> pool_;
  corpus::Rendered report_;
  std::vector<corpus::ScannedPage> pages_;
};

TEST_F(Scans, GiveTheirFiguresWithTheirCertainty) {
  const v1::Report report = Checked(pages_);
  const int share = ShareRight(report);
  RecordProperty("share_right", share);
  EXPECT_GE(share, 90);
  EXPECT_EQ(report.outline().year().value(), static_cast<uint32_t>(report_.year));
  EXPECT_EQ(report.outline().sections_size(), report_.sections);
}

TEST_F(Scans, GiveNoWrongFigureWhereTheyAreWorn) {
  std::vector<corpus::ScannedPage> worn;
  for (const corpus::ScannedPage& page : pages_) {
    worn.push_back(corpus::Worn(page, 4'000, 400, 1));
  }
  EXPECT_GE(ShareRight(Checked(worn)), 50);
}

TEST_F(Scans, AreReadFromAnImageFileToo) {
  const v1::Report report = CheckedFile(corpus::ScannedPng(pages_, 1));
  EXPECT_EQ(report.document().format(), v1::Document::IMAGE);
  EXPECT_GE(ShareRight(report), 90);
}

TEST_F(Scans, HaveTheirPlacesInPixelsOfTheImage) {
  // Half as wide, so it is enlarged to be read; what is not covered by ink is paper.
  const corpus::ScannedPage page = corpus::Halved(pages_[0]);
  const v1::Report report = CheckedFile(corpus::ScannedPng({page}, 4));
  const v1::SourcePages& places = report.document().source_map().pages();
  ASSERT_GT(places.right_size(), 0);
  constexpr int kPixel = 24;
  const int right = *std::ranges::max_element(places.right());
  const int bottom = *std::ranges::max_element(places.bottom());
  EXPECT_LE(right, page.width * kPixel);
  EXPECT_GE(right, page.width * kPixel * 2 / 3);
  EXPECT_LE(bottom, page.height * kPixel);
  EXPECT_GE(bottom, page.height * kPixel * 2 / 3);
}

// The text is that of a Word document, the tables are pictures in it.
TEST_F(Scans, AreReadFromThePicturesOfAWordDocument) {
  const std::string body =
      "<w:p><w:r><w:t>前面的一段。</w:t></w:r></w:p>"
      "<w:p><w:r><w:drawing><a:graphic><a:graphicData><pic:pic><pic:blipFill>"
      "<a:blip r:embed=\"rId7\"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></w:drawing>"
      "</w:r></w:p><w:p><w:r><w:t>后面的一段。</w:t></w:r></w:p>";
  const std::string docx = corpus::Zip(
      {{"_rels/.rels",
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        "<Relationship Id=\"rId1\" Target=\"word/document.xml\" Type=\"http://schemas."
        "openxmlformats.org/officeDocument/2006/relationships/officeDocument\"/></Relationships>"},
       {"word/_rels/document.xml.rels",
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        "<Relationship Id=\"rId7\" Target=\"media/image1.png\" Type=\"http://schemas."
        "openxmlformats.org/officeDocument/2006/relationships/image\"/></Relationships>"},
       {"word/document.xml",
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
        "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" "
        "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" "
        "xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><w:body>" +
            body + "</w:body></w:document>"},
       {"word/media/image1.png", corpus::ScannedPng(pages_, 3)}});
  const v1::Report report = CheckedFile(docx);
  EXPECT_EQ(report.document().format(), v1::Document::DOCX);
  EXPECT_GE(ShareRight(report), 90);
  const std::string& text = report.document().text();
  EXPECT_TRUE(text.starts_with("前面的一段。\n"));
  EXPECT_TRUE(text.ends_with("后面的一段。\n") || text.ends_with("后面的一段。"));
  // What was recognised stands in the paragraph of the picture.
  const auto& recognition = report.document().recognition();
  ASSERT_GT(recognition.begin_size(), 100);
  const auto place =
      ToPartPlace(report.document().source_map(), recognition.begin(50), recognition.end(50));
  ASSERT_TRUE(place);
  EXPECT_EQ(place->paragraph, 2u);

  v1::Document without;
  EXPECT_FALSE(Normalize(ContentOf(docx), &without, &Readers()));
  EXPECT_FALSE(without.has_recognition());
}

TEST_F(Scans, OfImageFilesAreRefusedWithTheFlagNamedToo) {
  v1::Document document;
  const auto error =
      Normalize(ContentOf(corpus::ScannedPng({pages_[0]}, 1)), &document, &Readers());
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), v1::ReportError::UNSUPPORTED_FORMAT);
  EXPECT_NE(error->message_en().find("--ocr"), std::string::npos) << error->message_en();
}

TEST_F(Scans, OfDamagedImageFilesAreRefused) {
  std::string png = corpus::ScannedPng({pages_[0]}, 1);
  png[png.size() / 2] ^= 1;
  v1::Document document;
  const auto error = Normalize(ContentOf(png), &document, &*pool_);
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), v1::ReportError::DAMAGED);
}

TEST_F(Scans, AreRefusedWithTheFlagNamedWhereNobodyAskedForRecognition) {
  v1::Document document;
  const auto error = Normalize(ContentOf(corpus::ScannedPdf({pages_[0]})), &document, &Readers());
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), v1::ReportError::SCANNED);
  EXPECT_NE(error->message_zh().find("--ocr"), std::string::npos) << error->message_zh();
  EXPECT_NE(error->message_en().find("--ocr"), std::string::npos) << error->message_en();
}

TEST_F(Scans, ChangeTheRevisionOfTheStage) {
  EXPECT_NE(NormalizeStage(&*pool_).info().revision.find("+ocr:"), std::string::npos);
  EXPECT_EQ(NormalizeStage(&Readers()).info().revision.find("ocr"), std::string::npos);
}

}  // namespace
}  // namespace gongkai
