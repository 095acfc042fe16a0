// A set of rules, checked and ready to run.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "common/embedded.h"
#include "gongkai/v1/rule.pb.h"
#include "model/forms.h"
#include "validate/rule_set.h"

namespace gongkai {

struct CompiledPack;

// Immutable; a cheap handle, safe to copy and to share between threads.
class RulePack {
 public:
  // The rules built into the program.
  static const RulePack& Builtin();

  // A rule file, or a folder of *.textproto files; with `extends` on top of another. A pack that is
  // wrong is refused whole, with file, line and reason: INVALID_ARGUMENT, NOT_FOUND for a path that
  // is not there, RESOURCE_EXHAUSTED over the bounds of rules in common/limits.h.
  static absl::StatusOr<RulePack> Load(std::string_view path);

  // The same from memory, against other forms than the built-in ones.
  static absl::StatusOr<RulePack> Parse(absl::Span<const EmbeddedFile> files,
                                        const FormCatalog& forms = FormCatalog::Builtin());

  // From what Written() gave. The same errors as above.
  static absl::StatusOr<RulePack> Of(const v1::RulePack& written,
                                     const FormCatalog& forms = FormCatalog::Builtin());

  // The digest that Of() would give, without compiling anything.
  static absl::StatusOr<std::string> DigestOf(const v1::RulePack& written);

  // The rules that are on, merged, with all they refer to: a pack of the same digest, as long as
  // the program reads packs the same way.
  v1::RulePack Written() const;

  // SHA-256, hexadecimal, over the rules in their order: the same rules have the same digest
  // however they are spread over files, spaced or commented.
  const std::string& digest() const;

  std::size_t size() const;

  // In order of findings, those that are off among them; as overlays left them, with the cases of
  // their files filled in. index < size().
  const v1::Rule& rule(std::size_t index) const;

  const CompiledPack& compiled() const { return *pack_; }

 private:
  static absl::StatusOr<RulePack> Make(const absl::StatusOr<std::vector<RuleLayer>>& layers,
                                       const FormCatalog& forms);

  explicit RulePack(std::shared_ptr<const CompiledPack> pack) : pack_(std::move(pack)) {}

  std::shared_ptr<const CompiledPack> pack_;
};

}  // namespace gongkai
