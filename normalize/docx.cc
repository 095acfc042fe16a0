#include "normalize/docx.h"

#include <algorithm>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "common/limits.h"
#include "common/report_error.h"
#include "common/strings.h"
#include "normalize/docx_numbering.h"
#include "normalize/docx_reader.h"
#include "normalize/docx_styles.h"
#include "normalize/html_layout.h"
#include "normalize/image_page.h"
#include "normalize/office_package.h"
#include "normalize/page.h"
#include "normalize/pages.h"
#include "normalize/recognition_map.h"
#include "normalize/source_parts.h"
#include "normalize/stage_name.h"
#include "normalize/xml_part.h"

namespace gongkai {
namespace {

using Error = std::optional<v1::ReportError>;

constexpr char kUsualPart[] = "word/document.xml";
constexpr char kNamespace[] = "/wordprocessingml/main";  // of the strict variant
constexpr char kOldNamespace[] = "/wordprocessingml/2006/main";

Error OverLimit(const HtmlLayout::Bound& bound) {
  return MakeReportError(v1::ReportError::OVER_LIMIT, kNormalize, bound.zh, bound.en);
}

Error LoadWordXml(Archive* archive, std::string_view name, XmlPart* part) {
  if (Error error = part->Load(archive, name)) return error;
  part->UsePrefix(kOldNamespace, "w");
  part->UsePrefix(kNamespace, "w");
  return std::nullopt;
}

bool IsBlank(std::string_view text) {
  return text.find_first_not_of(" \t\n") == std::string_view::npos;
}

// One document being read: its parts stay open as long as views into them are needed.
class Docx : public DocxImages {
 public:
  Docx(Archive* archive, const std::string& part, PageReader* images, v1::Document* document)
      : archive_(*archive),
        part_(part),
        images_(images),
        document_(*document),
        assembler_(&page_),
        parts_(document->mutable_source_map()->mutable_parts()),
        layout_(page_, false, document),
        reader_(styles_, &numbering_, &assembler_, &parts_, &layout_) {}

  Error Read();
  void Read(std::string_view id, uint32_t paragraph) override;

 private:
  Error LoadDefinitions();
  Error ReadText();
  Error ReadNotes(std::string_view type, const char* name);
  Error ReadSideParts();
  Error ReadSidePart(const std::string& name);
  // The part of that relationship; without one, the usual name. Empty if it is not there.
  std::string PartOf(std::string_view type) const;
  Error Bound() const;
  Error Finish();

