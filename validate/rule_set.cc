#include "validate/rule_set.h"

#include <algorithm>
#include <filesystem>
#include <string>

#include "common/limits.h"
#include "common/strings.h"
#include "embedded/rule_files.h"
#include "google/protobuf/message.h"
#include "validate/case_compiler.h"

namespace gongkai {
namespace {

namespace fs = std::filesystem;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr std::string_view kBuiltin = "builtin";

// The file of a layer that says what it stands on; nullptr if none does.
absl::StatusOr<const RuleFile*> Extending(const RuleLayer& layer) {
  const RuleFile* result = nullptr;
  for (const RuleFile& file : layer) {
    if (file.pack.extends().empty()) continue;
    if (result != nullptr) {
      return file.place()
          .In<v1::RulePack>(v1::RulePack::kExtendsFieldNumber)
          .Error(Concat("a second `extends`; the first is in ", result->name));
    }
    result = &file;
  }
  return result;
}

Place PlaceOfExtends(const RuleFile& file) {
  return file.place().In<v1::RulePack>(v1::RulePack::kExtendsFieldNumber);
}

absl::StatusOr<RuleLayer> BuiltinLayer() {
  const auto files = embedded::rule_files();
  return ParseRuleFiles({files.data(), files.size()});
}

// Fields that are set in `from` replace those of `to`; lists as a whole. Messages named in
// `deep` are gone into.
void Replace(const Message& from, bool deep, Message* to) {
  const google::protobuf::Reflection& reflection = *from.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(from, &fields);
  for (const FieldDescriptor* field : fields) {
    const bool message =
        !field->is_repeated() && field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
    if (deep && message && reflection.HasField(*to, field)) {
      Replace(reflection.GetMessage(from, field), false, reflection.MutableMessage(to, field));
      continue;
    }
    std::unique_ptr<Message> one(from.New());
    one->CopyFrom(from);
    for (const FieldDescriptor* other : fields) {
      if (other != field) reflection.ClearField(one.get(), other);
    }
    reflection.ClearField(to, field);
    to->MergeFrom(*one);
  }
}

absl::Status Apply(const v1::Change& change, const RuleFile& file, const Place& place,
                   RuleSet* rules) {
  const auto found = std::ranges::find_if(
      rules->rules, [&](const RuleSet::Sourced& one) { return one.rule.id() == change.rule(); });
  if (found == rules->rules.end()) {
    return place.Error(Concat("a change of rule \"", change.rule(), "\", which is not below"));
  }
  if (change.has_off()) found->rule.set_off(change.off());
  if (!change.has_with()) {
    return change.has_off() ? absl::OkStatus()
                            : place.Error(Concat("nothing is changed in ", change.rule()));
  }
  const v1::Rule& with = change.with();
  const Place with_place = place.In<v1::Change>(v1::Change::kWithFieldNumber);
  if (!with.id().empty()) return with_place.Error("a change does not give another id");
  if (with.check_case() != v1::Rule::CHECK_NOT_SET &&
      with.check_case() != found->rule.check_case()) {
    return with_place.Error(Concat("the check of ", change.rule(), " is of another type"));
  }
  Replace(with, true, &found->rule);
  found->place = with_place;
  if (!with.cases().empty()) {
    found->filled_in = FillInCases(file.pack, &found->rule);
    found->file_place = file.place();
  }
  return absl::OkStatus();
}

absl::Status AddFile(const RuleFile& file, RuleSet* rules) {
  for (int i = 0; i < file.pack.changes_size(); ++i) {
    const Place place = file.place().In<v1::RulePack>(v1::RulePack::kChangesFieldNumber, i);
    absl::Status status = Apply(file.pack.changes(i), file, place, rules);
    if (!status.ok()) return status;
  }
  for (int i = 0; i < file.pack.rules_size(); ++i) {
    const Place place = file.place().In<v1::RulePack>(v1::RulePack::kRulesFieldNumber, i);
    RuleSet::Sourced sourced{file.pack.rules(i), {}, place, file.place(), file.pack.position()};
    sourced.filled_in = FillInCases(file.pack, &sourced.rule);
    rules->rules.push_back(std::move(sourced));
  }
  for (int i = 0; i < file.pack.dictionaries_size(); ++i) {
    const Place place = file.place().In<v1::RulePack>(v1::RulePack::kDictionariesFieldNumber, i);
    rules->dictionaries.push_back({file.pack.dictionaries(i), place});
  }
  for (const v1::LeftOut& one : file.pack.left_out()) rules->left_out.push_back(one);
  return absl::OkStatus();
}

absl::Status AddLayer(const RuleLayer& layer, RuleSet* rules) {
  std::vector<RuleSet::Agencies> agencies;
  for (const RuleFile& file : layer) {
    if (absl::Status status = AddFile(file, rules); !status.ok()) return status;
    for (int i = 0; i < file.pack.agencies_size(); ++i) {
      const Place place = file.place().In<v1::RulePack>(v1::RulePack::kAgenciesFieldNumber, i);
      agencies.push_back({file.pack.agencies(i), place});
    }
  }
  rules->agencies.insert(rules->agencies.begin(), agencies.begin(), agencies.end());
  return absl::OkStatus();
}

// Lists of the same name: the last one stays.
void DropReplaced(std::vector<RuleSet::Words>* dictionaries) {
  for (auto one = dictionaries->begin(); one != dictionaries->end();) {
    const bool replaced = std::any_of(one + 1, dictionaries->end(), [&](const auto& later) {
      return later.dictionary.name() == one->dictionary.name();
    });
    one = replaced ? dictionaries->erase(one) : one + 1;
  }
}

}  // namespace

absl::StatusOr<std::vector<RuleLayer>> ReadLayers(std::string_view path) {
  std::vector<RuleLayer> layers;  // the uppermost first
  std::vector<fs::path> seen;
  for (fs::path next(path);;) {
    absl::StatusOr<RuleLayer> layer = ReadRuleFiles(next.string());
    if (!layer.ok()) return layer.status();
    std::error_code error;
    seen.push_back(fs::weakly_canonical(next, error));
    layers.push_back(*std::move(layer));
    const absl::StatusOr<const RuleFile*> extending = Extending(layers.back());
    if (!extending.ok()) return extending.status();
    if (*extending == nullptr) break;
    const std::string& base = (*extending)->pack.extends();
    if (base == kBuiltin) {
      absl::StatusOr<RuleLayer> builtin = BuiltinLayer();
      if (!builtin.ok()) return builtin.status();
      layers.push_back(*std::move(builtin));
      break;
    }
    next = fs::is_directory(next, error) ? next / base : next.parent_path() / base;
    const fs::path canonical = fs::weakly_canonical(next, error);
    if (std::ranges::find(seen, canonical) != seen.end()) {
      return PlaceOfExtends(**extending).Error(Concat("\"", base, "\" stands on this pack itself"));
    }
    if (layers.size() == kMaxOverlays) {
      return PlaceOfExtends(**extending)
          .Error(Concat("more than ", kMaxOverlays, " packs on each other"),
                 absl::StatusCode::kResourceExhausted);
    }
  }
  std::ranges::reverse(layers);
  return layers;
}

absl::StatusOr<std::vector<RuleLayer>> ParseLayers(absl::Span<const EmbeddedFile> files) {
  absl::StatusOr<RuleLayer> layer = ParseRuleFiles(files);
  if (!layer.ok()) return layer.status();
  const absl::StatusOr<const RuleFile*> extending = Extending(*layer);
  if (!extending.ok()) return extending.status();
  std::vector<RuleLayer> layers;
  if (*extending != nullptr) {
    if ((*extending)->pack.extends() != kBuiltin) {
      return PlaceOfExtends(**extending).Error("from memory a pack can extend \"builtin\" only");
    }
    absl::StatusOr<RuleLayer> builtin = BuiltinLayer();
    if (!builtin.ok()) return builtin.status();
    layers.push_back(*std::move(builtin));
  }
  layers.push_back(*std::move(layer));
  return layers;
}

absl::StatusOr<RuleSet> MergeLayers(const std::vector<RuleLayer>& layers) {
  RuleSet rules;
  for (const RuleLayer& layer : layers) {
    if (absl::Status status = AddLayer(layer, &rules); !status.ok()) return status;
  }
  DropReplaced(&rules.dictionaries);
  std::ranges::stable_sort(rules.rules, {}, &RuleSet::Sourced::position);
  return rules;
}

}  // namespace gongkai
