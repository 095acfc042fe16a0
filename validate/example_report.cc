#include "validate/example_report.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/strings.h"
#include "model/forms.h"
#include "validate/cell_pattern.h"

namespace gongkai {
namespace {

constexpr std::string_view kAgency = "白石县档案局";
constexpr std::string_view kPreamble =
    "根据《中华人民共和国政府信息公开条例》编制本报告。统计期限见文中，联系电话见文末。";

// What a right report says in its parts.
std::string_view TextOf(v1::SectionKind kind) {
  switch (kind) {
    case v1::OVERVIEW:
      return "主动公开、依申请公开、政府信息管理、平台建设、监督保障工作按要求开展，"
             "工作考核、社会评议已完成，没有责任追究情形。";
    case v1::PROBLEMS:
      return "存在的问题是公开渠道不够多，改进措施是增设查阅点。";
    case v1::OTHER_MATTERS:
      return "本年度没有收取信息处理费。";
    default:
      return "";
  }
}

absl::Status Unknown(std::string_view what, std::string_view which) {
  return absl::InvalidArgumentError(Concat("an example names ", what, " \"", which, "\""));
}

absl::Status SetDate(std::string_view text, v1::Date* date) {
  const auto number = [&](std::size_t begin, std::size_t size) {
    uint32_t value = 0;
    for (char c : text.substr(begin, size)) {
      if (c < '0' || c > '9') return uint32_t{0};
      value = value * 10 + static_cast<uint32_t>(c - '0');
    }
    return value;
  };
  if (text.empty()) return absl::OkStatus();
  if (text.size() != 10 || text[4] != '-' || text[7] != '-' || number(0, 4) == 0 ||
      number(5, 2) == 0 || number(8, 2) == 0) {
    return Unknown("the date", text);
  }
  date->set_year(number(0, 4));
  date->set_month(number(5, 2));
  date->set_day(number(8, 2));
  return absl::OkStatus();
}

class Builder {
 public:
  explicit Builder(const v1::ExampleReport& example) : example_(example) {}

  absl::StatusOr<v1::Report> Build() {
    const v1::Form form = example_.form() == v1::FORM_UNSPECIFIED ? v1::FORM_2021 : example_.form();
    definition_ = FormCatalog::Builtin().Find(form);
    if (definition_ == nullptr) return Unknown("the form", v1::Form_Name(form));
    absl::Status status = AddHead(form);
    if (status.ok()) status = AddSections();
    if (status.ok()) status = AddTables();
    if (status.ok()) status = AddEnd();
    if (status.ok()) status = AddPeers();
    if (status.ok()) status = PlaceFigures();
    if (!status.ok()) return status;
    report_.mutable_document()->set_text(std::move(text_));
    return std::move(report_);
  }

 private:
  v1::Outline& outline() { return *report_.mutable_outline(); }

  v1::Span Append(std::string_view words) {
    v1::Span span;
    span.set_begin(static_cast<uint32_t>(text_.size()));
    text_ += words;
    span.set_end(static_cast<uint32_t>(text_.size()));
    text_ += '\n';
    return span;
  }

  absl::Status AddHead(v1::Form form) {
    year_ = example_.year() != 0 ? example_.year() : std::max(definition_->first_year(), 2008u);
    agency_ = example_.agency().empty()  ? kAgency
              : example_.agency() == "-" ? std::string_view()
                                         : std::string_view(example_.agency());
    outline().mutable_year()->set_value(year_);
    v1::FormGeneration& generation = *outline().mutable_form();
    generation.set_form(
        example_.form_of_outline() != v1::FORM_UNSPECIFIED ? example_.form_of_outline() : form);
    generation.set_expected(FormCatalog::Builtin().ForYear(year_));
    const std::string title = example_.has_title()
                                  ? example_.title()
                                  : Concat(agency_, year_, "年政府信息公开工作年度报告");
    if (!title.empty()) {
      outline().mutable_title()->set_value(title);
      *outline().mutable_title()->mutable_span() = Append(title);
    }
    outline().mutable_year()->set_evidence(
        title.find(Concat(year_)) != std::string::npos ? v1::Year::TITLE : v1::Year::PERIOD);
    outline().mutable_agency()->set_name(std::string(agency_));
    outline().mutable_agency()->set_kind(example_.agency_kind());
    outline().mutable_agency()->set_evidence(
        title.find(agency_) != std::string::npos ? v1::Agency::TITLE : v1::Agency::SIGNATURE);
    Append(example_.has_preamble() ? std::string_view(example_.preamble()) : kPreamble);
    outline().mutable_contact()->mutable_telephone()->set_value(
        example_.has_telephone() ? example_.telephone() : "0999-6123456");
    v1::Period& period = *outline().mutable_period();
    absl::Status status =
        SetDate(example_.has_period_first() ? example_.period_first() : Concat(year_, "-01-01"),
                period.mutable_first());
    if (!status.ok()) return status;
    status = SetDate(example_.has_period_last() ? example_.period_last() : Concat(year_, "-12-31"),
                     period.mutable_last());
    if (!period.first().year()) outline().clear_period();
    if (example_.traditional()) {
      report_.mutable_document()->set_script(v1::Document::TRADITIONAL);
    }
    return status;
  }

