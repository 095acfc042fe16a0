#include <cstdint>
#include <vector>

#include "tests/corpus/encode.h"

namespace gongkai::corpus {
namespace {

// Character for character; all are of three bytes in UTF-8.
constexpr std::string_view kSimplified =
    "万与专业东两严个为丽举么义乡书争于产从们价众优会体余党关兴养内册写农决况准减划别办务动区医华"
    "协单卫厅历县参发变台号后听员咨围国图场块坚处备复够头实审宾对导将层属岗岚岭帮库应废开张强归当"
    "录征径态总户执扫护报拟挂换据数断无旧时机权条来构标栎栏样桥检欢汇沟没泽测济浏游湾满滨点热牵环"
    "现电画畅疗监码砚础确碍种称稳简类纠级纳线组细织经结绕给络统继绩续维综编缴网罚职联脑舆节苇范药"
    "获衔补见规视览计订认让训议记讲许讼设访证评识诉词话询详语说请读谁调负财责账质购贴费资赠转软轻"
    "载较辑输过运还这进邮采里钩钱链销错键镇镜长门问间闻阅阳际随隐难霁页项须预领频题额风馆馈齐陈刘"
    "云丰亿仓仪传伤伦侨债倾储儿兰冯凤刚创剧励劳势勋厂厨吗吨呜响坏坛垄夹奋奖妇婴孙宁宝宪宽寻尔尝岁"
    "岛币师带帧广庆庄弃弥忆怀悦惊惩惯愿戏战扩扬扰抚抢抛担择挤挥损捞摄摆携敌斋旷显晋晒暂杂杨杰极枪"
    "柜树栋桩梦档楼榄横毁毕毡汉汤沪泪洁洒洼浅涂润涨渔渗温湿灭灯灵灾炉炼烂烦烧营牺犹狭猎献玛琼疯癣"
    "皱盐盖盘睁矿硕碱礼祸离秃秆窃竞笔笼筑签粮紧纪约红纤纯纱纲纵纷纸纹纺绍绘绝绢绣绥绪绿缆缓缔缘缝"
    "缩罗胜脉脏脱腾舰艰艺荐荡荣莱莲萧萨葱蓝虑虽蚁袭裤觉触谅谈谊谋谓谢谣谦谨谱贞贡败货贩贪贫贯贱贵"
    "贷贸贺贾贿赁赂赃赋赌赏赔赖赚赛赞赢趋跃践踪车轨轮轰辆辈辉边辽达迁迈违远连迟选逊递逻遗邓邻郑酱"
    "释鉴针钉钟钢钻铁铃铅铜铝铭银铺锁锅锋锐锦锻闭闯闲闹闽队阶阴阵陆陕险雾静韧韩顶顷顺顾顿颁颂颇颈"
    "颗颜颠飞饭饮饰饱饲饼驰驱驶驻驾骂骄验骗骚骤鱼鲁鲜鸟鸡鸣鸭鹅鹤麦黄黾并";
constexpr std::string_view kTraditional =
    "萬與專業東兩嚴個為麗舉麼義鄉書爭於產從們價眾優會體餘黨關興養內冊寫農決況準減劃別辦務動區醫華"
    "協單衛廳歷縣參發變臺號後聽員諮圍國圖場塊堅處備復夠頭實審賓對導將層屬崗嵐嶺幫庫應廢開張強歸當"
    "錄徵徑態總戶執掃護報擬掛換據數斷無舊時機權條來構標櫟欄樣橋檢歡匯溝沒澤測濟瀏遊灣滿濱點熱牽環"
    "現電畫暢療監碼硯礎確礙種稱穩簡類糾級納線組細織經結繞給絡統繼績續維綜編繳網罰職聯腦輿節葦範藥"
    "獲銜補見規視覽計訂認讓訓議記講許訟設訪證評識訴詞話詢詳語說請讀誰調負財責賬質購貼費資贈轉軟輕"
    "載較輯輸過運還這進郵採裡鉤錢鏈銷錯鍵鎮鏡長門問間聞閱陽際隨隱難霽頁項須預領頻題額風館饋齊陳劉"
    "雲豐億倉儀傳傷倫僑債傾儲兒蘭馮鳳剛創劇勵勞勢勳廠廚嗎噸嗚響壞壇壟夾奮獎婦嬰孫寧寶憲寬尋爾嘗歲"
    "島幣師帶幀廣慶莊棄彌憶懷悅驚懲慣願戲戰擴揚擾撫搶拋擔擇擠揮損撈攝擺攜敵齋曠顯晉曬暫雜楊傑極槍"
    "櫃樹棟樁夢檔樓欖橫毀畢氈漢湯滬淚潔灑窪淺塗潤漲漁滲溫溼滅燈靈災爐煉爛煩燒營犧猶狹獵獻瑪瓊瘋癬"
    "皺鹽蓋盤睜礦碩鹼禮禍離禿稈竊競筆籠築籤糧緊紀約紅纖純紗綱縱紛紙紋紡紹繪絕絹繡綏緒綠纜緩締緣縫"
    "縮羅勝脈髒脫騰艦艱藝薦蕩榮萊蓮蕭薩蔥藍慮雖蟻襲褲覺觸諒談誼謀謂謝謠謙謹譜貞貢敗貨販貪貧貫賤貴"
    "貸貿賀賈賄賃賂贓賦賭賞賠賴賺賽贊贏趨躍踐蹤車軌輪轟輛輩輝邊遼達遷邁違遠連遲選遜遞邏遺鄧鄰鄭醬"
    "釋鑑針釘鍾鋼鑽鐵鈴鉛銅鋁銘銀鋪鎖鍋鋒銳錦鍛閉闖閒鬧閩隊階陰陣陸陝險霧靜韌韓頂頃順顧頓頒頌頗頸"
    "顆顏顛飛飯飲飾飽飼餅馳驅駛駐駕罵驕驗騙騷驟魚魯鮮鳥雞鳴鴨鵝鶴麥黃黽並";
static_assert(kSimplified.size() == kTraditional.size());

struct Phrase {
  std::string_view simplified, traditional;
};

// Where the character alone would come out wrong.
constexpr Phrase kPhrases[] = {
    {"答复", "答覆"}, {"修复", "修復"}, {"恢复", "恢復"}, {"重复", "重複"}, {"复议", "複議"},
    {"编制", "編製"}, {"制作", "製作"}, {"关系", "關係"}, {"联系", "聯繫"}, {"批准", "批准"},
    {"轻松", "輕鬆"}, {"归并", "歸併"}, {"合并", "合併"},
};

// The code point of a character of three bytes.
uint32_t CodePoint(std::string_view at) {
  return (static_cast<uint32_t>(at[0] & 0x0F) << 12) | (static_cast<uint32_t>(at[1] & 0x3F) << 6) |
         static_cast<uint32_t>(at[2] & 0x3F);
}

struct Entry {
  uint16_t place = 0;  // in kTraditional, plus one
  bool begins_phrase = false;
};

std::vector<Entry> MakeEntries() {
  std::vector<Entry> entries(0x10000);
  for (size_t i = 0; i < kSimplified.size(); i += 3) {
    entries[CodePoint(kSimplified.substr(i))].place = static_cast<uint16_t>(i + 1);
  }
  for (const Phrase& phrase : kPhrases) {
    entries[CodePoint(phrase.simplified)].begins_phrase = true;
  }
  return entries;
}

const Phrase* PhraseAt(std::string_view text) {
  for (const Phrase& phrase : kPhrases) {
    if (text.starts_with(phrase.simplified)) return &phrase;
  }
  return nullptr;
}

}  // namespace

std::string ToTraditional(std::string_view simplified) {
  static const std::vector<Entry>* const kEntries = new std::vector<Entry>(MakeEntries());
  std::string out;
  out.reserve(simplified.size());
  while (!simplified.empty()) {
    const bool three = (static_cast<unsigned char>(simplified[0]) & 0xF0) == 0xE0;
    if (!three || simplified.size() < 3) {
      out += simplified[0];
      simplified.remove_prefix(1);
      continue;
    }
    const Entry entry = (*kEntries)[CodePoint(simplified)];
    const Phrase* const phrase = entry.begins_phrase ? PhraseAt(simplified) : nullptr;
    if (phrase != nullptr) {
      out += phrase->traditional;
      simplified.remove_prefix(phrase->simplified.size());
      continue;
    }
    out += entry.place > 0 ? kTraditional.substr(entry.place - 1u, 3) : simplified.substr(0, 3);
    simplified.remove_prefix(3);
  }
  return out;
}

}  // namespace gongkai::corpus
