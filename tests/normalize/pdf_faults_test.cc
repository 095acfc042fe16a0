// PDF that is broken, locked, endless or something else as well.
#include <filesystem>
#include <fstream>

#include "common/limits.h"
#include "gmock/gmock.h"
#include "tests/corpus/corpus.h"
#include "tests/normalize/pdf_testing.h"

namespace gongkai {
namespace {

using corpus::PdfWriter;
using ::testing::AnyOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string Report(int pages = 1) {
  PdfWriter writer;
  writer.set_compressed(false);
  for (int i = 0; i < pages; ++i) writer.AddPage().Text(80, 100, 12, "年度报告");
  return writer.Write();
}

std::string Replaced(std::string text, std::string_view what, std::string_view with) {
  const std::size_t at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return text.replace(at, what.size(), with);
}

TEST(PdfFaults, ReadsAFileWhoseIndexIsBrokenAndSaysSo) {
  const std::string bytes = Report();
  const v1::Document document = ReadPdfBytes(Replaced(bytes, "startxref\n", "startxref\n9"));
  EXPECT_THAT(BlocksOf(document), ElementsAre("年度报告"));
  ASSERT_EQ(document.notes_size(), 1);
  EXPECT_EQ(document.notes(0).code(), v1::Note::REPAIRED);
  EXPECT_EQ(ReadPdfBytes(bytes).notes_size(), 0);
}

TEST(PdfFaults, ReadsAFileBehindBytesOfATransfer) {
  EXPECT_THAT(BlocksOf(ReadPdfBytes("\r\n\r\n" + Report())), ElementsAre("年度报告"));
}

// Wherever the file ends, nothing is left out in silence.
TEST(PdfFaults, RefusesAFileThatWasCutOff) {
  const corpus::Rendered rendered =
      corpus::Render({.seed = 3, .container = corpus::Container::kPdf});
  for (const std::string& whole : {Report(3), rendered.bytes}) {
    v1::Document full;
    ASSERT_FALSE(Normalize(ContentOf(whole), &full, &Readers()));
    for (int part = 1; part < 40; ++part) {
      const std::string cut = whole.substr(0, whole.size() * static_cast<std::size_t>(part) / 40);
      v1::Document document;
      const auto error = Normalize(ContentOf(cut), &document, &Readers());
      ASSERT_TRUE(error) << "read, though only " << part << "/40 are there";
      EXPECT_EQ(error->code(), v1::ReportError::DAMAGED) << error->ShortDebugString();
    }
  }
}

TEST(PdfFaults, RefusesAPageWhoseContentIsBroken) {
  PdfWriter writer;
  writer.AddPage().Text(80, 100, 12, "第一页的文字");
  writer.AddPage().Text(80, 100, 12, std::string(300, 'x'));
  std::string bytes = writer.Write();
  // In the middle of the last compressed stream.
  const std::size_t stream = bytes.rfind("stream\n", bytes.rfind("endstream") - 1);
  bytes.replace(stream + 12, 8, "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF");
  const v1::ReportError error = RefusePdf(bytes);
  EXPECT_EQ(error.code(), v1::ReportError::DAMAGED);
  EXPECT_THAT(error.message_zh(), HasSubstr("第 2 页"));
}

TEST(PdfFaults, SaysThatAPasswordIsNeeded) {
  // Keys of the standard handler, revision 2, for a user password that nobody knows.
  const std::string key(64, 'A');
  std::string bytes = Report();
  bytes =
      Replaced(bytes, "/Root 1 0 R",
               "/Root 1 0 R /ID [<31323334> <31323334>] /Encrypt << /Filter /Standard /V 1 /R 2 "
               "/O <" +
                   key + "> /U <" + key + "> /P -4 >>");
  EXPECT_EQ(RefusePdf(bytes).code(), v1::ReportError::ENCRYPTED);
}

TEST(PdfFaults, LooksAtNoScriptsAndNoAttachments) {
  PdfWriter writer;
  writer.AddPage().Text(80, 100, 12, "年度报告");
  writer.CatalogEntry(
      "/OpenAction << /S /JavaScript /JS (while \\(true\\) app.alert\\(1\\)) >> /Names << "
      "/JavaScript << /Names [(a) << /S /JavaScript /JS (this.exportDataObject\\(1\\)) >>] >> >>");
  EXPECT_THAT(BlocksOf(ReadPdfBytes(writer.Write())), ElementsAre("年度报告"));
}

TEST(PdfFaults, RefusesTenThousandPages) {
  PdfWriter writer;
  for (int i = 0; i < 10'000; ++i) writer.AddPage();
  const v1::ReportError error = RefusePdf(writer.Write());
  EXPECT_EQ(error.code(), v1::ReportError::OVER_LIMIT);
  EXPECT_THAT(error.message_zh(), HasSubstr("10000 页"));
}

TEST(PdfFaults, RefusesAMillionCharactersOnAPage) {
  PdfWriter writer;
  corpus::PdfPage& page = writer.AddPage();
  page.Text(80, 100, 12, "年度报告");
  for (int i = 0; i < 1'000; ++i) page.Text(80, 200, 1, std::string(1'000, '1'));
  const v1::ReportError error = RefusePdf(writer.Write());
  EXPECT_EQ(error.code(), v1::ReportError::OVER_LIMIT);
  EXPECT_THAT(error.message_zh(), HasSubstr("第 1 页"));
}

TEST(PdfFaults, ReadsTheTextOfAPageWithAMillionStrokes) {
  PdfWriter writer;
  corpus::PdfPage& page = writer.AddPage();
  page.Text(80, 100, 12, "年度报告");
  std::string strokes;
  for (int i = 0; i < 1'000'000; ++i) {
    strokes += std::to_string(i % 500) + " 9 m " + std::to_string(i % 500) + " 800 l S\n";
  }
  page.Raw(strokes);
  EXPECT_THAT(BlocksOf(ReadPdfBytes(writer.Write())), ElementsAre("年度报告"));
}

// A form that draws another ten times, ten deep: ten thousand million times the innermost.
TEST(PdfFaults, EndsAFileThatDrawsForEver) {
  std::string out = "%PDF-1.4\n";
  const auto object = [&out](int number, const std::string& body) {
    out += std::to_string(number) + " 0 obj\n" + body + "\nendobj\n";
  };
  object(1, "<< /Type /Catalog /Pages 2 0 R >>");
  object(2, "<< /Type /Pages /Count 1 /Kids [3 0 R] >>");
  object(3,
         "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /X 5 0 R "
         ">> >> /Contents 4 0 R >>");
  object(4, "<< /Length 5 >>\nstream\n/X Do\nendstream");
  constexpr int kDeep = 10;
  for (int i = 0; i < kDeep; ++i) {
    std::string draws;
    for (int k = 0; k < 10; ++k) draws += i + 1 < kDeep ? "/X Do " : "0 0 m 9 9 l S ";
    object(5 + i,
           "<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << "
           "/X " +
               std::to_string(6 + i) + " 0 R >> >> /Length " + std::to_string(draws.size()) +
               " >>\nstream\n" + draws + "\nendstream");
  }
  out += "trailer\n<< /Size 15 /Root 1 0 R >>\nstartxref\n0\n%%EOF\n";
  ReaderPool pool({.program = ReaderProgram(), .seconds = 2});
  EXPECT_EQ(RefusePdf(out, pool).code(), v1::ReportError::TIMED_OUT);
}

// 200 MB of an array, packed to 200 KB.
TEST(PdfFaults, EndsAFileThatTakesAllMemory) {
#ifdef __SANITIZE_ADDRESS__
  GTEST_SKIP() << "the helper has no bound on its memory under the address sanitizer";
#endif
  PdfWriter writer;
  std::string array = "[";
  for (int i = 0; i < 50'000'000; ++i) array += "0 ";
  writer.AddPage().Text(80, 100, 12, "年度报告").Raw(array + "] TJ");
  const v1::ReportError error = RefusePdf(writer.Write());
  EXPECT_EQ(error.code(), v1::ReportError::OVER_LIMIT) << error.ShortDebugString();
}

TEST(PdfFaults, ReadsAPageAndAPdfInOneAsWhatComesFirst) {
  const std::string readable = Replaced(Report(), "%\xE2\xE3\xCF\xD3\n", "");
  const v1::Document page = ReadPdfBytes("<html><p>网页</p><!--\n" + readable + "--></html>");
  EXPECT_EQ(page.format(), v1::Document::HTML);
  const v1::Document pdf = ReadPdfBytes(Report() + "<html><body><p>网页</p></body></html>");
  EXPECT_EQ(pdf.format(), v1::Document::PDF);
  EXPECT_THAT(BlocksOf(pdf), ElementsAre("年度报告"));
}

TEST(PdfFaults, GoesByTheBytesAndNotesAWrongType) {
  v1::Content content = ContentOf(Report());
  content.set_media_type("application/msword");
  v1::Document document;
  ASSERT_FALSE(Normalize(content, &document, &Readers()));
  ASSERT_EQ(document.notes_size(), 1);
  EXPECT_EQ(document.notes(0).code(), v1::Note::DECLARED_TYPE_WRONG);
}

TEST(PdfFaults, ReadsTurnedPagesAndLeavesWaterMarksOut) {
  PdfWriter writer;
  writer.AddPage().Text(80, 100, 12, "年度报告").TurnedText(100, 600, 40, "样张", 45);
  writer.AddPage(842, 595).TurnedText(500, 100, 12, "横排", 90).Entry("/Rotate 90");
  EXPECT_THAT(BlocksOf(ReadPdfBytes(writer.Write())), ElementsAre("年度报告", "横排"));
}

TEST(PdfFaults, TakesNoHiddenTextForText) {
  PdfWriter writer;
  writer.AddPage().Image(0, 0, 595, 842).HiddenText(80, 100, 12, "年度报告 12 34");
  EXPECT_EQ(RefusePdf(writer.Write()).code(), v1::ReportError::SCANNED);
}

TEST(PdfFaults, SaysThatFontsCannotBeRead) {
  PdfWriter writer;
  writer.AddPage().UnreadableText(80, 100, 12, "政府信息公开工作年度报告");
  ReaderPool pool({.program = ReaderProgram(), .mutool = "/nowhere/mutool"});
  const v1::ReportError error = RefusePdf(writer.Write(), pool);
  EXPECT_EQ(error.code(), v1::ReportError::FONTS_UNREADABLE);
  EXPECT_THAT(error.message_zh(), HasSubstr("mupdf-tools"));
}

// A program in the place of mutool: it can neither write nor reach beyond what it was given.
TEST(PdfFaults, ReadsCharactersAnotherWayWhereFontsDoNotTellThem) {
  const std::string tool = std::string(GONGKAI_BINARY_DIR) + "/fake-mutool";
  const std::string trace = std::string(GONGKAI_BINARY_DIR) + "/fake-mutool-wrote";
  std::filesystem::remove(trace);
  std::ofstream(tool) << "#!/bin/sh\necho x > " << trace << "\n"
                      << "echo '<document><page><block><line dir=\"1 0\"><font size=\"12\">"
                         "<char quad=\"80 88 92 88\" x=\"80\" y=\"100\" c=\"&#x5E74;\"/>"
                         "<char quad=\"92 88 104 88\" x=\"92\" y=\"100\" c=\"&#x62A5;\"/>"
                         "</font></line></block></page></document>'\n";
  std::filesystem::permissions(tool, std::filesystem::perms::owner_all);
  PdfWriter writer;
  writer.AddPage().UnreadableText(80, 100, 12, "政府信息公开工作年度报告");
  ReaderPool pool({.program = ReaderProgram(), .mutool = tool});
  v1::Document document;
  const auto error = Normalize(ContentOf(writer.Write()), &document, &pool);
  ASSERT_FALSE(error) << error->ShortDebugString();
  EXPECT_THAT(BlocksOf(document), ElementsAre("年报"));
  EXPECT_FALSE(std::filesystem::exists(trace) && std::filesystem::file_size(trace) > 0);
}

// Bytes [first, second) of what is packed behind `from`.
std::pair<std::size_t, std::size_t> StreamBehind(const std::string& file, std::string_view from) {
  const std::size_t begin = file.find("stream\n", file.find(from)) + 7;
  return {begin, file.find("\nendstream", begin)};
}

PdfWriter ManyFigures() {
  PdfWriter writer;
  corpus::PdfPage& page = writer.AddPage();
  for (int i = 0; i < 30; ++i) {
    page.Text(80, 100 + 20 * i, 12, "本年收到申请 1234 件，办结 1234 件。");
  }
  return writer;
}

// Turns one bit after the other of what is packed behind `from`: the file is refused, or what is
// read of it is what stood there. A figure is never another one. The number of those refused.
int RefusedOfSixty(const std::string& whole, std::string_view from) {
  const auto [begin, end] = StreamBehind(whole, from);
  EXPECT_LT(begin + 20, end);
  int refused = 0;
  for (std::size_t i = 0; i < 60; ++i) {
    std::string turned = whole;
    turned[begin + (end - begin) * i / 60] ^= static_cast<char>(1 << (i % 8));
    v1::Document document;
    if (Normalize(ContentOf(turned), &document, &Readers())) {
      ++refused;
      continue;
    }
    std::string figure;
    for (const char c : document.text() + "\n") {
      if (c >= '0' && c <= '9') {
        figure += c;
      } else if (!figure.empty()) {
        EXPECT_EQ(std::exchange(figure, ""), "1234") << i;
      }
    }
  }
  return refused;
}

TEST(PdfFaults, GiveNoOtherFigureWhereBitsOfThePageTurned) {
  EXPECT_GE(RefusedOfSixty(ManyFigures().Write(), "/Contents"), 50);
}

TEST(PdfFaults, GiveNoOtherFigureWhereBitsOfAFormTurned) {
  PdfWriter writer = ManyFigures();
  writer.set_in_forms(true);
  const std::string whole = writer.Write();
  EXPECT_THAT(ReadPdfBytes(whole).text(), HasSubstr("办结 1234 件"));
  EXPECT_GE(RefusedOfSixty(whole, "/Subtype /Form"), 50);
}

TEST(PdfFaults, GiveNoOtherFigureWhereBitsOfAFontsCharactersTurned) {
  PdfWriter writer;
  corpus::PdfPage& page = writer.AddPage();
  for (int i = 0; i < 30; ++i) page.UnreadableText(80, 100 + 20 * i, 12, "办结1234件");
  writer.set_mapped(true);
  const std::string whole = writer.Write();
  EXPECT_THAT(ReadPdfBytes(whole).text(), HasSubstr("办结1234件"));
  EXPECT_GE(RefusedOfSixty(whole, "/CMapName"), 50);
}

TEST(PdfFaults, RefuseAStreamThatIsCutOffWhereItStands) {
  const std::string whole = ManyFigures().Write();
  const auto [begin, end] = StreamBehind(whole, "/Contents");
  const std::size_t size = end - begin;
  for (std::size_t kept = 0; kept < size - 8; kept += size / 20) {
    // Zeros keep the places of everything behind it.
    std::string cut = whole;
    std::fill(cut.begin() + static_cast<std::ptrdiff_t>(begin + kept),
              cut.begin() + static_cast<std::ptrdiff_t>(end), '\0');
    EXPECT_THAT(RefusePdf(cut).code(), AnyOf(v1::ReportError::DAMAGED, v1::ReportError::EMPTY))
        << kept << " of " << size;
  }
}

}  // namespace
}  // namespace gongkai
