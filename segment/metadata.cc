#include "segment/metadata.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "model/han.h"

namespace gongkai {
namespace {

constexpr uint32_t kMaxValueBytes = 300;
constexpr int kMaxFields = 64;
constexpr int kMaxDates = 16;
constexpr std::size_t kMinBareKeyChars = 3;  // shorter keys need a colon or a cell

struct Key {
  v1::MetadataField::Key key;
  uint32_t begin;
  uint32_t end;  // behind the colon and the space after it
  uint32_t unit;
  bool last;  // nothing follows in its line or cell
};

bool EndsWithHan(std::string_view text) {
  if (text.size() < 3) return false;
  std::size_t at = text.size() - 1;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
  return IsHan(NextChar(text, &at));
}

std::optional<Key> KeyAt(const TextScan& scan, const MetadataKey& meaning,
                         const Occurrence& occurrence) {
  const uint32_t begin = scan.ByteBegin(occurrence.begin);
  uint32_t end = scan.ByteEnd(occurrence.begin, occurrence.end);
  const std::size_t index = scan.UnitAt(begin);
  const Unit& unit = scan.units()[index];
  if (end > unit.end || EndsWithHan(scan.Of(unit.begin, begin))) return std::nullopt;
  end = SkipSpace(scan.text(), end, unit.end);
  bool marked = end == unit.end;
  for (const std::string_view colon : {"：", ":", "】", "]"}) {
    if (!scan.Of(end, unit.end).starts_with(colon)) continue;
    end += static_cast<uint32_t>(colon.size());
    marked = true;
  }
  const bool bare = begin == unit.begin && scan.Of(begin, end).ends_with(" ") &&
                    meaning.han.size() >= kMinBareKeyChars;
  if (!marked && !bare) return std::nullopt;
  end = SkipSpace(scan.text(), end, unit.end);
  return Key{meaning.key, begin, end, static_cast<uint32_t>(index), end >= unit.end};
}

class MetadataReader {
 public:
  MetadataReader(const TextScan& scan, const Vocabulary& vocabulary, const Occurrences& found,
                 const Front& front)
      : scan_(scan), front_(front) {
    for (const Occurrence& occurrence : found.metadata) {
      if (scan.ByteBegin(occurrence.begin) >= front.first_heading) break;
      const auto key = KeyAt(scan, vocabulary.metadata()[occurrence.index], occurrence);
      if (key) keys_.push_back(*key);
    }
  }

  void Write(v1::Outline* outline) const {
    bool neighbours = false;  // the values stand in the line after their key
    for (std::size_t i = 0; i < keys_.size() && outline->metadata_size() < kMaxFields; ++i) {
      const Key& key = keys_[i];
      uint32_t begin = key.end;
      uint32_t end = key.end;
      if (!key.last) {
        end = EndInUnit(i);
      } else if (const Unit* value = NeighbourOf(i, &neighbours)) {
        begin = value->begin;
        end = value->end;
      }
      if (begin < front_.title_begin && end > front_.title_begin &&
          key.key != v1::MetadataField::NAME) {
        end = std::max(begin, front_.title_begin);
      }
      while (end > begin && IsSpace(scan_.text()[end - 1])) --end;
      if (key.key == v1::MetadataField::KEY_UNSPECIFIED || end - begin > kMaxValueBytes) continue;
      v1::MetadataField* field = outline->add_metadata();
      field->set_key(key.key);
      field->set_value(std::string(scan_.Of(begin, end)));
      field->mutable_span()->set_begin(end > begin ? begin : key.begin);
      field->mutable_span()->set_end(end > begin ? end : key.end);
    }
  }

 private:
  // A value ends at the next key of its line, one of ours or any other word with a colon.
  uint32_t EndInUnit(std::size_t i) const {
    const Key& key = keys_[i];
    uint32_t end = scan_.units()[key.unit].end;
    if (i + 1 < keys_.size() && keys_[i + 1].begin < end) end = keys_[i + 1].begin;
    const std::string_view value = scan_.Of(key.end, end);
    for (const std::string_view colon : {"：", ":"}) {
      const std::size_t at = value.find(colon);
      if (at == std::string_view::npos || !EndsWithHan(value.substr(0, at))) continue;
      const std::size_t space = value.substr(0, at).rfind(' ');
      if (space == std::string_view::npos) continue;
      end = std::min(end, key.end + static_cast<uint32_t>(space));
    }
    return end;
  }

  bool IsKey(std::size_t unit) const {
    const auto at = std::ranges::lower_bound(keys_, unit, {}, &Key::unit);
    return at != keys_.end() && at->unit == unit;
  }

