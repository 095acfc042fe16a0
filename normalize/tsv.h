// The stage's data files: lines of fields separated by tabs; empty lines and lines that begin
// with '#' say nothing.
#pragma once

#include <array>
#include <string_view>
#include <vector>

namespace gongkai {

// The first two fields of a line; views into the file.
using TsvRow = std::array<std::string_view, 2>;

inline std::vector<TsvRow> ReadTsv(std::string_view file) {
  std::vector<TsvRow> rows;
  while (!file.empty()) {
    const std::size_t newline = file.find('\n');
    const std::string_view line = file.substr(0, newline);
    file.remove_prefix(newline == std::string_view::npos ? file.size() : newline + 1);
    if (line.empty() || line[0] == '#') continue;
    const std::size_t tab = line.find('\t');
    if (tab == std::string_view::npos) {
      rows.push_back({line, {}});
    } else {
      rows.push_back({line.substr(0, tab), line.substr(tab + 1)});
    }
  }
  return rows;
}

}  // namespace gongkai
