#include "store/report_name.h"

#include <charconv>

#include "common/strings.h"

namespace gongkai {
namespace {

constexpr std::string_view kAgencies = "agencies/";
constexpr std::string_view kReports = "/reports/";

std::string Encode(std::string_view agency) {
  if (agency == "-") return "%2D";
  std::string encoded;
  for (char c : agency) {
    if (c == '/') {
      encoded += "%2F";
    } else if (c == '%') {
      encoded += "%25";
    } else {
      encoded += c;
    }
  }
  return encoded;
}

// Only what Encode writes.
bool Decode(std::string_view encoded, std::string* agency) {
  for (std::size_t i = 0; i < encoded.size(); ++i) {
    if (encoded[i] != '%') {
      *agency += encoded[i];
      continue;
    }
    const std::string_view code = encoded.substr(i, 3);
    if (code != "%2F" && code != "%25" && code != "%2D") return false;
    *agency += code == "%2F" ? '/' : code == "%25" ? '%' : '-';
    i += 2;
  }
  return true;
}

absl::Status Malformed(std::string_view name) {
  return absl::InvalidArgumentError(
      Concat("名称应为 agencies/{机关}/reports/{年份}; not a name of the form "
             "agencies/{agency}/reports/{year}: ",
             name));
}

}  // namespace

std::string FormatReportName(std::string_view agency, uint32_t year) {
  return Concat(kAgencies, agency.empty() ? "-" : Encode(agency), kReports,
                year == 0 ? "-" : std::to_string(year));
}

absl::StatusOr<ReportName> ParseReportName(std::string_view name) {
  if (!name.starts_with(kAgencies)) return Malformed(name);
  const std::string_view rest = name.substr(kAgencies.size());
  const std::size_t slash = rest.find('/');
  if (slash == 0 || slash == std::string_view::npos) return Malformed(name);
  if (!rest.substr(slash).starts_with(kReports)) return Malformed(name);
  const std::string_view agency = rest.substr(0, slash);
  const std::string_view year = rest.substr(slash + kReports.size());

  ReportName parsed;
  if (agency != "-" && !Decode(agency, &parsed.agency)) return Malformed(name);
  if (year == "-") return parsed;
  const auto [end, error] = std::from_chars(year.data(), year.data() + year.size(), parsed.year);
  if (error != std::errc() || end != year.data() + year.size() || parsed.year == 0) {
    return Malformed(name);
  }
  return parsed;
}

}  // namespace gongkai