  const v1::ExampleSection* Changed(v1::SectionKind kind) const {
    const auto found = std::ranges::find(example_.sections(), kind, &v1::ExampleSection::kind);
    return found == example_.sections().end() ? nullptr : &*found;
  }

  absl::Status AddSections() {
    std::vector<const v1::SectionDefinition*> sections;
    for (const auto& one : definition_->sections()) {
      if (std::ranges::count(example_.without_sections(), one.kind()) == 0) {
        sections.push_back(&one);
      }
    }
    for (const v1::ExampleSection& one : example_.sections()) {
      const auto at = std::ranges::find(sections, one.kind(), &v1::SectionDefinition::kind);
      if (at == sections.end()) return Unknown("the part", v1::SectionKind_Name(one.kind()));
      const std::ptrdiff_t last = static_cast<std::ptrdiff_t>(sections.size()) - 1;
      const std::ptrdiff_t from = at - sections.begin();
      const std::ptrdiff_t to = std::clamp<std::ptrdiff_t>(from + one.moved(), 0, last);
      const v1::SectionDefinition* moved = *at;
      sections.erase(at);
      sections.insert(sections.begin() + to, moved);
    }
    for (const v1::SectionDefinition* one : sections) AddSection(*one);
    return absl::OkStatus();
  }

  void AddSection(const v1::SectionDefinition& definition) {
    const v1::ExampleSection* changed = Changed(definition.kind());
    v1::Section& section = *outline().add_sections();
    section.set_kind(definition.kind());
    section.set_number(definition.number());
    section.set_printed_number(changed != nullptr && changed->has_printed_number()
                                   ? changed->printed_number()
                                   : definition.number());
    section.set_heading(changed != nullptr && !changed->heading().empty() ? changed->heading()
                                                                          : definition.heading());
    *section.mutable_heading_span() = Append(section.heading());
    *section.mutable_body() =
        Append(changed != nullptr && !changed->text().empty() ? std::string_view(changed->text())
                                                              : TextOf(definition.kind()));
    if (changed != nullptr && changed->image()) *section.add_images() = section.body();
  }

  absl::Status AddTables() {
    v1::Extraction& extraction = *report_.mutable_extraction();
    extraction.set_form(definition_->form());
    for (const auto& table : definition_->tables()) {
      v1::Table& found = *extraction.add_tables();
      found.set_kind(table.kind());
      found.set_found(std::ranges::count(example_.without_tables(), table.kind()) == 0);
      for (const auto& block : table.blocks()) {
        for (const auto& row : block.rows()) AddRow(row, &found);
      }
      for (const v1::ExampleLabel& extra : example_.extra_rows()) {
        if (extra.table() == table.kind()) found.add_extra_rows()->set_value(extra.label());
      }
    }
    *extraction.mutable_facts() = example_.facts();
    *extraction.mutable_fact_groups() = example_.fact_groups();
    return SetCells();
  }

  void AddRow(const v1::RowDefinition& definition, v1::Table* table) {
    const bool there =
        table->found() && std::ranges::count(example_.without_rows(), definition.id()) == 0;
    v1::Row& row = *table->add_rows();
    row.set_number(definition.number());
    row.set_found(there);
    row.set_label(definition.label());
    for (const v1::ExampleLabel& label : example_.labels()) {
      if (label.row() != definition.id()) continue;
      row.set_label_altered(!label.label().empty());
      if (!label.label().empty()) row.set_label(label.label());
      row.set_out_of_order(label.out_of_order());
    }
    if (!there) return;
    for (uint32_t number : definition.cells()) {
      v1::Cell& cell = *report_.mutable_extraction()->add_cells();
      cell.set_number(number);
      cell.set_state(v1::VALUE);
      cell.set_value("0");
      cell.set_raw("0");
    }
  }

  absl::Status SetCells() {
    for (const v1::ExampleCell& one : example_.cells()) {
      bool any = false;
      for (v1::Cell& cell : *report_.mutable_extraction()->mutable_cells()) {
        if (!MatchesCell(one.id(), FormCatalog::Builtin().CellId(cell.number()))) continue;
        any = true;
        cell.set_state(one.state() == v1::CELL_STATE_UNSPECIFIED ? v1::VALUE : one.state());
        cell.set_raw(one.raw());
        cell.set_value(cell.state() != v1::VALUE ? ""
                       : one.value().empty()     ? one.raw()
                                                 : one.value());
      }
      if (!any) return Unknown("the cell", one.id());
    }
    return absl::OkStatus();
  }