  // The line or cell behind a key that ends its own. A cell holds the value of the key before
  // it; a line does only where keys and values alternate, else the field is blank.
  const Unit* NeighbourOf(std::size_t i, bool* neighbours) const {
    const std::size_t next = keys_[i].unit + std::size_t{1};
    if (next >= scan_.units().size() || IsKey(next)) return nullptr;
    const Unit& value = scan_.units()[next];
    if (value.begin >= front_.first_heading) return nullptr;
    const bool is_title = value.begin >= front_.title_begin && value.begin < front_.title_end;
    if (is_title && keys_[i].key != v1::MetadataField::NAME) return nullptr;
    if (scan_.units()[keys_[i].unit].row_goes_on) return &value;
    *neighbours = *neighbours || (!is_title && IsKey(next + 1));
    return *neighbours ? &value : nullptr;
  }

  const TextScan& scan_;
  const Front& front_;
  std::vector<Key> keys_;
};

constexpr struct {
  std::string_view name;
  v1::MetadataField::Key key;
} kPageFields[] = {
    {"ArticleTitle", v1::MetadataField::NAME},
    {"PubDate", v1::MetadataField::PUBLISH_DATE},
    {"ContentSource", v1::MetadataField::ORIGIN},
    {"Keywords", v1::MetadataField::KEYWORDS},
};

void AddDate(v1::DateMention::Kind kind, const DateInText& date, v1::Outline* outline) {
  for (const v1::DateMention& there : outline->dates()) {
    if (there.span().begin() == date.begin) return;
  }
  v1::DateMention* mention = outline->add_dates();
  mention->set_kind(kind);
  *mention->mutable_date() = ToProto(date.date);
  mention->mutable_span()->set_begin(date.begin);
  mention->mutable_span()->set_end(date.end);
}

}  // namespace

void ReadMetadata(const TextScan& scan, const Vocabulary& vocabulary, const Occurrences& found,
                  const Front& front, v1::Outline* outline) {
  MetadataReader(scan, vocabulary, found, front).Write(outline);
}

void AddPageFields(const v1::Document& document, v1::Outline* outline) {
  const int printed = outline->metadata_size();
  for (const v1::PageField& page_field : document.page_fields()) {
    const auto meaning = std::ranges::find(kPageFields, page_field.name(),
                                           [](const auto& one) { return std::string(one.name); });
    if (meaning == std::end(kPageFields) || outline->metadata_size() >= kMaxFields) continue;
    const auto fields = std::span(outline->metadata().data(), static_cast<std::size_t>(printed));
    const bool there = std::ranges::any_of(
        fields, [meaning](const v1::MetadataField* field) { return field->key() == meaning->key; });
    if (there) continue;
    v1::MetadataField* field = outline->add_metadata();
    field->set_key(meaning->key);
    field->set_value(page_field.value());
  }
}

void ReadFrontDates(const TextScan& scan, std::span<const DateInText> dates, const Front& front,
                    v1::Outline* outline) {
  for (const DateInText& date : dates) {
    if (date.begin >= front.first_heading || outline->dates_size() >= kMaxDates) break;
    if (date.date.day == 0) continue;
    for (const v1::MetadataField& field : outline->metadata()) {
      if (date.begin < field.span().begin() || date.end > field.span().end()) continue;
      if (field.key() == v1::MetadataField::ISSUE_DATE) {
        AddDate(v1::DateMention::ISSUED, date, outline);
      } else if (field.key() == v1::MetadataField::PUBLISH_DATE) {
        AddDate(v1::DateMention::PUBLISHED, date, outline);
      }
    }
    // "2023-01-13 15:53文章来源: ...", "（2023年1月13日）" below the title.
    const Unit& unit = scan.units()[scan.UnitAt(date.begin)];
    const bool below_title = front.title_end != UINT32_MAX && date.begin >= front.title_end;
    const std::string_view before = scan.Of(unit.begin, date.begin);
    const bool opens = before.empty() || before == "（" || before == "(" ||
                       (unit.begin <= front.title_begin && date.begin - front.title_end <= 3);
    if (!below_title || !opens) continue;
    const std::string_view behind = scan.Of(date.end, unit.end);
    const bool closes = behind.empty() || behind == "）" || behind == ")";
    if (!date.in_words) {
      AddDate(v1::DateMention::PUBLISHED, date, outline);
    } else if (closes) {
      AddDate(v1::DateMention::ISSUED, date, outline);
    }
  }
}

}  // namespace gongkai
