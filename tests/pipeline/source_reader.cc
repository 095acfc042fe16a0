#include "tests/pipeline/source_reader.h"

#include <zip.h>

#include <cstdlib>
#include <map>
#include <pugixml.hpp>

#include "normalize/reader_pool.h"

namespace gongkai {
namespace {

std::string Unpacked(const std::string& file, const std::string& part) {
  zip_error_t error;
  zip_source_t* source = zip_source_buffer_create(file.data(), file.size(), 0, &error);
  zip_t* archive = zip_open_from_source(source, ZIP_RDONLY, &error);
  std::string bytes;
  if (archive == nullptr) return bytes;
  if (zip_file_t* entry = zip_fopen(archive, part.c_str(), 0)) {
    char buffer[4096];
    for (zip_int64_t size = 0; (size = zip_fread(entry, buffer, sizeof(buffer))) > 0;) {
      bytes.append(buffer, static_cast<std::size_t>(size));
    }
    zip_fclose(entry);
  }
  zip_discard(archive);
  return bytes;
}

std::string TextOf(pugi::xml_node node, const char* name) {
  std::string text;
  for (const pugi::xpath_node found : node.select_nodes((std::string(".//") + name).c_str())) {
    text += found.node().text().get();
  }
  return text;
}

pugi::xml_node Nth(pugi::xml_node parent, const char* name, uint32_t number) {
  for (pugi::xml_node node : parent.children(name)) {
    if (--number == 0) return node;
  }
  return {};
}

std::string InDocument(const std::string& file, const v1::Place& place) {
  pugi::xml_document document;
  document.load_string(Unpacked(file, place.part()).c_str());
  if (place.cells_size() != 1) return "?no cell";
  const v1::Place::TableCell& at = place.cells(0);
  const pugi::xml_node table =
      Nth(document.child("w:document").child("w:body"), "w:tbl", at.table());
  return TextOf(Nth(Nth(table, "w:tr", at.row()), "w:tc", at.cell()), "w:t");
}

std::string InWorkbook(const std::string& file, const v1::Place& place) {
  const std::string name = place.address().substr(place.address().rfind('!') + 1);
  pugi::xml_document sheet, texts;
  sheet.load_string(Unpacked(file, place.part()).c_str());
  const pugi::xml_node cell = sheet.select_node(("//c[@r='" + name + "']").c_str()).node();
  if (!cell) return "?no cell " + name;
  const std::string kind = cell.attribute("t").value();
  if (kind == "inlineStr") return TextOf(cell, "t");
  if (kind != "s") return cell.child("v").text().get();
  texts.load_string(Unpacked(file, "xl/sharedStrings.xml").c_str());
  return TextOf(Nth(texts.child("sst"), "si", cell.child("v").text().as_uint() + 1), "t");
}

std::string OnPage(const std::string& file, const v1::Place& place) {
  // The same file is asked for each of its figures.
  static std::map<std::string, v1::Pages>& known = *new std::map<std::string, v1::Pages>;
  const auto [found, fresh] = known.try_emplace(file);
  if (fresh) {
    ReaderPool pool({.program = std::string(GONGKAI_BINARY_DIR) + "/gongkai-reader"});
    v1::Content content;
    content.set_data(file);
    if (pool.ReadPages(content, &found->second)) return "?cannot be read";
  }
  if (static_cast<int>(place.page()) > found->second.pages_size()) return "?no page";
  const v1::PositionedPage& page = found->second.pages(static_cast<int>(place.page()) - 1);
  std::map<int, std::string> characters;  // from left to right
  for (int i = 0; i < page.glyph_code_size(); ++i) {
    const int x = page.glyph_x(i) + page.glyph_advance(i) / 2;
    const int y = page.glyph_y(i) - page.glyph_size(i) / 3;
    const bool within = x >= place.box().left() && x < place.box().right() &&
                        y >= place.box().top() && y < place.box().bottom();
    if (within && page.glyph_code(i) < 0x80) characters[x] = static_cast<char>(page.glyph_code(i));
  }
  std::string text;
  for (const auto& [x, character] : characters) text += character;
  return text;
}

int HexValue(char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; }

std::string FromQuotedPrintable(const std::string& bytes) {
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] != '=') {
      text += bytes[i];
    } else if (i + 2 < bytes.size() + 0 && bytes[i + 1] != '\r' && bytes[i + 1] != '\n') {
      text += static_cast<char>(HexValue(bytes[i + 1]) * 16 + HexValue(bytes[i + 2]));
      i += 2;
    }
  }
  return text;
}

// Groups of four characters around the range give groups of three bytes.
std::string FromBase64(const std::string& file, std::size_t body, const v1::Place& place) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  unsigned bits = 0, count = 0;
  bool wanted = false;
  for (std::size_t i = body; i < file.size(); ++i) {
    const std::size_t value = kDigits.find(file[i]);
    if (value == std::string_view::npos) continue;
    wanted |= i >= place.begin() && i < place.end();
    bits = bits << 6 | static_cast<unsigned>(value);
    if (++count % 4 != 0) continue;
    if (wanted)
      text +=
          {static_cast<char>(bits >> 16), static_cast<char>(bits >> 8), static_cast<char>(bits)};
    if (i >= place.end()) break;
    wanted = false;
    bits = 0;
  }
  return text;
}

std::string InBytes(const std::string& file, const v1::Place& place) {
  if (place.end() > file.size()) return "?behind the end";
  const std::string there = file.substr(place.begin(), place.end() - place.begin());
  if (!file.starts_with("From:") && file.find("MIME-Version") > 2000) return there;
  const std::size_t head = file.rfind("Content-Transfer-Encoding:", place.begin());
  if (head == std::string::npos) return there;
  const std::string encoding = file.substr(head, file.find('\n', head) - head);
  if (encoding.find("quoted-printable") != std::string::npos) return FromQuotedPrintable(there);
  if (encoding.find("base64") == std::string::npos) return there;
  return FromBase64(file, file.find("\n\r\n", head) + 3, place);
}

}  // namespace

std::string Plainly(const std::string& text) {
  std::string plain;
  for (const char c : text) {
    const bool digit = c >= '0' && c <= '9';
    if (digit || c == '-' || c == '.' || c == '?') plain += c;
  }
  return plain;
}

std::string StandsAt(const std::string& file, const v1::Place& place) {
  if (place.page() > 0) return Plainly(OnPage(file, place));
  if (!place.address().empty()) return Plainly(InWorkbook(file, place));
  if (!place.part().empty()) return Plainly(InDocument(file, place));
  return Plainly(InBytes(file, place));
}

}  // namespace gongkai
