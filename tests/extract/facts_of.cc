#include "tests/extract/facts_of.h"

#include "extract/fact_reader.h"

namespace gongkai {

v1::Extraction ReadFactsOf(std::string_view text) {
  v1::Document document;
  document.set_text(std::string(text));
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    v1::Block& block = *document.add_blocks();
    block.set_kind(v1::Block::PARAGRAPH);
    block.set_begin(static_cast<uint32_t>(begin));
    block.set_end(static_cast<uint32_t>(end));
    begin = end + 1;
  }
  v1::Outline outline;
  outline.mutable_year()->set_value(2023);
  v1::Extraction extraction;
  ReadFacts(FactLexicon::Builtin(), document, outline, &extraction);
  return extraction;
}

std::string ShortFact(const v1::Fact& fact) {
  constexpr std::string_view kBounds[] = {"", ">=", "<=", "~", ""};
  std::string text = fact.meaning().empty() ? "?" : fact.meaning();
  text.append(" ").append(kBounds[fact.bound()]).append(fact.value());
  if (!fact.upper().empty()) text.append("..").append(fact.upper());
  text += fact.unit();
  if (!fact.step().empty()) text += "/" + fact.step();
  if (fact.kind() > v1::Fact::AMOUNT) text += " " + v1::Fact::Kind_Name(fact.kind());
  if (fact.year() > v1::Fact::THIS_YEAR) text += " " + v1::Fact::Year_Name(fact.year());
  return text;
}

std::vector<std::string> FactsOf(std::string_view text) {
  std::vector<std::string> facts;
  const v1::Extraction extraction = ReadFactsOf(text);
  for (const v1::Fact& fact : extraction.facts()) facts.push_back(ShortFact(fact));
  return facts;
}

std::vector<std::string> GroupsOf(const v1::Extraction& extraction) {
  std::vector<std::string> groups;
  const auto add = [&](const auto& indices, std::string_view between, std::string* text) {
    for (int i = 0; i < indices.size(); ++i) {
      if (i > 0) *text += between;
      *text += extraction.facts(static_cast<int>(indices[i])).value();
    }
  };
  for (const v1::FactGroup& group : extraction.fact_groups()) {
    std::string text;
    add(group.wholes(), " | ", &text);
    text += " = ";
    add(group.parts(), " + ", &text);
    groups.push_back(group.complete() ? text : text + " ...");
  }
  return groups;
}

std::vector<std::string> TiesOf(std::string_view text) { return GroupsOf(ReadFactsOf(text)); }

}  // namespace gongkai
