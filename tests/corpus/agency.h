// Invented agencies. Places are made of syllables so that none is meant to exist; telephone area
// codes, postcodes and host names are ones that nobody has.

#ifndef GONGKAI_TESTS_CORPUS_AGENCY_H_
#define GONGKAI_TESTS_CORPUS_AGENCY_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "tests/corpus/random.h"

namespace gongkai::corpus {

enum class Level { kCounty, kBureau, kTownship, kSubdistrict };

// The usual upper ends of an agency's yearly figures.
struct Scale {
  int64_t applications, documents, licences, penalties, measures;
  int64_t fees;  // 万元
};

struct Agency {
  Level level = Level::kCounty;
  std::string place;       // 岚溪县
  std::string name;        // 岚溪县水利局
  std::string_view self;   // 我局
  std::string_view whole;  // 全局
  std::string office;      // the office in charge of disclosure
  std::string superior;    // whom it answers to
  std::string account;     // its account on social media
  std::string host;
  std::string telephone, postcode, address;
  Scale scale{};
};

Agency InventAgency(Random& random);

}  // namespace gongkai::corpus

#endif  // GONGKAI_TESTS_CORPUS_AGENCY_H_
