#include "validate/part_needs.h"

#include <algorithm>

namespace gongkai {
namespace {

enum WireType { kVarint = 0, kFixed64 = 1, kBytes = 2, kFixed32 = 5 };

// Goes over the fields of a serialized message. Run over every cell that a rule is not about, so
// that each instruction counts.
class Fields {
 public:
  explicit Fields(std::string_view bytes)
      : at_(reinterpret_cast<const unsigned char*>(bytes.data())), end_(at_ + bytes.size()) {}

  // False at the end, or where the bytes are no message: then ok() is false.
  bool Next() {
    if (at_ == end_) return false;
    uint64_t tag = 0;
    if (!Varint(&tag)) return Fail();
    number_ = tag >> 3;
    switch (tag & 7) {
      case kVarint:
        return Varint(&value_) || Fail();
      case kFixed64:
        return Take(sizeof(uint64_t)) || Fail();
      case kFixed32:
        return Take(sizeof(uint32_t)) || Fail();
      case kBytes: {
        uint64_t size = 0;
        return (Varint(&size) && Take(size)) || Fail();
      }
      default:
        return Fail();
    }
  }

  bool ok() const { return ok_; }
  uint64_t number() const { return number_; }
  uint64_t value() const { return value_; }          // of a varint
  std::string_view bytes() const { return bytes_; }  // of a message

 private:
  bool Varint(uint64_t* value) {
    if (at_ < end_ && *at_ < 0x80) [[likely]] {
      *value = *at_++;
      return true;
    }
    return LongVarint(value);
  }

  bool LongVarint(uint64_t* value) {
    *value = 0;
    for (unsigned shift = 0; shift < 64 && at_ < end_; shift += 7) {
      const unsigned char byte = *at_++;
      *value |= static_cast<uint64_t>(byte & 0x7F) << shift;
      if (byte < 0x80) return true;
    }
    return false;
  }

  bool Take(uint64_t size) {
    if (size > static_cast<uint64_t>(end_ - at_)) return false;
    bytes_ = {reinterpret_cast<const char*>(at_), static_cast<std::size_t>(size)};
    at_ += size;
    return true;
  }

  bool Fail() {
    ok_ = false;
    return false;
  }

