// Word documents that are broken, or made to do harm: an error or a document, never anything else.
#include <chrono>

#include "common/limits.h"
#include "gmock/gmock.h"
#include "tests/corpus/corpus.h"
#include "tests/normalize/docx_testing.h"

namespace gongkai {
namespace {

using corpus::WordFiles;
using corpus::Zip;
using corpus::ZipFile;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::size_t kText = 2;  // of WordFiles()

std::vector<ZipFile> Files(const std::string& body) {
  corpus::WordParts parts;
  parts.body = body;
  return WordFiles(parts);
}

v1::ReportError RefuseXml(const std::string& xml) {
  std::vector<ZipFile> files = Files("");
  files[kText].bytes = xml;
  return RefuseBytes(Zip(files));
}

std::string InDocument(const std::string& body, const std::string& before = "") {
  return before +
         "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
         "<w:body>" +
         body + "</w:body></w:document>";
}

// Any end but a crash; nothing of it may come twice.
void Survives(std::string bytes) {
  v1::Content content;
  content.set_data(std::move(bytes));
  const Normalized normalized = Normalize(content);
  if (const auto* document = std::get_if<v1::Document>(&normalized)) {
    EXPECT_EQ(CheckBlocks(*document), "");
  } else {
    EXPECT_NE(std::get<v1::ReportError>(normalized).code(), v1::ReportError::CODE_UNSPECIFIED);
    EXPECT_TRUE(std::get<v1::ReportError>(normalized).IsInitialized());
  }
}

TEST(DocxFaults, NameWhatIsMissing) {
  std::vector<ZipFile> files = Files(Line("甲"));
  files.erase(files.begin() + kText);
  EXPECT_EQ(RefuseBytes(Zip(files)).code(), v1::ReportError::DAMAGED);
  const v1::ReportError error = RefuseXml("<w:other xmlns:w=\"x\"/>");
  EXPECT_EQ(error.code(), v1::ReportError::DAMAGED);
  EXPECT_THAT(error.message_en(), HasSubstr("word/document.xml"));
}

TEST(DocxFaults, AreForgivenWhereTheTextIsThere) {
  std::vector<ZipFile> files = Files(Line("甲"));
  // Neither types nor relationships: the usual name is enough.
  EXPECT_EQ(ReadBytes(Zip({files[kText]})).text(), "甲\n");
  // A list or style that is referred to and not there.
  EXPECT_EQ(ReadBody(corpus::WordParagraph(corpus::WordRun("乙", "<w:rStyle w:val=\"x\"/>"),
                                           "<w:pStyle w:val=\"y\"/><w:numPr><w:numId w:val=\"3\"/>"
                                           "</w:numPr>"))
                .text(),
            "乙\n");
}

TEST(DocxFaults, NameAnEmptyDocument) {
  EXPECT_EQ(RefuseBytes(corpus::WordDocument("<w:p/>")).code(), v1::ReportError::EMPTY);
}

TEST(DocxFaults, NameOtherArchivesByTheirKind) {
  const struct {
    const char* name;
    const char* kind;
  } kCases[] = {{"OFD.xml", "OFD"}, {"ppt/presentation.xml", "PPTX"}, {"a.txt", "ZIP"}};
  for (const auto& c : kCases) {
    const v1::ReportError error = RefuseBytes(Zip({{c.name, "<x/>"}}));
    EXPECT_EQ(error.code(), v1::ReportError::UNSUPPORTED_FORMAT) << c.name;
    EXPECT_THAT(error.message_en(), HasSubstr(c.kind));
  }
}

TEST(DocxFaults, NameAPassword) {
  const std::string head("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
  EXPECT_EQ(
      RefuseBytes(head + std::string(504, '\0') + Encode("EncryptedPackage", "UTF-16LE")).code(),
      v1::ReportError::ENCRYPTED);
}

TEST(DocxFaults, OpenNoArchiveWithin) {
  const std::string inner = corpus::WordDocument(Line("内"));
  EXPECT_EQ(RefuseBytes(Zip({{"report.docx", inner}})).code(), v1::ReportError::UNSUPPORTED_FORMAT);
  std::vector<ZipFile> files = Files(Line("外"));
  files.push_back({"word/embeddings/inner.docx", inner});
  EXPECT_EQ(ReadBytes(Zip(files)).text(), "外\n");
}

TEST(DocxFaults, ExpandNoEntities) {
  std::string entities = "<!DOCTYPE x [<!ENTITY a \"1111111111\">";
  for (char name = 'b'; name < 'k'; ++name) {
    entities += std::string("<!ENTITY ") + name + " \"";
    for (int i = 0; i < 10; ++i) entities += std::string("&") + static_cast<char>(name - 1) + ";";
    entities += "\">";
  }
  const v1::ReportError error = RefuseXml(InDocument(Line("&j;"), entities + "]>"));
  EXPECT_EQ(error.code(), v1::ReportError::DAMAGED);
  EXPECT_THAT(error.message_en(), HasSubstr("document type definition"));
}

TEST(DocxFaults, FindADefinitionBehindCommentsAndInstructions) {
  const std::string doctype = "<?xml version=\"1.0\"?><!-- <w:a --><?pi <w:b ?> <!DOCTYPE x []>";
  EXPECT_THAT(RefuseXml(InDocument(Line("甲"), doctype)).message_en(),
              HasSubstr("document type definition"));
}

TEST(DocxFaults, OpenNothingOutside) {
  const std::string doctype =
      "<!DOCTYPE x [<!ENTITY a SYSTEM \"file://" GONGKAI_SOURCE_DIR "/LICENSE\">]>";
  EXPECT_EQ(RefuseXml(InDocument(Line("&a;"), doctype)).code(), v1::ReportError::DAMAGED);
  // Without a definition the name stays what it is.
  std::vector<ZipFile> files = Files("");
  files[kText].bytes = InDocument("<w:p><w:r><w:t>甲&a;</w:t></w:r></w:p>");
  EXPECT_EQ(ReadBytes(Zip(files)).text(), "甲&a;\n");
  // A relationship that leads outside is not followed.
  files = Files(Line("甲") + "<w:sectPr><w:headerReference r:id=\"h\"/></w:sectPr>");
  for (const char* target :
       {"file:///etc/passwd", "../../etc/passwd", "/etc/passwd", "http://x/"}) {
    files[3].bytes =
        std::string("<Relationships><Relationship Id=\"h\" Type=\"x/header\" Target=\"") + target +
        "\"/></Relationships>";
    EXPECT_EQ(ReadBytes(Zip(files)).text(), "甲\n") << target;
  }
}

TEST(DocxFaults, RefuseCharactersThatAreNone) {
  for (const char* text : {"1&#0;2", "1&#xD800;2", "1&#x110000;2", "1&#99999999999;2", "1&#1;2"}) {
    EXPECT_EQ(
        RefuseXml(InDocument("<w:p><w:r><w:t>" + std::string(text) + "</w:t></w:r></w:p>")).code(),
        v1::ReportError::DAMAGED)
        << text;
  }
  EXPECT_EQ(RefuseXml(InDocument(Line("\xFF\xFE"))).code(), v1::ReportError::DAMAGED);
  EXPECT_EQ(RefuseXml(InDocument(Line(std::string("1\0002", 3)))).code(), v1::ReportError::DAMAGED);
  std::vector<ZipFile> files = Files("");
  files[kText].bytes = InDocument("<w:p><w:r><w:t>&#x516C;&#24320;</w:t></w:r></w:p>");
  EXPECT_EQ(ReadBytes(Zip(files)).text(), "公开\n");
}

TEST(DocxFaults, StopABomb) {
  const std::string body(48u << 20, ' ');
  const v1::ReportError error = RefuseBytes(corpus::WordDocument(Line("甲") + body));
  EXPECT_EQ(error.code(), v1::ReportError::OVER_LIMIT);
}

TEST(DocxFaults, BoundTheNumberOfElements) {
  std::string body = Line("甲");
  for (std::size_t i = 0; i < kMaxXmlMarks; ++i) body += "<w:x/>";
  std::vector<ZipFile> files = Files(body);
  files[kText].deflated = false;  // the ratio is another bound
  const v1::ReportError error = RefuseBytes(Zip(files));
  EXPECT_EQ(error.code(), v1::ReportError::OVER_LIMIT);
  EXPECT_THAT(error.message_en(), HasSubstr("too many elements"));
}

TEST(DocxFaults, BoundTheDepth) {
  const struct {
    std::string open, close;
    const char* what;
  } kCases[] = {
      {"<w:sdt>", "</w:sdt>", "controls"},
      {"<w:p><w:r><w:drawing><w:x>", "</w:x></w:drawing></w:r></w:p>", "drawings"},
      {"<w:p><w:smartTag>", "</w:smartTag></w:p>", "tags"},
      {"<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", "tables"},
      {"<w:p><w:r><w:txbxContent>", "</w:txbxContent></w:r></w:p>", "boxes"},
      {"<mc:AlternateContent><mc:Choice>", "</mc:Choice></mc:AlternateContent>", "choices"}};
  for (const auto& c : kCases) {
    std::string body = Line("甲");
    for (int i = 0; i < 20'000; ++i) body += c.open;
    for (int i = 0; i < 20'000; ++i) body += c.close;
    EXPECT_EQ(RefuseBytes(corpus::WordDocument(body)).code(), v1::ReportError::OVER_LIMIT)
        << c.what;
  }
  std::string controls;
  for (int i = 0; i < 20'000; ++i) controls += "<w:sdt>";
  controls += Row(Cell("1") + Cell("2"));
  for (int i = 0; i < 20'000; ++i) controls += "</w:sdt>";
  EXPECT_EQ(RefuseBytes(corpus::WordDocument(Table(controls))).code(), v1::ReportError::OVER_LIMIT);
}

TEST(DocxFaults, TakeNoMoreTimeThanTheyAreLong) {
  // What would be quadratic in a careless reader: paragraphs that go on in the next one, cells
  // that go on in the next row, drawings within each other's runs, fields without end.
  std::string joined, cells, fields;
  for (int i = 0; i < 50'000; ++i) {
    joined += "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr></w:p>";
    cells += "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr></w:tc></w:tr>";
    fields += "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r></w:p>";
  }
  const auto start = std::chrono::steady_clock::now();
  for (const std::string& body : {joined, Table(cells), fields}) {
    Survives(corpus::WordDocument(body + Line("甲")));
  }
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
}

TEST(DocxFaults, SurviveEveryLengthOfATruncatedFile) {
  const std::string whole =
      corpus::Render(
          {.seed = 3, .layout = corpus::Layout::kHtml, .container = corpus::Container::kDocx})
          .bytes;
  for (std::size_t size = 0; size < whole.size(); size += 37) Survives(whole.substr(0, size));
}

TEST(DocxFaults, SurviveTruncatedXml) {
  std::vector<ZipFile> files = Files(Table(Row(Cell("甲") + Cell("1"))) + Line("末"));
  const std::string xml = files[kText].bytes;
  for (std::size_t size = 0; size < xml.size(); size += 11) {
    files[kText].bytes = xml.substr(0, size);
    EXPECT_EQ(RefuseBytes(Zip(files)).code(), v1::ReportError::DAMAGED) << size;
  }
}

TEST(DocxFaults, SurviveFlippedBits) {
  uint64_t state = 7;
  const auto next = [&state](std::size_t bound) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return static_cast<std::size_t>(state >> 33) % bound;
  };
  for (uint64_t seed = 0; seed < 8; ++seed) {
    const std::string whole =
        corpus::Render(
            {.seed = seed, .layout = corpus::Layout::kHtml, .container = corpus::Container::kDocx})
            .bytes;
    for (int i = 0; i < 60; ++i) {
      std::string bytes = whole;
      const std::size_t flips = 1 + next(4);
      for (std::size_t flip = 0; flip < flips; ++flip) {
        bytes[next(bytes.size())] ^= static_cast<char>(1u << next(8));
      }
      Survives(bytes);
    }
  }
}

// Packing hides most flips behind a checksum: here they reach the XML itself.
TEST(DocxFaults, SurviveFlippedBitsInTheirXml) {
  corpus::WordParts parts;
  parts.numbering =
      "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/>"
      "<w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl></w:abstractNum>"
      "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>";
  parts.body =
      Table(Row(Cell("甲", "<w:vMerge w:val=\"restart\"/>") + Cell("1")) +
            Row(Cell("", "<w:vMerge/>") + Cell("2", "<w:gridSpan w:val=\"2\"/>"))) +
      corpus::WordParagraph(corpus::WordRun("乙"), "<w:numPr><w:numId w:val=\"1\"/></w:numPr>");
  const std::vector<ZipFile> whole = WordFiles(parts);
  uint64_t state = 11;
  const auto next = [&state](std::size_t bound) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return static_cast<std::size_t>(state >> 33) % bound;
  };
  for (int i = 0; i < 4'000; ++i) {
    std::vector<ZipFile> files = whole;
    for (ZipFile& file : files) file.deflated = false;
    std::string& xml = files[i % 4 == 0 ? files.size() - 1 : kText].bytes;
    const std::size_t flips = 1 + next(3);
    for (std::size_t flip = 0; flip < flips; ++flip) {
      xml[next(xml.size())] ^= static_cast<char>(1u << next(7));
    }
    Survives(Zip(files));
  }
}

}  // namespace
}  // namespace gongkai
