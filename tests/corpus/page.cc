#include "tests/corpus/page.h"

#include <string_view>

namespace gongkai::corpus {

Metadata MetadataOf(const Page& page) {
  const std::string& iso = page.prose.iso_date;
  const std::string_view digits = page.draft.agency.postcode;
  Metadata metadata;
  metadata.index_number.append(digits).append("21-8/").append(iso, 0, 4).append("-00").append(
      digits.substr(3));
  metadata.publisher = page.draft.agency.name;
  metadata.date = iso;
  return metadata;
}

}  // namespace gongkai::corpus
