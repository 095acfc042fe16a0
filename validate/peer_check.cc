// Other agencies' reports, and the list of agencies.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "common/strings.h"
#include "validate/checks.h"

namespace gongkai {
namespace {

// One finding of a rule for what was listed.
void Report(const CheckContext& context, v1::Case::Fault fault, bool met,
            const MessageFields& fields, const std::vector<uint32_t>& cells = {}) {
  const CompiledCase* one = context.rule.CaseFor(fault);
  if (one == nullptr) return;
  if (!met) return context.findings.Count(v1::PASSED);
  v1::Finding& finding = context.findings.Add(context.rule, context.form, *one, fields);
  for (const uint32_t position : cells) AddOperand(context.report, position, &finding);
  context.findings.Count(one->outcome);
}

std::string NameOf(const v1::Likeness& other) {
  return other.agency().empty() ? other.uri() : Concat(other.agency(), "（", other.uri(), "）");
}

class RollUpCheck {
 public:
  RollUpCheck(const CheckContext& context, const RollUpPlan& plan)
      : context_(context), plan_(plan), members_(context.report.peers()->members()) {}

  void Run() {
    for (const uint32_t position : plan_.cells) Compare(position);
    fields_.SetBoth(Field::kExpected, Concat(members_.present(), "/", members_.expected()));
    const bool all = members_.present() == members_.expected();
    if (all) {
      Finish(v1::Case::MEMBERS_DIFFER, differ_, differ_names_);
    } else if (context_.rule.CaseFor(v1::Case::MEMBERS_DIFFER) != nullptr) {
      context_.findings.Count(v1::NOT_ASSESSABLE);
    }
    Finish(v1::Case::MEMBERS_EXCEED, exceed_, exceed_names_);
  }

 private:
  void Compare(uint32_t position) {
    const FormIndex::Cell& cell = context_.report.form().cells[position];
    const Decimal own = context_.report.value(position);
    const auto sum = std::ranges::find(members_.sums(), cell.number, &v1::PeerCell::number);
    const std::optional<Decimal> value =
        sum == members_.sums().end() ? std::nullopt : Decimal::Parse(sum->value());
    if (!context_.report.has_value(position) || !value) {
      all_known_ = false;
      return;
    }
    if (own == *value) return;
    const std::string zh = Concat(cell.name.zh, " ", own.ToString(), "，合计 ", sum->value());
    const std::string en = Concat(cell.name.en, " ", own.ToString(), ", sum ", sum->value());
    differ_.push_back(position);
    differ_names_.Add(zh, en);
    if (own < *value) {
      exceed_.push_back(position);
      exceed_names_.Add(zh, en);
    }
  }

  void Finish(v1::Case::Fault fault, const std::vector<uint32_t>& cells, const NameList& names) {
    fields_.SetBoth(Field::kCount, Concat(names.size()));
    fields_[Field::kList] = names.Get();
    if (cells.empty() && !all_known_) {
      if (context_.rule.CaseFor(fault) == nullptr) return;
      return context_.findings.Count(v1::NOT_ASSESSABLE);
    }
    Report(context_, fault, !cells.empty(), fields_, cells);
  }

  const CheckContext& context_;
  const RollUpPlan& plan_;
  const v1::Members& members_;
  std::vector<uint32_t> differ_, exceed_;
  NameList differ_names_, exceed_names_;
  bool all_known_ = true;  // both sides of every cell
  MessageFields fields_;
};

}  // namespace

void CheckLikeness(const CheckContext& context, const LikenessPlan& plan) {
  if (context.report.peers()->likenesses().empty()) return;  // like no other, or not compared yet
  const v1::LikenessCheck& check = *plan.check;
  const uint32_t year = context.report.outline().year().value();
  uint32_t last_year = 0, another = 0;
  NameList earlier, others, same;
  for (const v1::Likeness& one : context.report.peers()->likenesses()) {
    const std::string name = NameOf(one);
    const bool own = one.agency() == context.report.outline().agency().name();
    if (one.same_figures() && !own) same.Add(name, name);
    const uint32_t bound = 10 * check.at_least();
    if (one.permille() < bound || (check.below() != 0 && one.permille() >= 10 * check.below())) {
      continue;
    }
    if (own && one.year() + 1 == year) {
      last_year = std::max(last_year, one.permille());
      earlier.Add(name, name);
    } else if (!own && one.year() == year) {
      another = std::max(another, one.permille());
      others.Add(name, name);
    }
  }
  const auto report = [&](v1::Case::Fault fault, uint32_t permille, const NameList& names) {
    MessageFields fields;
    fields.SetBoth(Field::kCount, Concat(permille / 10));
    fields[Field::kList] = names.Get();
    Report(context, fault, names.size() > 0, fields);
  };
  report(v1::Case::LIKE_LAST_YEAR, last_year, earlier);
  report(v1::Case::LIKE_ANOTHER, another, others);
  report(v1::Case::SAME_FIGURES, 0, same);
}

void CheckRollUp(const CheckContext& context, const RollUpPlan& plan) {
  if (context.report.peers()->has_members()) RollUpCheck(context, plan).Run();
}

void CheckList(const CheckContext& context, const ListPlan&) {
  const v1::Peers& peers = *context.report.peers();
  const v1::Outline& outline = context.report.outline();
  MessageFields fields;
  fields.SetBoth(Field::kYear, Concat(outline.year().value()));
  if (peers.has_members()) {
    NameList names;
    for (const std::string& name : peers.members().missing()) names.Add(name, name);
    fields.SetBoth(Field::kExpected, Concat(peers.members().expected()));
    fields.SetBoth(Field::kCount, Concat(peers.members().expected() - peers.members().present()));
    fields[Field::kList] = names.Get();
    Report(context, v1::Case::MEMBERS_MISSING, names.size() > 0, fields);
  }
  if (peers.listed() && !outline.agency().name().empty()) {
    fields.SetBoth(Field::kList, outline.agency().name());
    Report(context, v1::Case::UNLISTED, !peers.has_agency(), fields);
    const std::string& parent = peers.agency().parent();
    fields.SetBoth(Field::kList, Concat(outline.agency().name(), " → ", parent));
    const bool led_from_above = outline.agency().kind() == v1::Agency::VERTICAL;
    Report(context, v1::Case::LED_FROM_ABOVE, led_from_above && !parent.empty(), fields);
  }
  NameList uris;
  for (const std::string& uri : peers.same_year()) uris.Add(uri, uri);
  fields.SetBoth(Field::kCount, Concat(uris.size()));
  fields[Field::kList] = uris.Get();
  Report(context, v1::Case::SECOND_REPORT, uris.size() > 0, fields);
}

}  // namespace gongkai