  Archive& archive_;
  const std::string part_;
  PageReader* const images_;
  v1::Document& document_;
  Relationships relationships_;
  XmlPart styles_xml_;
  XmlPart numbering_xml_;
  DocxStyles styles_;
  DocxNumbering numbering_;
  Page page_;
  PageAssembler assembler_;
  SourcePartsBuilder parts_;
  HtmlLayout layout_;
  DocxReader reader_;
  std::size_t images_read_ = 0;
  std::string recognised_by_;
  std::vector<uint32_t> recognition_;  // by position in the source
  Error image_error_;
};

Error Docx::Read() {
  if (Error error = relationships_.Load(&archive_, part_)) return error;
  if (Error error = LoadDefinitions()) return error;
  // Spaces of a Word document mean what they are.
  layout_.Start(TagKind::kVerbatim, {}, 0);
  if (images_ != nullptr && images_->recognises()) reader_.ReadImagesBy(this);
  if (Error error = ReadText()) return error;
  if (Error error = ReadNotes("footnotes", "w:footnote")) return error;
  if (Error error = ReadNotes("endnotes", "w:endnote")) return error;
  if (Error error = ReadSideParts()) return error;
  return Finish();
}

std::string Docx::PartOf(std::string_view type) const {
  const Relationship* relationship = relationships_.ByType(type);
  std::string name =
      relationship != nullptr ? relationship->target : ResolveTarget(part_, Concat(type, ".xml"));
  if (!archive_.Has(name)) name.clear();
  return name;
}

Error Docx::LoadDefinitions() {
  if (const std::string name = PartOf("styles"); !name.empty()) {
    if (Error error = LoadWordXml(&archive_, name, &styles_xml_)) return error;
  }
  if (!styles_.Load(styles_xml_.root())) return OverLimit({"样式过多", "too many styles"});
  if (const std::string name = PartOf("numbering"); !name.empty()) {
    if (Error error = LoadWordXml(&archive_, name, &numbering_xml_)) return error;
  }
  if (!numbering_.Load(numbering_xml_.root(), styles_)) {
    return OverLimit({"编号列表过多", "too many numbered lists"});
  }
  return std::nullopt;
}

Error Docx::Bound() const {
  if (reader_.bound() != nullptr) return OverLimit(*reader_.bound());
  if (layout_.bound() != nullptr) return OverLimit(*layout_.bound());
  return std::nullopt;
}

Error Docx::ReadText() {
  XmlPart xml;
  if (Error error = LoadWordXml(&archive_, part_, &xml)) return error;
  const pugi::xml_node body = xml.root().child("w:body");
  if (std::string_view(xml.root().name()) != "w:document" || !body) {
    return MakeReportError(v1::ReportError::DAMAGED, kNormalize, Concat("“", part_, "”里没有正文"),
                           Concat(part_, " has no body"));
  }
  parts_.StartPart(part_);
  reader_.Read(body);
  // Those of notes and headers are signs and seals.
  reader_.ReadImagesBy(nullptr);
  if (image_error_) return image_error_;
  return Bound();
}

// An image that cannot be drawn stays an image; one whose reading fails is an error, so that no
// table is lost in silence.
void Docx::Read(std::string_view id, uint32_t paragraph) {
  constexpr int kLeastWidth = 300, kLeastHeight = 100;  // pixels; less is a sign or a seal
  const Relationship* relationship = relationships_.ById(id);
  if (relationship == nullptr || image_error_) return;
  std::string bytes;
  if (archive_.Read(relationship->target, &bytes)) return;
  const ImagePage drawn = PageOfImage(bytes);
  if (drawn.width < kLeastWidth || drawn.height < kLeastHeight) return;
  if (++images_read_ > kMaxRecognisedPages) {
    image_error_ = OverLimit({"需要识别的图像过多", "too many images to recognise"});
    return;
  }
  v1::Pages pages;
  if ((image_error_ = images_->ReadImage(bytes, &pages))) return;
  recognised_by_ = pages.recognised_by();
  WritePages(
      pages, &assembler_, &layout_,
      [&](uint32_t, const PageBox&) {
        parts_.StartStretch(assembler_.characters(), layout_.text_size(), paragraph, false);
      },
      &recognition_);
}

// Notes of the usual kind; the others are the lines that hold them apart from the text.
Error Docx::ReadNotes(std::string_view type, const char* name) {
  const std::string part = PartOf(type);
  if (part.empty()) return std::nullopt;
  XmlPart xml;
  if (Error error = LoadWordXml(&archive_, part, &xml)) return error;
  parts_.StartPart(part);
  for (const pugi::xml_node note : xml.root().children(name)) {
    const std::string_view kind = note.attribute("w:type").value();
    if (kind.empty() || kind == "normal") reader_.Read(note);
  }
  return Bound();
}

Error Docx::ReadSideParts() {
  const std::vector<std::string> ids = reader_.side_parts();
  std::vector<std::string_view> read;
  for (const std::string& id : ids) {
    const Relationship* relationship = relationships_.ById(id);
    if (relationship == nullptr || !archive_.Has(relationship->target)) continue;
    // Sections may share a header under several ids.
    if (std::find(read.begin(), read.end(), relationship->target) != read.end()) continue;
    read.push_back(relationship->target);
    if (Error error = ReadSidePart(relationship->target)) return error;
  }
  return std::nullopt;
}

Error Docx::ReadSidePart(const std::string& name) {
  XmlPart xml;
  if (Error error = LoadWordXml(&archive_, name, &xml)) return error;
  parts_.StartPart(name);
  layout_.Start(TagKind::kUnseen, {}, assembler_.size());
  reader_.Read(xml.root());
  layout_.End(assembler_.size());
  return Bound();
}

Error Docx::Finish() {
  if (reader_.has_foreign_content()) {
    return MakeReportError(v1::ReportError::UNSUPPORTED_FORMAT, kNormalize,
                           "文档中嵌有其他格式的内容；请用 Word 打开后另存",
                           "content of another format within; open it in Word and save it again");
  }
  layout_.Finish(assembler_.size());
  if (Error error = Bound()) return error;
  document_.set_format(v1::Document::DOCX);
  document_.set_charset("UTF-8");
  if (!recognised_by_.empty()) AddRecognition(recognition_, recognised_by_, &document_);
  if (!IsBlank(document_.text())) return std::nullopt;
  const bool images = !document_.blocks().empty();
  return MakeReportError(
      v1::ReportError::EMPTY, kNormalize,
      images ? "文档里只有图片，没有文字；加上 --ocr 可尝试识别" : "文档里没有文字",
      images ? "the document has images and no text; --ocr tries to recognise them"
             : "the document has no text");
}

}  // namespace

std::optional<v1::ReportError> FindDocxText(Archive* archive, std::string* part) {
  Relationships package;
  part->clear();
  if (Error error = package.Load(archive, "")) return error;
  const Relationship* main = package.ByType("officeDocument");
  std::string name = main != nullptr ? main->target : "";
  // Workbooks and presentations have a main part of this type too.
  const bool word = archive->Has(kUsualPart) || name.find("word/") != std::string::npos;
  if (!word) return std::nullopt;
  *part = archive->Has(name) ? std::move(name) : kUsualPart;
  return std::nullopt;
}

std::optional<v1::ReportError> NormalizeDocx(Archive* archive, const std::string& part,
                                             PageReader* reader, v1::Document* document) {
  return Docx(archive, part, reader, document).Read();
}

}  // namespace gongkai
