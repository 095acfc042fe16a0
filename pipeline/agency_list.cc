#include "pipeline/agency_list.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "common/limits.h"
#include "common/strings.h"
#include "pipeline/entries.h"
#include "pipeline/list_file.h"

namespace gongkai {
namespace {

constexpr std::string_view kAgencyKind = "agency";

// Of a 统一社会信用代码; the place of a character is its value.
constexpr std::string_view kCodeCharacters = "0123456789ABCDEFGHJKLMNPQRTUWXY";
constexpr std::size_t kCreditCodeSize = 18;

bool IsDivisionCode(std::string_view code) {
  return (code.size() == 6 || code.size() == 9 || code.size() == 12) &&
         std::ranges::all_of(code, [](char c) { return c >= '0' && c <= '9'; });
}

// "1月31日", "01-31", "1/31"; empty for anything else.
std::string DayOf(std::string_view text) {
  int numbers[2] = {0, 0};
  int at = 0;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      numbers[at] = numbers[at] * 10 + c - '0';
      if (numbers[at] > 31) return "";
    } else if (at == 0 && numbers[0] > 0) {
      at = 1;
    } else if (numbers[at] > 0 && at == 1 && static_cast<unsigned char>(c) < 0x80) {
      return "";
    }
    if (at == 1 && numbers[0] == 0) return "";
  }
  if (numbers[0] < 1 || numbers[0] > 12 || numbers[1] < 1) return "";
  const auto two = [](int number) { return Concat(number < 10 ? "0" : "", number); };
  return Concat(two(numbers[0]), "-", two(numbers[1]));
}

std::vector<std::string> SplitNames(std::string_view text) {
  std::vector<std::string> names;
  std::string one;
  const auto finish = [&] {
    if (!one.empty()) names.push_back(std::move(one));
    one.clear();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = text.substr(i);
    const bool wide = rest.starts_with("；") || rest.starts_with("、");
    if (wide || text[i] == ';' || text[i] == '|') {
      finish();
      if (wide) i += 2;
    } else if (text[i] != ' ') {
      one += text[i];
    }
  }
  finish();
  return names;
}

class Reader {
 public:
  explicit Reader(const ListFile& file) : file_(file) {}

  absl::StatusOr<std::vector<v1::ListedAgency>> Read() {
    const int name = file_.Column({"name", "名称", "机关名称", "单位名称"});
    if (name < 0) {
      return file_.Error(1, "首行缺少列名 name（名称） / the first line lacks the column name");
    }
    const int others = file_.Column({"other_names", "别名", "其他名称"});
    const int code = file_.Column({"code", "代码", "统一社会信用代码"});
    const int parent = file_.Column({"parent", "上级", "上级单位"});
    const int kind = file_.Column({"kind", "类别"}), level = file_.Column({"level", "层级"});
    const int due = file_.Column({"due", "期限", "公布期限"});
    for (const ListFile::Record& record : file_.records()) {
      v1::ListedAgency& agency = agencies_.emplace_back();
      agency.set_name(ListFile::Field(record, name));
      for (std::string& other : SplitNames(ListFile::Field(record, others))) {
        agency.add_other_names(std::move(other));
      }
      agency.set_code(ListFile::Field(record, code));
      agency.set_parent(ListFile::Field(record, parent));
      agency.set_kind(ListFile::Field(record, kind));
      agency.set_level(ListFile::Field(record, level));
      const std::string day = ListFile::Field(record, due);
      agency.set_due(DayOf(day));
      if (agency.due().empty() && !day.empty()) {
        return file_.Error(record.line,
                           Concat("期限应写作 01-31：", day, " / a day must be written as 01-31"));
      }
      if (absl::Status status = CheckNew(agency, record.line); !status.ok()) return status;
    }
    if (absl::Status status = CheckParents(); !status.ok()) return status;
    return std::move(agencies_);
  }

 private:
  absl::Status CheckNew(const v1::ListedAgency& agency, int line) {
    if (agency.name().empty()) return file_.Error(line, "没有名称 / the name is missing");
    if (!agency.code().empty() && !IsRightCode(agency.code())) {
      return file_.Error(line,
                         Concat("代码有误：", agency.code(), " / this is no division code and ",
                                "no 统一社会信用代码 with a right check digit"));
    }
    for (const std::string& known : agency.other_names()) {
      if (absl::Status status = Add(known, "名称", "name", line); !status.ok()) return status;
    }
    absl::Status status = Add(agency.name(), "名称", "name", line);
    if (!status.ok() || agency.code().empty()) return status;
    return Add(agency.code(), "代码", "code", line);
  }

  absl::Status Add(const std::string& word, std::string_view zh, std::string_view en, int line) {
    const auto [entry, is_new] = lines_.try_emplace(word, std::pair{agencies_.size() - 1, line});
    if (is_new) return absl::OkStatus();
    return file_.Error(line, Concat(zh, "与第 ", entry->second.second, " 行重复：", word, " / the ",
                                    en, " stands in line ", entry->second.second, " already"));
  }