  absl::Status AddEnd() {
    const std::string signature =
        example_.has_signature() ? example_.signature() : std::string(agency_);
    const std::string date =
        example_.has_signed_on() ? example_.signed_on() : Concat(year_ + 1, "-01-15");
    if (!signature.empty()) {
      outline().mutable_sign_off()->mutable_agency()->set_value(signature);
      *outline().mutable_sign_off()->mutable_agency()->mutable_span() = Append(signature);
    }
    if (!date.empty()) {
      absl::Status status = SetDate(date, outline().mutable_sign_off()->mutable_date());
      if (!status.ok()) return status;
      *outline().mutable_sign_off()->mutable_date_span() = Append(date);
    }
    for (const std::string& name : example_.other_agencies()) {
      const std::size_t at = text_.find(name);
      if (at == std::string::npos) return Unknown("the body", name);
      v1::AgencyMention& mention = *outline().add_other_agencies();
      mention.set_name(name);
      mention.mutable_span()->set_begin(static_cast<uint32_t>(at));
      mention.mutable_span()->set_end(static_cast<uint32_t>(at + name.size()));
    }
    if (example_.has_publisher()) {
      v1::MetadataField& field = *outline().add_metadata();
      field.set_key(v1::MetadataField::PUBLISHER);
      field.set_value(example_.publisher());
    }
    if (!example_.keywords().empty()) {
      v1::MetadataField& field = *outline().add_metadata();
      field.set_key(v1::MetadataField::KEYWORDS);
      field.set_value(example_.keywords());
    }
    if (!example_.has_published_on()) return absl::OkStatus();
    v1::DateMention& mention = *outline().add_dates();
    mention.set_kind(v1::DateMention::PUBLISHED);
    return SetDate(example_.published_on(), mention.mutable_date());
  }

  // Where the words of the figures stand; the line is their sentence.
  absl::Status PlaceFigures() {
    if (example_.fact_words_size() > example_.facts_size()) {
      return Unknown("words of no figure,", example_.fact_words(example_.fact_words_size() - 1));
    }
    std::size_t at = 0;
    for (int i = 0; i < example_.fact_words_size(); ++i) {
      const std::string& words = example_.fact_words(i);
      at = text_.find(words, at);
      if (at == std::string::npos) return Unknown("the words", words);
      v1::Fact& fact = *report_.mutable_extraction()->mutable_facts(i);
      fact.mutable_span()->set_begin(static_cast<uint32_t>(at));
      fact.mutable_sentence()->set_begin(static_cast<uint32_t>(text_.rfind('\n', at) + 1));
      fact.mutable_sentence()->set_end(static_cast<uint32_t>(text_.find('\n', at)));
      at += words.size();
      fact.mutable_span()->set_end(static_cast<uint32_t>(at));
    }
    return absl::OkStatus();
  }

  absl::Status AddPeers() {
    v1::Peers& peers = *report_.mutable_peers();
    *peers.mutable_same_year() = example_.same_year();
    *peers.mutable_likenesses() = example_.likenesses();
    peers.set_listed(example_.listed());
    if (example_.has_entry()) *peers.mutable_agency() = example_.entry();
    if (example_.has_members()) *peers.mutable_members() = example_.members();
    for (const v1::ExampleCell& sum : example_.member_sums()) {
      bool any = false;
      for (const v1::Cell& cell : report_.extraction().cells()) {
        if (!MatchesCell(sum.id(), FormCatalog::Builtin().CellId(cell.number()))) continue;
        any = true;
        v1::PeerCell& out = *peers.mutable_members()->add_sums();
        out.set_number(cell.number());
        out.set_value(sum.raw());
      }
      if (!any) return Unknown("the cell", sum.id());
    }
    return example_.has_last_year() ? AddLastYear(&peers) : absl::OkStatus();
  }

  absl::Status AddLastYear(v1::Peers* peers) {
    v1::ExampleReport example = example_.last_year();
    if (example.form() == v1::FORM_UNSPECIFIED) example.set_form(definition_->form());
    if (example.year() == 0) example.set_year(year_ - 1);
    const absl::StatusOr<v1::Report> report = BuildExample(example);
    if (!report.ok()) return report.status();
    v1::PeerReport& last = *peers->mutable_last_year();
    last.set_uri("last year");
    last.set_year(example.year());
    last.set_form(example.form());
    for (const v1::Cell& cell : report->extraction().cells()) {
      if (cell.state() != v1::VALUE) continue;
      v1::PeerCell& out = *last.add_cells();
      out.set_number(cell.number());
      out.set_value(cell.value());
    }
    return absl::OkStatus();
  }

  const v1::ExampleReport& example_;
  const v1::FormDefinition* definition_ = nullptr;
  uint32_t year_ = 0;
  std::string_view agency_;
  std::string text_;
  v1::Report report_;
};

}  // namespace

absl::StatusOr<v1::Report> BuildExample(const v1::ExampleReport& example) {
  return Builder(example).Build();
}

}  // namespace gongkai
