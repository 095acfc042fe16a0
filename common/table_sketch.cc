#include "common/table_sketch.h"

#include <charconv>
#include <cstdint>
#include <iterator>

#include "common/strings.h"
#include "common/wire_fields.h"

namespace gongkai {
namespace {

// One byte kVersion; then, as varints: the form; the number of tables, of each twice its kind, and
// one more if it was found; then runs of cells whose numbers follow each other, up to the end: the
// number of the first, how many, of each its code. The code of a cell without a value is its state,
// of a whole number in state VALUE the number and kFirstNumber; of another kOther, and behind it
// state, size and bytes of the value.
constexpr char kVersion = 1;
constexpr uint64_t kOther = 7;
constexpr uint64_t kFirstNumber = 8;
constexpr std::size_t kMaxDigits = 18;

void Append(uint64_t value, std::string* out) {
  for (; value >= 0x80; value >>= 7) *out += static_cast<char>(value | 0x80);
  *out += static_cast<char>(value);
}

bool IsDigit(std::string_view value) {
  return value.size() == 1 && value[0] >= '0' && value[0] <= '9';
}

// Written as a number is when it is read back.
bool IsNumber(std::string_view value) {
  if (value.empty() || value.size() > kMaxDigits) return false;
  if (value[0] == '0' && value.size() > 1) return false;
  for (const char c : value) {
    if (c < '0' || c > '9') return false;
  }
  return true;
}

uint64_t NumberOf(std::string_view digits) {
  uint64_t number = 0;
  for (const char c : digits) number = 10 * number + static_cast<uint64_t>(c - '0');
  return number;
}

struct CellInBytes {
  uint64_t number = 0;
  uint64_t state = 0;
  std::string_view value;
};

bool Read(std::string_view bytes, CellInBytes* cell) {
  WireFields fields(bytes);
  while (fields.Next()) {
    if (fields.number() == v1::Cell::kNumberFieldNumber) {
      cell->number = fields.value();
    } else if (fields.number() == v1::Cell::kStateFieldNumber) {
      cell->state = fields.value();
    } else {
      // They are written in order: what follows is not looked at.
      if (fields.number() == v1::Cell::kValueFieldNumber) cell->value = fields.bytes();
      return true;
    }
  }
  return fields.ok();
}

void AppendCode(const CellInBytes& cell, std::string* out) {
  if (cell.state == v1::VALUE && IsDigit(cell.value)) {  // as most are
    *out += static_cast<char>(kFirstNumber + NumberOf(cell.value));
  } else if (cell.state == v1::VALUE && IsNumber(cell.value)) {
    Append(kFirstNumber + NumberOf(cell.value), out);
  } else if (cell.value.empty() && cell.state < kOther) {
    Append(cell.state, out);
  } else {
    Append(kOther, out);
    Append(cell.state, out);
    Append(cell.value.size(), out);
    *out += cell.value;
  }
}

class Writer {
 public:
  Writer() { codes_.reserve(256); }

  void Add(const CellInBytes& cell) {
    if (count_ == 0 || cell.number != first_ + count_) {
      Close();
      first_ = cell.number;
    }
    ++count_;
    AppendCode(cell, &codes_);
  }

  void AddTable(std::string_view bytes) {
    WireFields fields(bytes);
    uint64_t kind = 0, found = 0;
    while (fields.Next()) {
      if (fields.number() == v1::Table::kKindFieldNumber) kind = fields.value();
      if (fields.number() == v1::Table::kFoundFieldNumber) found = fields.value();
    }
    ++number_of_tables_;
    Append(2 * kind + (found != 0 ? 1 : 0), &tables_);
  }

  std::string Finish(uint64_t form) {
    Close();
    std::string sketch(1, kVersion);
    Append(form, &sketch);
    Append(number_of_tables_, &sketch);
    return Concat(sketch, tables_, runs_);
  }

 private:
  void Close() {
    if (count_ == 0) return;
    Append(first_, &runs_);
    Append(count_, &runs_);
    runs_ += codes_;
    codes_.clear();
    count_ = 0;
  }

  uint64_t number_of_tables_ = 0;
  std::string tables_, runs_, codes_;
  uint64_t first_ = 0, count_ = 0;  // of the run
};

class Reader {
 public:
  explicit Reader(std::string_view sketch) : rest_(sketch) {}