  absl::Status CheckParents() const {
    constexpr std::size_t kTop = ~std::size_t{0};
    std::vector<std::size_t> parents(agencies_.size(), kTop);
    for (std::size_t i = 0; i < agencies_.size(); ++i) {
      if (agencies_[i].parent().empty()) continue;
      const auto found = lines_.find(agencies_[i].parent());
      if (found == lines_.end()) {
        return file_.Error(LineOf(i), Concat("名录中没有上级单位：", agencies_[i].parent(),
                                             " / the parent is not in the list"));
      }
      parents[i] = found->second.first;
    }
    // 0: not gone yet, 1: on this way, 2: leads to the top.
    std::vector<int> gone(agencies_.size(), 0);
    for (std::size_t i = 0; i < agencies_.size(); ++i) {
      std::size_t at = i;
      for (; at != kTop && gone[at] == 0; at = parents[at]) gone[at] = 1;
      if (at != kTop && gone[at] == 1) {
        return file_.Error(LineOf(at), Concat("上级关系成环：", agencies_[at].name(),
                                              " / the agencies above it lead back to it"));
      }
      for (at = i; at != kTop && gone[at] == 1; at = parents[at]) gone[at] = 2;
    }
    return absl::OkStatus();
  }

  int LineOf(std::size_t agency) const { return file_.records()[agency].line; }

  const ListFile& file_;
  std::vector<v1::ListedAgency> agencies_;
  std::unordered_map<std::string, std::pair<std::size_t, int>> lines_;  // agency and line, by word
};

}  // namespace

bool IsRightCode(std::string_view code) {
  if (IsDivisionCode(code)) return true;
  if (code.size() != kCreditCodeSize) return false;
  std::size_t sum = 0, weight = 1;
  for (std::size_t i = 0; i + 1 < code.size(); ++i) {
    const std::size_t value = kCodeCharacters.find(code[i]);
    if (value == kCodeCharacters.npos) return false;
    sum += value * weight;
    weight = weight * 3 % 31;
  }
  return kCodeCharacters[(31 - sum % 31) % 31] == code.back();
}

AgencyList::AgencyList(std::vector<v1::ListedAgency> agencies) : agencies_(std::move(agencies)) {
  for (std::size_t i = 0; i < agencies_.size(); ++i) {
    by_name_[agencies_[i].name()] = i;
    for (const std::string& name : agencies_[i].other_names()) by_name_[name] = i;
    if (!agencies_[i].code().empty()) by_code_[agencies_[i].code()] = i;
  }
  parents_.resize(agencies_.size());
  members_.resize(agencies_.size());
  for (std::size_t i = 0; i < agencies_.size(); ++i) {
    const std::string& parent = agencies_[i].parent();
    const auto name = by_name_.find(parent);
    const auto code = by_code_.find(parent);
    parents_[i] = parent.empty()           ? i
                  : name != by_name_.end() ? name->second
                  : code != by_code_.end() ? code->second
                                           : i;
    if (parents_[i] != i) members_[parents_[i]].push_back(i);
  }
}

absl::StatusOr<AgencyList> AgencyList::Read(const std::string& path) {
  const absl::StatusOr<ListFile> file = ListFile::Read(path);
  if (!file.ok()) return file.status();
  auto agencies = Reader(*file).Read();
  if (!agencies.ok()) return agencies.status();
  return AgencyList(*std::move(agencies));
}

absl::StatusOr<AgencyList> AgencyList::Parse(std::string_view bytes, const std::string& name) {
  const absl::StatusOr<ListFile> file = ListFile::Parse(bytes, name);
  if (!file.ok()) return file.status();
  auto agencies = Reader(*file).Read();
  if (!agencies.ok()) return agencies.status();
  return AgencyList(*std::move(agencies));
}

absl::StatusOr<AgencyList> AgencyList::ReadStored(Store& store) {
  auto agencies = ReadEntriesAs<v1::ListedAgency>(store, kAgencyKind);
  if (!agencies.ok()) return agencies.status();
  return AgencyList(*std::move(agencies));
}

absl::Status AgencyList::Keep(Store& store) const {
  std::map<std::string, std::string> wanted;
  for (const v1::ListedAgency& agency : agencies_) {
    wanted.emplace(agency.name(), agency.SerializeAsString());
  }
  return ReplaceEntries(store, kAgencyKind, std::move(wanted)).status();
}

const v1::ListedAgency* AgencyList::Find(std::string_view name) const {
  const auto found = by_name_.find(std::string(name));
  return found == by_name_.end() ? nullptr : &agencies_[found->second];
}

const v1::ListedAgency* AgencyList::ParentOf(const v1::ListedAgency& agency) const {
  const std::size_t position = by_name_.at(agency.name());
  return parents_[position] == position ? nullptr : &agencies_[parents_[position]];
}

std::vector<const v1::ListedAgency*> AgencyList::MembersOf(const v1::ListedAgency& agency) const {
  std::vector<const v1::ListedAgency*> members;
  for (const std::size_t member : members_[by_name_.at(agency.name())]) {
    members.push_back(&agencies_[member]);
  }
  return members;
}

}  // namespace gongkai
