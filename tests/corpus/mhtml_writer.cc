#include "tests/corpus/mhtml_writer.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace gongkai::corpus {
namespace {

constexpr size_t kLine = 76;
constexpr std::string_view kBoundary = "----=_NextPart_000_0000_01DA";
constexpr std::string_view kHex = "0123456789ABCDEF";
constexpr std::string_view kDigits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::string_view NameOf(Transfer transfer) {
  return transfer == Transfer::kBase64     ? "base64"
         : transfer == Transfer::kEightBit ? "8bit"
                                           : "quoted-printable";
}

}  // namespace

std::string QuotedPrintable(std::string_view bytes) {
  std::string out;
  size_t column = 0;
  for (size_t i = 0; i < bytes.size(); ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    if (byte == '\n') {
      out += "\r\n";
      column = 0;
      continue;
    }
    const bool at_end = i + 1 == bytes.size() || bytes[i + 1] == '\n';
    const bool plain = byte >= 0x21 && byte < 0x7F && byte != '=';
    const bool space = (byte == ' ' || byte == '\t') && !at_end;
    const size_t width = plain || space ? 1 : 3;
    if (column + width > kLine - 1) {
      out += "=\r\n";
      column = 0;
    }
    if (width == 1) {
      out += static_cast<char>(byte);
    } else {
      out += '=';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    }
    column += width;
  }
  return out;
}

std::string Base64(std::string_view bytes) {
  std::string out;
  size_t column = 0;
  for (size_t i = 0; i < bytes.size(); i += 3) {
    uint32_t bits = 0;
    const size_t count = std::min<size_t>(3, bytes.size() - i);
    for (size_t k = 0; k < 3; ++k) {
      bits = bits << 8 | (k < count ? static_cast<unsigned char>(bytes[i + k]) : 0u);
    }
    for (size_t k = 0; k < 4; ++k) {
      out += k <= count ? kDigits[bits >> (18 - 6 * k) & 63] : '=';
    }
    column += 4;
    if (column >= kLine) {
      out += "\r\n";
      column = 0;
    }
  }
  return out;
}

std::string WebArchive(const std::vector<ArchivePart>& parts) {
  std::string out =
      "From: \"Saved by a browser\"\r\nSubject: report\r\nMIME-Version: 1.0\r\n"
      "Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"";
  out.append(kBoundary).append("\"\r\n\r\nThis is a message of several parts.\r\n\r\n");
  for (const ArchivePart& part : parts) {
    out.append("--").append(kBoundary).append("\r\nContent-Type: ").append(part.type);
    if (!part.charset.empty()) out.append(";\r\n\tcharset=\"").append(part.charset).append("\"");
    out.append("\r\nContent-Transfer-Encoding: ").append(NameOf(part.transfer));
    if (!part.id.empty()) out.append("\r\nContent-ID: <").append(part.id).append(">");
    if (!part.location.empty()) out.append("\r\nContent-Location: ").append(part.location);
    out += "\r\n\r\n";
    out += part.transfer == Transfer::kBase64     ? Base64(part.bytes)
           : part.transfer == Transfer::kEightBit ? part.bytes
                                                  : QuotedPrintable(part.bytes);
    out += "\r\n\r\n";
  }
  return out.append("--").append(kBoundary).append("--\r\n");
}

}  // namespace gongkai::corpus
