#include "tests/corpus/agency.h"

#include <utility>

namespace gongkai::corpus {
namespace {

struct Syllable {
  std::string_view character, sound;
};

// As many names as there are counties: a store of many reports holds a few of each agency.
constexpr Syllable kFirst[] = {
    {"岚", "lan"},   {"霁", "ji"},    {"砚", "yan"},  {"栎", "li"},   {"汀", "ting"},
    {"漪", "yi"},    {"皓", "hao"},   {"翠", "cui"},  {"槿", "jin"},  {"苇", "wei"},
    {"黛", "dai"},   {"穗", "sui"},   {"沐", "mu"},   {"琅", "lang"}, {"珞", "luo"},
    {"瑾", "jin"},   {"璟", "jing"},  {"芷", "zhi"},  {"荻", "di"},   {"蓼", "liao"},
    {"菀", "wan"},   {"蕙", "hui"},   {"桉", "an"},   {"楠", "nan"},  {"梓", "zi"},
    {"榛", "zhen"},  {"檀", "tan"},   {"泓", "hong"}, {"淙", "cong"}, {"湄", "mei"},
    {"漱", "shu"},   {"澄", "cheng"}, {"霏", "fei"},  {"霖", "lin"},  {"雯", "wen"},
    {"旻", "min"},   {"昕", "xin"},   {"皎", "jiao"}, {"靛", "dian"}, {"斐", "fei"},
    {"翊", "yi"},    {"翎", "ling"},  {"螺", "luo"},  {"麓", "lu"},   {"笙", "sheng"},
    {"篁", "huang"}, {"芸", "yun"},   {"茜", "qian"}};
constexpr Syllable kSecond[] = {{"溪", "xi"},   {"川", "chuan"}, {"原", "yuan"}, {"浦", "pu"},
                                {"岭", "ling"}, {"泽", "ze"},    {"渡", "du"},   {"桥", "qiao"},
                                {"湾", "wan"},  {"坪", "ping"},  {"洲", "zhou"}, {"塘", "tang"},
                                {"丘", "qiu"},  {"坡", "po"},    {"峰", "feng"}, {"谷", "gu"},
                                {"堰", "yan"},  {"津", "jin"},   {"渚", "zhu"},  {"崖", "ya"}};
constexpr std::string_view kStreets[] = {"人民路",   "建设街", "迎宾大道", "文化路",
                                         "滨河东路", "新华街", "朝阳路",   "和平大街"};

struct Bureau {
  std::string_view name, account;
  Scale scale;
};

constexpr Bureau kBureaus[] = {
    {"市场监督管理局", "市场监管", {36, 3, 9200, 640, 75, 12}},
    {"自然资源局", "自然资源", {60, 6, 1300, 48, 6, 2600}},
    {"住房和城乡建设局", "住建", {48, 5, 860, 32, 0, 410}},
    {"教育体育局", "教体", {14, 8, 120, 4, 0, 940}},
    {"卫生健康局", "卫健", {12, 4, 2300, 150, 3, 26}},
    {"农业农村局", "三农", {16, 4, 540, 61, 5, 8}},
    {"交通运输局", "交通", {18, 3, 1750, 420, 33, 0}},
    {"人力资源和社会保障局", "人社", {22, 9, 310, 12, 0, 35}},
    {"应急管理局", "应急", {7, 3, 260, 88, 9, 0}},
    {"水利局", "水利", {9, 2, 170, 21, 2, 320}},
    {"民政局", "民政", {10, 5, 190, 2, 0, 0}},
    {"司法局", "司法", {8, 2, 90, 0, 0, 0}},
    {"统计局", "统计", {5, 1, 0, 3, 0, 0}},
    {"审计局", "审计", {5, 1, 0, 0, 0, 0}},
    {"文化和旅游局", "文旅", {6, 2, 230, 17, 0, 0}},
    {"医疗保障局", "医保", {6, 4, 0, 9, 0, 0}},
};

struct Place {
  std::string name, sound;
};

Place InventPlace(Random& random, std::string_view suffix) {
  const Syllable& first = random.Pick(kFirst);
  const Syllable& second = random.Pick(kSecond);
  return {std::string(first.character).append(second.character).append(suffix),
          std::string(first.sound).append(second.sound)};
}

void BeCounty(Agency& agency) {
  const std::string_view last = std::string_view(agency.place).substr(agency.place.size() - 3);
  agency.name = agency.place + "人民政府";
  agency.self = last == "县" ? "我县" : last == "市" ? "我市" : "我区";
  agency.whole = last == "县" ? "全县" : last == "市" ? "全市" : "全区";
  agency.office = agency.place + "人民政府办公室";
  agency.superior = "上级人民政府";
  agency.account = agency.place + "发布";
  agency.scale = {180, 24, 9800, 5200, 460, 5200};
}

void BeBureau(Agency& agency, Random& random) {
  const Bureau& bureau = random.Pick(kBureaus);
  agency.name = agency.place + std::string(bureau.name);
  agency.self = "我局";
  agency.whole = "全局";
  agency.office = agency.name + "办公室";
  agency.superior = agency.place + "人民政府";
  agency.account = agency.place + std::string(bureau.account);
  agency.scale = bureau.scale;
}

void BeLocal(Agency& agency, Random& random, bool subdistrict) {
  const std::string local = InventPlace(random, subdistrict ? "街道" : "镇").name;
  agency.superior = agency.place + "人民政府";
  agency.name = agency.place + local + (subdistrict ? "办事处" : "人民政府");
  agency.self = subdistrict ? "我街道" : "我镇";
  agency.whole = subdistrict ? "全街道" : "全镇";
  agency.office = agency.place + local + (subdistrict ? "党政综合办公室" : "党政办公室");
  agency.account = (subdistrict ? "活力" : "美丽") + local;
  agency.scale = {6, 2, subdistrict ? 0 : 60, 24, 3, 0};
}

std::string InventTelephone(Random& random) {
  return "061" + std::to_string(random.Below(10)) + "-" +
         std::to_string(random.Between(2000000, 8999999));
}

}  // namespace

Agency InventAgency(Random& random) {
  constexpr std::string_view kSuffixes[] = {"县", "县", "县", "区", "市"};
  constexpr int kLevels[] = {3, 5, 3, 2};
  Agency agency;
  agency.level = static_cast<Level>(random.Weighted(kLevels));
  Place place = InventPlace(random, random.Pick(kSuffixes));
  agency.place = std::move(place.name);
  agency.host = "www." + place.sound + ".example";
  agency.telephone = InventTelephone(random);
  agency.postcode = "0" + std::to_string(random.Between(90000, 99999));
  agency.address = agency.place + std::string(random.Pick(kStreets)) +
                   std::to_string(random.Between(1, 299)) + "号";
  switch (agency.level) {
    case Level::kCounty:
      BeCounty(agency);
      break;
    case Level::kBureau:
      BeBureau(agency, random);
      break;
    case Level::kTownship:
      BeLocal(agency, random, false);
      break;
    case Level::kSubdistrict:
      BeLocal(agency, random, true);
      break;
  }
  return agency;
}

}  // namespace gongkai::corpus
