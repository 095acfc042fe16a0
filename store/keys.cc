#include "store/keys.h"

namespace gongkai::keys {
namespace {

constexpr char kAgencyYearTag = 'n';
constexpr char kAgencyTag = 'a';
constexpr char kYearTag = 'y';
constexpr char kVerdictTag = 'v';
constexpr char kRuleTag = 'r';

constexpr char kBatchTag = 'b';
constexpr char kBatchByTimeTag = 't';
constexpr char kItemTag = 'i';
constexpr char kItemByStateTag = 's';
constexpr char kEntryTag = 'e';

// Seconds from 0001-01-01, where protobuf timestamps begin, to 1970.
constexpr int64_t kTimestampOrigin = 62'135'596'800;

std::string Tagged(char tag, std::string_view component) {
  std::string key;
  key.reserve(component.size() + 16);
  key += tag;
  AppendString(component, &key);
  return key;
}

}  // namespace

void AppendString(std::string_view text, std::string* key) {
  for (std::size_t zero; (zero = text.find('\0')) != std::string_view::npos;) {
    key->append(text.substr(0, zero));
    key->append("\x00\xff", 2);
    text.remove_prefix(zero + 1);
  }
  key->append(text);
  key->append("\x00\x01", 2);
}

void AppendNumber32(uint32_t number, std::string* key) {
  for (int shift = 24; shift >= 0; shift -= 8) *key += static_cast<char>(number >> shift);
}

void AppendNumber64(uint64_t number, std::string* key) {
  for (int shift = 56; shift >= 0; shift -= 8) *key += static_cast<char>(number >> shift);
}

uint32_t ReadNumber32(std::string_view bytes) {
  uint32_t number = 0;
  for (unsigned char byte : bytes.substr(0, 4)) number = number << 8 | byte;
  return number;
}

std::optional<uint64_t> TrailingIndex(std::string_view key) {
  if (key.size() < 8) return std::nullopt;
  uint64_t number = 0;
  for (unsigned char byte : key.substr(key.size() - 8)) number = number << 8 | byte;
  return number;
}

std::string Part(v1::Part part, std::string_view digest) {
  std::string key(1, static_cast<char>(part));
  return key.append(digest);
}

std::string Checkpoint(std::string_view stage, std::string_view revision,
                       std::string_view input_digest) {
  std::string key;
  key.reserve(stage.size() + revision.size() + input_digest.size() + 4);
  AppendString(stage, &key);
  AppendString(revision, &key);
  key += input_digest;
  return key;
}

std::string AgencyYearIndex(std::string_view agency, uint32_t year) {
  std::string key = Tagged(kAgencyYearTag, agency);
  AppendNumber32(year, &key);
  return key;
}

std::string ExtractionValue(std::string_view digest) {
  return digest.empty() ? std::string(1, '\0') : std::string(digest);
}

std::string_view ExtractionIn(std::string_view value) {
  return value.size() == 1 ? std::string_view() : value;
}

std::string AgencyIndex(std::string_view agency) { return Tagged(kAgencyTag, agency); }

std::string YearIndex(uint32_t year) {
  std::string key(1, kYearTag);
  AppendNumber32(year, &key);
  return key;
}

std::string VerdictIndex(v1::Verdict verdict) { return {kVerdictTag, static_cast<char>(verdict)}; }

std::string RuleIndex(std::string_view rule) { return Tagged(kRuleTag, rule); }

std::string Batch(std::string_view id) {
  std::string key(1, kBatchTag);
  key += id;
  return key;
}

std::string BatchByTimePrefix() { return std::string(1, kBatchByTimeTag); }

std::string BatchByTime(const v1::Batch& batch) {
  std::string key = BatchByTimePrefix();
  AppendNumber64(~static_cast<uint64_t>(batch.create_time().seconds() + kTimestampOrigin), &key);
  AppendNumber32(~static_cast<uint32_t>(batch.create_time().nanos()), &key);
  key += batch.id();
  return key;
}

std::string BatchItemPrefix(std::string_view batch) { return Tagged(kItemTag, batch); }

std::string BatchItem(std::string_view batch, uint64_t index) {
  std::string key = BatchItemPrefix(batch);
  AppendNumber64(index, &key);
  return key;
}

std::string BatchItemByStatePrefix(std::string_view batch, v1::BatchItem::State state) {
  std::string key = Tagged(kItemByStateTag, batch);
  key += static_cast<char>(state);
  return key;
}

std::string BatchItemByState(std::string_view batch, v1::BatchItem::State state, uint64_t index) {
  std::string key = BatchItemByStatePrefix(batch, state);
  AppendNumber64(index, &key);
  return key;
}

std::string EntryPrefix(std::string_view kind) { return Tagged(kEntryTag, kind); }

}  // namespace gongkai::keys
