#include "tests/corpus/fragments.h"

namespace gongkai::corpus {
namespace {

using Text = std::string_view;

// clang-format off
constexpr Text kBasis[] = {
    "依照《中华人民共和国政府信息公开条例》（以下简称《条例》）第五十条的要求，{A}编写了{Y}年度政"
    "府信息公开工作年度报告，内容分为总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情"
    "况、政府信息公开行政复议和行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项六个方面"
    "。",
    "本报告由{A}根据《中华人民共和国政府信息公开条例》和国务院办公厅规定的格式编制，共六个部分，"
    "向社会公布{Y}年度政府信息公开工作的开展情况。",
    "为便于公众了解和监督，{A}按照《中华人民共和国政府信息公开条例》的规定，就{Y}年政府信息公开工"
    "作作如下报告。",
    "现依据《中华人民共和国政府信息公开条例》，将{A}{Y}年政府信息公开工作的有关情况报告如下，全文"
    "由六个部分组成。",
};
constexpr Text kPeriod[] = {
    "报告所列数据的统计期限为{Y}年1月1日至{Y}年12月31日。",
    "除另有说明外，数据统计时间自{Y}年1月1日起，至{Y}年12月31日止。",
    "本报告统计口径为{Y}年1月1日到{Y}年12月31日。",
};
constexpr Text kContact[] = {
    "报告电子版可在{H}查阅和下载。公众如需了解详情，可与{O}联系（地址：{D}；邮编：{Z}；电话：{T}"
    "）。",
    "对报告内容有疑问的，请联系{O}，地址：{D}，邮政编码：{Z}，联系电话：{T}。",
    "本报告在{H}“政府信息公开年报”栏目发布，咨询电话：{T}，通信地址：{D}（邮编{Z}）。",
};
constexpr Text kOpening[] = {
    "{Y}年，{S}把政府信息公开作为转变作风、服务群众的一项基础工作，围绕中心任务编目录、定时限、抓"
    "审核，各项要求逐条落到了人头。",
    "一年来，{S}对照上级下发的工作要点列出任务清单，由{O}牵头按季调度，公开的内容比上年更全，更新"
    "也更及时。",
    "{Y}年，{S}坚持公众关心什么就公开什么，在公开内容、解读方式和答复质量三个方面下了功夫，全年没"
    "有发生因公开不当引起的舆情。",
    "本年度，{S}继续执行年初定计划、年中查进度、年末评效果的做法，政府信息公开工作总体平稳有序。",
    "{Y}年，在{B}的指导下，{S}结合自身职能细化公开事项，重点补齐了政策文件和办事指南两块短板。",
};
constexpr Text kPublished[] = {
    "全年通过网站发布各类信息{site}条，其中工作动态{news}条、政策文件{policy}条、法定主动公开内容"
    "{statutory}条、其余信息{rest}条。",
    "据统计，{S}本年度在网站主动公开政府信息{site}条，其中动态类{news}条，政策类{policy}条，法定"
    "公开内容{statutory}条，其他{rest}条。",
    "{Y}年{S}共主动公开信息{site:published.total}条，其中要闻动态{news}条，规范性文件及政策解读{policy}条，法定主"
    "动公开内容{statutory}条，其他类别{rest}条。",
};
constexpr Text kProactive[] = {
    "重大民生项目从立项、招标到完工逐段公布进展，群众在网上就能看到钱花到了哪里、工程做到了哪一步"
    "。",
    "机构职能、领导分工、办公地址和办事电话有变动的，都在{#3-10}个工作日内完成更新。",
    "对新出台的政策文件，做到文件和解读材料同步起草、同步审核、同步发布，全年制作图解、短视频等解"
    "读{#2-26:published.interpretation}篇。",
    "财政预决算、“三公”经费和政府采购信息按规定时间公布，公开的科目细化到项级。",
    "围绕稳就业、义务教育招生、养老服务、医疗救助等群众关切的领域，集中梳理并公开了{#4-18}类信息。",
    "组织开放日活动{#1-4:open_days.total}场，请居民代表和企业负责人走进办事大厅，当面听取他们对公开内容的意见。",
    "线下在便民服务中心、村（社区）公示栏张贴惠农补贴、低保评定等公示{#12-160}期，方便不上网的老"
    "人查看。",
    "会议议定的重要事项，凡不涉密的，会后及时以通俗的文字对外说明。",
    "行政执法主体、权责清单、执法结果按“谁执法、谁公示”的要求挂网，便于当事人查询。",
    "对公众留言和热线转来的咨询，{S}安排专人整理，有共性的问题编成问答{#6-48:published.answers}条公开发布。",
};
constexpr Text kNoApplications[] = {
    "本年度{S}未收到政府信息公开申请{!applications.received.total}，也没有上年结转的申请{!applications.carried_over.total}。",
    "{Y}年，{S}没有接到公民、法人或者其他组织提出的政府信息公开申请{!applications.received.total}。",
    "全年未收到依申请公开件{!applications.received.total}，受理渠道经检查畅通。",
};
constexpr Text kSomeApplications[] = {
    "{Y}年，{S}新收政府信息公开申请{received}件，上年结转{carried}件；办结{decided}件，结转下年度"
    "继续办理{forward}件。",
    "全年新收到政府信息公开申请{received}件，另有上年结转{carried}件，当年办结{decided}件，其中予"
    "以公开{granted}件，结转下年度{forward}件。",
    "本年度收到政府信息公开申请{received}件（不含上年结转的{carried}件），已作出答复{decided}件，"
    "结转下年度{forward}件，答复均在法定期限内。",
};
constexpr Text kApplicationsWork[] = {
    "受理、登记、会商、答复四个环节各有台账，答复书须经法制机构审核后才能发出。",
    "对内容不清楚的申请，先打电话与申请人沟通，弄清真正的需要，再决定是否出具补正告知书。",
    "申请渠道包括当面、邮寄和网上提交三种，联系方式在公开指南中写明，并每季度核对一次。",
    "需要征求第三方意见或者请其他部门会商的，明确一名经办人跟到底，避免逾期。",
    "答复文书使用统一样式，写清依据和救济途径，申请人看得明白。",
};
constexpr Text kManagement[] = {
    "公文在起草时就确定公开属性，不公开的写明理由，{O}在发文前逐件核对。",
    "坚持先审后发，经办人、负责人、分管领导三道把关，涉及个人信息的一律作隐去处理。",
    "对历年文件开展了一次清理，失效、废止的都在标题旁作出标注，共标注{#3-60}件。",
    "建立信息发布台账，写明来源、审核人和发布时间，做到每一条都能倒查。",
    "修订了政府信息公开指南和目录，把交叉重复的{#2-9}个栏目合并，查找更加方便。",
    "规范性文件按年度整理成册，提供网页版和可下载文本，方便公众引用。",
    "对隐私、敏感词和错别字实行人工与软件两次检查，全年纠正差错{#5-90}处。",
};
constexpr Text kPlatform[] = {
    "网站“政府信息公开”专栏按全国统一的样式改版，保留指南、制度、法定主动公开内容和年报四个入口。",
    "政务新媒体账号“{W}”全年推送信息{media}条，其中图文{wechat}条、短视频{short}条、其他"
    "{other_media}条。",
    "对长期不更新的栏目予以关停或者归并，页面打开速度和检索准确率都有改善。",
    "在便民服务场所设置查阅点{#1-12:reading_points.total}处，配备电脑和打印机，安排工作人员帮助查询。",
    "为方便老年人使用，页面提供了大字体和语音播报功能。",
    "每月检查一次链接和附件，发现打不开的当天修复，全年处理失效链接{#2-70}个。",
};
constexpr Text kSupervision[] = {
    "{O}每季度抽查一次公开情况，问题列单交办，整改结果在下一季度复核。",
    "组织业务培训{#1-5:training.sessions}次，参加人员{#18-260:training.participants}人次，内容以《条例》解读和答复文书写作为主。",
    "明确由一名班子成员分管此项工作，信息员有变动的及时补上，保证工作不断线。",
    "在网站开设监督举报信箱，公开投诉电话，全年收到的意见都已办理。",
    "对照第三方测评反馈的问题建立台账，逐项销号，已完成整改{#3-20}项。",
};
constexpr Text kGovernmentDuties[] = {
    "工作考核方面，政府信息公开列入对部门和乡镇的年度考核，占比{#3-6}分，考核结果在{U}范围内通报"
    "。社会评议方面，邀请人大代表、政协委员和群众代表参加评议，满意率为{#90-98:satisfaction.rate}%。责任追究方面，"
    "本年度没有需要追究责任的情形{!accountability.total}。",
    "{S}把公开工作纳入年度绩效考核，按季打分、年底汇总；通过网上问卷开展社会评议，收回有效问卷"
    "{#120-900:surveys.answers}份；严格执行责任追究制度，全年未发生应当追责的情况{!accountability.total}。",
    "年底由{O}会同有关单位对各部门开展考核，结果与评先评优挂钩；社会评议采取现场测评与网络测评相"
    "结合的方式；全年无责任追究{!accountability.total}事项。",
};
constexpr Text kProblems[] = {
    "部分单位发布信息偏重动态，群众想看的政策和数据不够多。",
    "政策解读以文字为主，形式比较单一，读起来不够轻松。",
    "经办人员变动较快，对《条例》的理解还不深，答复文书质量参差不齐。",
    "个别栏目更新间隔偏长，年初与年底发布量相差较大。",
    "新媒体与网站内容衔接不够，同一件事在两处的说法有时不一致。",
    "基层公开栏内容张贴后缺少维护，有的公示过期没有及时换下。",
    "历史文件数字化程度低，公众检索较早的文件不太方便。",
    "与公众互动的渠道不多，征求意见时收到的反馈较少。",
};
constexpr Text kImprovements[] = {
    "重新核定各单位发布任务，把政策文件、统计数据的比重写进考核指标。",
    "与融媒体中心合作，多用图表、动画和情景短片讲政策，请经办科室负责人出镜解答。",
    "编印答复案例手册，对新上岗人员先培训后上岗，每半年组织一次文书互评。",
    "给每个栏目设定更新周期，到期前系统自动提醒，超期的由{O}督办。",
    "建立网站与新媒体统一的稿件库，先定稿、后分发，确保口径一致。",
    "由村（社区）信息员每月巡查公开栏，拍照留存，过期内容随查随换。",
    "分批把旧文件扫描入库并补充关键词，力争明年底前可以全文检索。",
    "重要决策征求意见时同步走访企业和居民，公布意见采纳情况，让提意见的人看到回音。",
};
constexpr Text kNoFee[] = {
    "依照《政府信息公开信息处理费管理办法》，{S}{Y}年未收取信息处理费{!fees.information_processing}。",
    "收取信息处理费情况：本年度收取信息处理费{=0:fees.information_processing}元。",
    "{Y}年度{S}没有发出收费通知，信息处理费收取金额为{=0:fees.information_processing}元。",
};
constexpr Text kOtherMatters[] = {
    "全年承办人大代表建议{#1-60:proposals.congress}件、政协委员提案{#1-50:proposals.consultative}件，均已办复，办理结果按规定公开。",
    "年度工作要点分解为{#12-36}项任务，目前全部完成。",
    "结合实际探索“公开专员进网格”的做法，由网格员上门讲解惠民政策，受到居民欢迎。",
    "在办事大厅设置政策咨询综合窗口，全年接待来访咨询{#60-2400:consultations.in_person}人次。",
    "政府公报全年编印{#2-12:gazette.issues}期，免费赠送到村（社区）和图书馆。",
    "除上述情况外，没有其他需要报告的事项。",
};
constexpr Text kNoteUnderTable[] = {
    "注：行政许可、行政处罚、行政强制数量为全年作出的决定总数。",
    "注：以上数字由各承办机构填报，{O}汇总核对。",
};
constexpr Text kOverview2008[] = {
    "{Y}年，{S}认真执行《中华人民共和国政府信息公开条例》，把公开工作列入重要议事日程，明确一名领"
    "导分管、一个机构主办、专人经办。",
    "{S}调整充实了政府信息公开领导小组，制定年度计划，召开专题会议{#1-6:meetings.total}次，研究解决目录编制和栏"
    "目维护中的困难。",
    "健全保密审查、发布协调、依申请公开等制度，对拟公开的内容逐条审核，没有发生失密泄密事件。",
    "举办培训班{#1-4:training.sessions}期，培训信息员{#15-180:training.participants}人次，提高了采编和答复的水平。",
};
constexpr Text kFees2008[] = {
    "{Y}年，{S}没有就提供政府信息收取任何费用{!fees.disclosure}，也没有减免费用{!fees.waived}的情况。",
    "本年度依申请提供政府信息未收取检索、复制、邮寄等费用{!fees.disclosure}。",
};
constexpr Text kEnquiries2008[] = {
    "全年接待公众咨询{asked}人次，其中现场咨询{asked_here}人次、电话咨询{asked_phone}人次、网上咨"
    "询{asked_net}人次，没有收到投诉{!complaints.total}。",
    "{Y}年共受理咨询{asked}人次，其中当面{asked_here}人次，电话{asked_phone}人次，网络{asked_net}"
    "人次；未接到对公开工作的举报{!complaints.total}。",
};
constexpr Text kDisputes2008[] = {
    "{Y}年，没有因政府信息公开被申请行政复议或者提起行政诉讼的情况{!disputes.total}。",
    "本年度未发生涉及政府信息公开的行政复议、行政诉讼案件{!disputes.total}。",
};
constexpr Text kPublished2014[] = {
    "{Y}年，{S}主动公开政府信息{published}条，网站上全部可以查到。",
    "全年累计主动公开政府信息{published}条，其中政策解读{#2-30:published.interpretation}篇。",
};
constexpr Text kApplications2014[] = {
    "{Y}年，{S}收到政府信息公开申请{applied}件，都已在规定期限内答复。",
    "全年共收到公开申请{applied}件，均由{O}登记、分办，没有超期。",
};
constexpr Text kDisputes2014[] = {
    "{Y}年，因政府信息公开发生行政复议{reconsidered}件，行政诉讼{sued}件。",
    "全年涉及政府信息公开的行政复议{reconsidered}件、行政诉讼{sued}件，均依法应对。",
};
constexpr Text kStatisticsTitle[] = {
    "附件：{Y}年政府信息公开情况统计表",
    "附：政府信息公开情况统计表（{Y}年度）",
    "政府信息公开情况统计表",
};
constexpr Text kStatisticsFoot[] = {
    "单位负责人：沈益平　审核人：姚佩青　填报人：罗一鸣　联系电话：{T}",
    "填报人：罗一鸣 填报日期：{N}年1月{#4-27}日",
};
// clang-format on

}  // namespace

std::span<const std::string_view> Fragments(Topic topic) {
  switch (topic) {
    case Topic::kBasis:
      return kBasis;
    case Topic::kPeriod:
      return kPeriod;
    case Topic::kContact:
      return kContact;
    case Topic::kOpening:
      return kOpening;
    case Topic::kPublished:
      return kPublished;
    case Topic::kProactive:
      return kProactive;
    case Topic::kNoApplications:
      return kNoApplications;
    case Topic::kSomeApplications:
      return kSomeApplications;
    case Topic::kApplicationsWork:
      return kApplicationsWork;
    case Topic::kManagement:
      return kManagement;
    case Topic::kPlatform:
      return kPlatform;
    case Topic::kSupervision:
      return kSupervision;
    case Topic::kGovernmentDuties:
      return kGovernmentDuties;
    case Topic::kProblems:
      return kProblems;
    case Topic::kImprovements:
      return kImprovements;
    case Topic::kNoFee:
      return kNoFee;
    case Topic::kOtherMatters:
      return kOtherMatters;
    case Topic::kNoteUnderTable:
      return kNoteUnderTable;
    case Topic::kOverview2008:
      return kOverview2008;
    case Topic::kFees2008:
      return kFees2008;
    case Topic::kEnquiries2008:
      return kEnquiries2008;
    case Topic::kDisputes2008:
      return kDisputes2008;
    case Topic::kPublished2014:
      return kPublished2014;
    case Topic::kApplications2014:
      return kApplications2014;
    case Topic::kDisputes2014:
      return kDisputes2014;
    case Topic::kStatisticsTitle:
      return kStatisticsTitle;
    case Topic::kStatisticsFoot:
      return kStatisticsFoot;
  }
  return {};
}

}  // namespace gongkai::corpus