  bool at_end() const { return rest_.empty(); }

  bool Version() {
    if (rest_.empty() || rest_[0] != kVersion) return false;
    rest_.remove_prefix(1);
    return true;
  }

  bool Next(uint64_t* value) {
    *value = 0;
    for (unsigned shift = 0; shift < 64 && !rest_.empty(); shift += 7) {
      const auto byte = static_cast<unsigned char>(rest_[0]);
      rest_.remove_prefix(1);
      *value |= static_cast<uint64_t>(byte & 0x7F) << shift;
      if (byte < 0x80) return true;
    }
    return false;
  }

  // Past a code of one byte that says all of its cell, as nearly all do; false for another.
  bool PassShortCode() {
    if (rest_.empty() || static_cast<unsigned char>(rest_[0]) >= 0x80 || rest_[0] == kOther) {
      return false;
    }
    rest_.remove_prefix(1);
    return true;
  }

  bool Bytes(std::string_view* bytes) {
    uint64_t size = 0;
    if (!Next(&size) || size > rest_.size()) return false;
    *bytes = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return true;
  }

 private:
  std::string_view rest_;
};

// Into `cell`, or past it if that is null.
bool ReadCell(Reader* reader, v1::Cell* cell) {
  uint64_t code = 0;
  if (!reader->Next(&code)) return false;
  uint64_t state = code < kOther ? code : uint64_t{v1::VALUE};
  std::string_view value;
  if (code == kOther && (!reader->Next(&state) || !reader->Bytes(&value))) return false;
  if (cell == nullptr) return true;
  cell->set_state(static_cast<v1::CellState>(state));
  if (code == kOther) {
    cell->set_value(value.data(), value.size());
  } else if (code >= kFirstNumber) {
    char digits[20];
    const auto end = std::to_chars(std::begin(digits), std::end(digits), code - kFirstNumber);
    cell->set_value(digits, static_cast<std::size_t>(end.ptr - digits));
  }
  return true;
}

bool ReadTables(Reader* reader, v1::Extraction* extraction) {
  uint64_t tables = 0;
  if (!reader->Next(&tables)) return false;
  for (; tables > 0; --tables) {
    uint64_t one = 0;
    if (!reader->Next(&one)) return false;
    v1::Table& table = *extraction->add_tables();
    table.set_kind(static_cast<v1::TableKind>(one / 2));
    table.set_found(one % 2 != 0);
  }
  return true;
}

}  // namespace

std::string SketchOf(std::string_view extraction) {
  WireFields fields(extraction);
  Writer writer;
  uint64_t form = 0;
  while (fields.Next()) {
    if (fields.number() == v1::Extraction::kFormFieldNumber) {
      form = fields.value();
    } else if (fields.number() == v1::Extraction::kTablesFieldNumber) {
      writer.AddTable(fields.bytes());
    } else if (fields.number() == v1::Extraction::kCellsFieldNumber) {
      CellInBytes cell;
      if (!Read(fields.bytes(), &cell)) return {};
      writer.Add(cell);
    }
  }
  return fields.ok() ? writer.Finish(form) : std::string();
}

bool ReadSketch(std::string_view sketch, const std::vector<bool>& wanted,
                v1::Extraction* extraction) {
  Reader reader(sketch);
  uint64_t form = 0;
  if (!reader.Version() || !reader.Next(&form)) return false;
  extraction->set_form(static_cast<v1::Form>(form));
  if (!ReadTables(&reader, extraction)) return false;
  while (!reader.at_end()) {
    uint64_t number = 0, count = 0;
    if (!reader.Next(&number) || !reader.Next(&count)) return false;
    for (; count > 0; --count, ++number) {
      const bool is_wanted = number < wanted.size() && wanted[number];
      if (!is_wanted && reader.PassShortCode()) continue;
      v1::Cell* cell = is_wanted ? extraction->add_cells() : nullptr;
      if (!ReadCell(&reader, cell)) return false;
      if (cell != nullptr) cell->set_number(static_cast<uint32_t>(number));
    }
  }
  return true;
}

v1::Form FormOfSketch(std::string_view sketch) {
  Reader reader(sketch);
  uint64_t form = 0;
  const bool read = reader.Version() && reader.Next(&form);
  return read ? static_cast<v1::Form>(form) : v1::FORM_UNSPECIFIED;
}

}  // namespace gongkai
