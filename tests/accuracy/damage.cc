#include "tests/accuracy/damage.h"

#include <algorithm>

#include "absl/strings/ascii.h"

namespace gongkai {
namespace {}  // namespace

Damage::Damage(std::string_view bytes, bool html, std::mt19937* random)
    : bytes_(bytes), html_(html), random_(*random) {
  // The statistics are the end of a report.
  const std::size_t statistics = bytes.find("统计指标");
  const bool old = statistics != std::string_view::npos;
  const std::size_t from = old ? statistics : bytes.find("第二十条");
  const std::size_t to = old ? bytes.size() : bytes.rfind("五、");
  begin_ = from == std::string_view::npos ? 0 : from;
  end_ = to == std::string_view::npos || to < begin_ ? bytes.size() : to;
  FindLines();
  FindFigures();
}

Piece Damage::WithBorder(Piece figure) const {
  if (html_) {
    const std::size_t open = bytes_.rfind("<td", figure.begin);
    const std::size_t close = bytes_.find("</td>", figure.end);
    if (open == std::string_view::npos || close == std::string_view::npos) return figure;
    return {open, close + 5};
  }
  if (figure.begin > 0 && bytes_[figure.begin - 1] == '"' && bytes_[figure.end] == '"') {
    return {figure.begin - 1, figure.end + (bytes_[figure.end + 1] == ',' ? 2 : 1)};
  }
  std::size_t end = figure.end;
  while (end < bytes_.size() && bytes_[end] == ' ') ++end;
  if (end < bytes_.size() && (bytes_[end] == '|' || bytes_[end] == '\t')) {
    return {figure.begin, end + 1};
  }
  if (end < bytes_.size() && bytes_[end] == '\n') {
    const bool tab = figure.begin > 0 && bytes_[figure.begin - 1] == '\t';
    return {tab ? figure.begin - 1 : figure.begin, end + 1};
  }
  return {figure.begin, end};
}

void Damage::FindLines() {
  if (html_) {
    lines_ = Elements("<td", "</td>");
    rows_ = Elements("<tr", "</tr>");
    return;
  }
  // A report on one line has cells with a space behind them.
  const char line_end = one_line() ? ' ' : '\n';
  for (std::size_t at = begin_; at < end_;) {
    const std::size_t newline = std::min(bytes_.find(line_end, at), end_ - 1);
    if (newline > at) lines_.push_back({at, newline + 1});
    at = newline + 1;
  }
  rows_ = lines_;
}

std::vector<Piece> Damage::Elements(std::string_view open, std::string_view close) const {
  std::vector<Piece> pieces;
  for (std::size_t at = bytes_.find(open, begin_); at < end_; at = bytes_.find(open, at + 1)) {
    const std::size_t end = bytes_.find(close, at);
    if (end == std::string_view::npos) break;
    pieces.push_back({at, end + close.size()});
  }
  return pieces;
}

void Damage::FindFigures() {
  const auto border = [&](char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '|' || c == '>' || c == '<' || c == ';' ||
           (!html_ && (c == '"' || c == ':' || c == '{' || c == '}'));
  };
  for (std::size_t at = begin_ + 1; at + 1 < end_;) {
    if (!border(bytes_[at - 1]) || border(bytes_[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < end_ && !border(bytes_[end])) ++end;
    const bool figure = std::all_of(
        bytes_.begin() + static_cast<std::ptrdiff_t>(at),
        bytes_.begin() + static_cast<std::ptrdiff_t>(end),
        [](char c) { return absl::ascii_isdigit(c) || c == '.' || c == '-' || c == '+'; });
    const bool tag = bytes_[at - 1] == '<' || bytes_[end] == '>';
    if (figure && absl::ascii_isdigit(bytes_[end - 1])) figures_.push_back({at, end});
    if (!figure && !tag && end - at > 6 &&
        (static_cast<unsigned char>(bytes_[at]) >= 0x80 || absl::ascii_isdigit(bytes_[at]))) {
      words_.push_back({at, end});
    }
    at = end;
  }
}

}  // namespace gongkai
