#include "common/report_error.h"

#include <string>

#include "common/strings.h"

namespace gongkai {
namespace {

struct Wording {
  std::string_view zh;
  std::string_view en;
};

Wording WordingOf(v1::ReportError::Code code) {
  switch (code) {
    case v1::ReportError::EMPTY:
      return {"文件是空的，没有任何内容；请重新导出或补交",
              "the file is empty; save it again or ask the sender for it"};
    case v1::ReportError::NOT_A_REPORT:
      return {"不是政府信息公开工作年度报告：没有年报标题、章节或法定表格；请核对文件",
              "not an annual disclosure report: no title, section or statutory table of one; "
              "check whether this is the right file"};
    case v1::ReportError::UNSUPPORTED_FORMAT:
      return {"这种文件目前读不了；请另存为 DOCX、网页（HTML）或纯文本后再试",
              "this kind of file is not read; save it as DOCX, a web page (HTML) or plain text"};
    case v1::ReportError::UNKNOWN_ENCODING:
      return {"无法识别文字编码；请另存为 UTF-8 或 GB18030",
              "no character set decodes the bytes; save it as UTF-8 or GB18030"};
    case v1::ReportError::OVER_LIMIT:
      return {"超出处理上限，未予处理；请拆分或精简后重新提交",
              "over a limit and not processed; split the file or make it smaller"};
    case v1::ReportError::NOT_FOUND:
      return {"找不到文件，或处理过程中文件被移走；请核对路径",
              "no such file, or it vanished meanwhile; check the path"};
    case v1::ReportError::UNREADABLE:
      return {"文件无法读取；请检查访问权限", "the file cannot be read; check its permissions"};
    case v1::ReportError::STAGE_FAILED:
      return {"处理这份报告时程序中断，其他报告不受影响；请保留原件并反馈",
              "a worker broke off at this report, others are not affected; keep the file and "
              "report it"};
    case v1::ReportError::TIMED_OUT:
      return {"处理超时，未得出结果；请单独重试或精简文件",
              "took longer than allowed; try it alone or make the file smaller"};
    case v1::ReportError::NO_REPORTS:
      return {"文件夹中没有可读的文件；请核对路径",
              "no file to read in this folder; check the path"};
    case v1::ReportError::DAMAGED:
      return {"文件已损坏或不完整，无法打开；请重新导出或请报送单位补交",
              "the file is damaged or incomplete; save it again or ask the sender for it"};
    case v1::ReportError::ENCRYPTED:
      return {"文件设有密码，无法读取；请取消密码后重新提交",
              "the file is protected by a password; remove it and try again"};
    case v1::ReportError::READER_MISSING:
      return {
          "读取这种文件的辅助程序 gongkai-reader 不在主程序旁边，或版本不符；请重新安装，"
          "或用环境变量 GONGKAI_READER 指明其位置",
          "the helper program gongkai-reader, which reads such files, is not beside this "
          "program or is another version; install it again or name it in GONGKAI_READER"};
    case v1::ReportError::SCANNED:
      return {"文件是扫描图像，没有文字层，读不出任何数；请报送单位提供可检索的 PDF、DOCX 或网页",
              "the file is a scan without a text layer, no figure can be read; ask the sender for "
              "a searchable PDF, DOCX or web page"};
    case v1::ReportError::FONTS_UNREADABLE:
      return {"文件中的字体没有说明各是什么字，文字无法还原；请用 Word 重新导出 PDF，或提供 DOCX",
              "its fonts do not say which characters they show, so there is no text; export the "
              "PDF from Word again or send DOCX"};
    case v1::ReportError::SEVERAL_REPORTS:
      return {"一个文件里有几份报告，无法分清哪个数属于哪一份；请每份报告单独报送一个文件",
              "there are several reports in one file, and which figure belongs to which is not "
              "certain; send each of them as a file of its own"};
    default:
      return {"无法处理", "cannot be processed"};
  }
}

}  // namespace

v1::ReportError MakeReportError(v1::ReportError::Code code, std::string_view stage,
                                std::string_view detail_zh, std::string_view detail_en) {
  const Wording wording = WordingOf(code);
  v1::ReportError error;
  error.set_code(code);
  error.set_stage(std::string(stage));
  error.set_message_zh(detail_zh.empty() ? std::string(wording.zh)
                                         : Concat(wording.zh, "（", detail_zh, "）"));
  error.set_message_en(detail_en.empty() ? std::string(wording.en)
                                         : Concat(wording.en, " (", detail_en, ")"));
  return error;
}

}  // namespace gongkai