  const unsigned char* at_;
  const unsigned char* end_;
  bool ok_ = true;
  uint64_t number_ = 0;
  uint64_t value_ = 0;
  std::string_view bytes_;
};

// Which one, and whether it was found.
bool ParseTable(std::string_view bytes, v1::Table* table) {
  Fields fields(bytes);
  while (fields.Next()) {
    if (fields.number() == v1::Table::kKindFieldNumber) {
      table->set_kind(static_cast<v1::TableKind>(fields.value()));
    } else if (fields.number() == v1::Table::kFoundFieldNumber) {
      table->set_found(fields.value() != 0);
    }
  }
  return fields.ok();
}

// Which one, without what it was known by.
bool ParseForm(std::string_view bytes, v1::FormGeneration* form) {
  Fields fields(bytes);
  while (fields.Next()) {
    if (fields.number() == v1::FormGeneration::kFormFieldNumber) {
      form->set_form(static_cast<v1::Form>(fields.value()));
    } else if (fields.number() == v1::FormGeneration::kExpectedFieldNumber) {
      form->set_expected(static_cast<v1::Form>(fields.value()));
    }
  }
  return fields.ok();
}

}  // namespace

void PartNeeds::Add(const CompiledPack& pack) {
  const auto add = [&](const std::vector<uint32_t>& positions, const FormIndex& form) {
    for (const uint32_t position : positions) {
      const uint32_t number = form.cells[position].number;
      if (number >= cells_.size()) cells_.resize(number + 1);
      cells_[number] = true;
    }
  };
  for (const FormIndex& form : pack.forms) {
    if (!std::ranges::all_of(form.tables, &FormIndex::Table::optional)) forms_.push_back(form.form);
  }
  for (const CompiledRule& rule : pack.rules) {
    if (rule.off) continue;
    for (std::size_t i = 0; i < rule.plans.size(); ++i) {
      const Plan& plan = rule.plans[i];
      if (const auto* balance = std::get_if<BalancePlan>(&plan)) {
        add(balance->cells, pack.forms[i]);
      } else if (const auto* comparison = std::get_if<ComparisonPlan>(&plan)) {
        add(comparison->cells, pack.forms[i]);
      } else if (std::holds_alternative<TablePlan>(plan)) {
        sections_ = true;
      } else if (!std::holds_alternative<std::monostate>(plan)) {
        all_ = true;
      }
    }
  }
}

bool PartNeeds::AreIn(const OutlineHead& head) const {
  return !all_ && !sections_ && std::ranges::find(forms_, head.form) != forms_.end();
}

bool PartNeeds::Parse(std::string_view bytes, v1::Extraction* extraction) const {
  if (all_) return extraction->ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
  Fields fields(bytes);
  while (fields.Next()) {
    bool parsed = true;
    if (fields.number() == v1::Extraction::kFormFieldNumber) {
      extraction->set_form(static_cast<v1::Form>(fields.value()));
    } else if (fields.number() == v1::Extraction::kTablesFieldNumber) {
      parsed = ParseTable(fields.bytes(), extraction->add_tables());
    } else if (fields.number() == v1::Extraction::kCellsFieldNumber) {
      parsed = !MayBeAbout(fields.bytes()) || ParseCell(fields.bytes(), extraction);
    }
    if (!parsed) return false;
  }
  return fields.ok();
}

bool PartNeeds::Parse(std::string_view bytes, v1::Outline* outline) const {
  if (all_ || sections_) {
    return outline->ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
  }
  Fields fields(bytes);
  while (fields.Next()) {
    const auto size = static_cast<int>(fields.bytes().size());
    bool parsed = true;
    if (fields.number() == v1::Outline::kAgencyFieldNumber) {
      parsed = outline->mutable_agency()->ParseFromArray(fields.bytes().data(), size);
    } else if (fields.number() == v1::Outline::kYearFieldNumber) {
      parsed = outline->mutable_year()->ParseFromArray(fields.bytes().data(), size);
    } else if (fields.number() == v1::Outline::kFormFieldNumber) {
      parsed = ParseForm(fields.bytes(), outline->mutable_form());
    }
    if (!parsed) return false;
  }
  return fields.ok();
}

// Of most cells a look at the number, which is written first, says that no rule is about them.
bool PartNeeds::MayBeAbout(std::string_view cell) const {
  constexpr char kTag = v1::Cell::kNumberFieldNumber << 3 | kVarint;
  if (cell.size() < 3 || cell[0] != kTag) return true;
  const auto low = static_cast<unsigned char>(cell[1]), high = static_cast<unsigned char>(cell[2]);
  if (low < 0x80) return Has(low);
  return high >= 0x80 || Has((low & 0x7Fu) | unsigned{high} << 7);
}

bool PartNeeds::ParseCell(std::string_view bytes, v1::Extraction* extraction) const {
  // The number is written first; without one it is 0.
  Fields fields(bytes);
  bool more = fields.Next();
  const bool has_number = more && fields.number() == v1::Cell::kNumberFieldNumber;
  if (!Has(has_number ? fields.value() : 0)) return fields.ok();
  // Those that a sum is about; the others are most of the bytes.
  v1::Cell& cell = *extraction->add_cells();
  for (; more; more = fields.Next()) {
    switch (fields.number()) {
      case v1::Cell::kNumberFieldNumber:
        cell.set_number(static_cast<uint32_t>(fields.value()));
        break;
      case v1::Cell::kStateFieldNumber:
        cell.set_state(static_cast<v1::CellState>(fields.value()));
        break;
      case v1::Cell::kValueFieldNumber:
        cell.set_value(fields.bytes().data(), fields.bytes().size());
        break;
      case v1::Cell::kRawFieldNumber:
        break;
      case v1::Cell::kBeginFieldNumber:
        cell.set_begin(static_cast<uint32_t>(fields.value()));
        break;
      case v1::Cell::kEndFieldNumber:
        cell.set_end(static_cast<uint32_t>(fields.value()));
        break;
      default:
        return true;  // they are written in order: what follows is not looked at
    }
  }
  return fields.ok();
}

}  // namespace gongkai
