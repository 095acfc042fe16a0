#include "normalize/compound_file.h"

#include <cstdint>
#include <cstring>
#include <optional>
#include <string>

#include "common/limits.h"

namespace gongkai {
namespace {

using std::string_view_literals::operator""sv;

constexpr auto kMagic = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv;
constexpr std::size_t kHeaderBytes = 512;
constexpr std::size_t kEntryBytes = 128;
constexpr std::size_t kHeaderFatSectors = 109;  // sectors of the table that the header lists
constexpr uint32_t kLastSector = 0xFFFFFFFA;    // numbers above are marks
constexpr uint32_t kSmallStreamBytes = 4096;    // smaller ones are kept elsewhere
constexpr uint16_t kFilePassRecord = 0x2F;      // of a workbook with a password
constexpr uint16_t kEncryptedFlag = 0x0100;     // of a Word document, in its tenth byte

template <typename Number>
std::optional<Number> At(std::string_view bytes, std::size_t at) {
  if (at > bytes.size() || bytes.size() - at < sizeof(Number)) return std::nullopt;
  Number number;
  std::memcpy(&number, bytes.data() + at, sizeof(number));
  return number;
}

struct Entry {
  std::string name;  // letters of ASCII; others are left out
  uint32_t sector = 0;
  uint32_t size = 0;
};

class Compound {
 public:
  explicit Compound(std::string_view bytes) : bytes_(bytes) {
    shift_ = At<uint16_t>(bytes, 30).value_or(0);
  }

  CompoundKind Kind() const {
    if (shift_ != 9 && shift_ != 12) return CompoundKind::kUnknown;
    CompoundKind kind = CompoundKind::kUnknown;
    uint32_t sector = At<uint32_t>(bytes_, 48).value_or(kLastSector);
    // A chain may lead back to itself, and its sector may be cut off before its first entry.
    const std::size_t most = kMaxCompoundEntries * kEntryBytes / SectorBytes();
    for (std::size_t seen = 0; sector < kLastSector && seen < most; ++seen) {
      const std::string_view data = Sector(sector);
      if (data.empty()) break;
      for (std::size_t at = 0; at + kEntryBytes <= data.size(); at += kEntryBytes) {
        const CompoundKind one = KindOf(ReadEntry(data.substr(at, kEntryBytes)));
        if (one == CompoundKind::kEncrypted) return one;
        if (kind == CompoundKind::kUnknown) kind = one;
      }
      sector = Next(sector);
    }
    return kind;
  }

 private:
  std::size_t SectorBytes() const { return std::size_t{1} << shift_; }

  std::string_view Sector(uint32_t number) const {
    const std::size_t begin = (std::size_t{number} + 1) << shift_;
    return begin < bytes_.size() ? bytes_.substr(begin, SectorBytes()) : std::string_view();
  }

  // The sector behind one in its chain, by the table that the header lists. Tables beyond that
  // belong to files over 7 MB, whose directory stands in front as a rule.
  uint32_t Next(uint32_t number) const {
    const std::size_t of_sector = SectorBytes() / 4;
    if (number / of_sector >= kHeaderFatSectors) return kLastSector;
    const auto table = At<uint32_t>(bytes_, 76 + number / of_sector * 4);
    if (!table || *table >= kLastSector) return kLastSector;
    return At<uint32_t>(Sector(*table), number % of_sector * 4).value_or(kLastSector);
  }

  static Entry ReadEntry(std::string_view data) {
    Entry entry;
    const std::size_t length = At<uint16_t>(data, 64).value_or(0);
    for (std::size_t at = 0; at + 2 < length && at < 64; at += 2) {
      if (data[at + 1] == '\0' && data[at] >= ' ') entry.name += data[at];
    }
    entry.sector = At<uint32_t>(data, 116).value_or(kLastSector);
    entry.size = At<uint32_t>(data, 120).value_or(0);
    return entry;
  }

  CompoundKind KindOf(const Entry& entry) const {
    if (entry.name == "EncryptedPackage") return CompoundKind::kEncrypted;
    const std::string_view data =
        entry.size >= kSmallStreamBytes ? Sector(entry.sector) : std::string_view();
    if (entry.name == "WordDocument") {
      const bool locked = (At<uint16_t>(data, 10).value_or(0) & kEncryptedFlag) != 0;
      return locked ? CompoundKind::kEncrypted : CompoundKind::kWord;
    }
    if (entry.name == "Workbook" || entry.name == "Book") {
      // The second record, behind the one that begins the file.
      const std::size_t second = std::size_t{4} + At<uint16_t>(data, 2).value_or(0);
      const bool locked = At<uint16_t>(data, second) == kFilePassRecord;
      return locked ? CompoundKind::kEncrypted : CompoundKind::kExcel;
    }
    if (entry.name == "PowerPoint Document") return CompoundKind::kPowerPoint;
    if (entry.name == "MatOST" || entry.name == "MM") return CompoundKind::kWorks;
    return CompoundKind::kUnknown;
  }

  std::string_view bytes_;
  unsigned shift_ = 0;
};

}  // namespace

CompoundKind CompoundKindOf(std::string_view bytes) {
  if (!bytes.starts_with(kMagic)) return CompoundKind::kNone;
  if (bytes.size() < kHeaderBytes) return CompoundKind::kUnknown;
  return Compound(bytes).Kind();
}

}  // namespace gongkai
