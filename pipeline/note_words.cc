#include "pipeline/note_words.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "common/strings.h"
#include "pipeline/words.h"

namespace gongkai {
namespace {

// "{}" stands for the note's detail.
struct Words {
  v1::Note::Code code;
  std::string_view zh;
  std::string_view en;
};

constexpr Words kWords[] = {
    {v1::Note::DECLARED_CHARSET_WRONG, "声明的字符集 {} 与内容不符，已按实际字符集读取",
     "the declared character set {} does not fit the bytes; another one was used"},
    {v1::Note::UNDECODABLE_BYTES, "有 {} 处无法识别的字符，以 \uFFFD 代替",
     "{} characters cannot be read; U+FFFD stands for them"},
    {v1::Note::DECLARED_TYPE_WRONG, "文件类型与内容不符（声明或扩展名为 {}），已按内容读取",
     "the name or declaration says {}; the file was read as what its bytes are"},
    {v1::Note::TRUNCATED, "文件在中途结束，可能不完整", "the file ends in the middle of something"},
    {v1::Note::REPAIRED, "文件索引损坏，已重建，可能有缺失",
     "the index of the file was broken and was made anew; something may be missing"},
    {v1::Note::HIDDEN_LEFT_OUT, "工作簿中隐藏的内容没有读取：{}",
     "what the workbook hides was not read: {}"},
    {v1::Note::FIGURE_SHOWN_OTHERWISE, "数字的显示与保存的值不同，以保存的值为准：{}",
     "a figure is shown otherwise than it is kept; the one that is kept was read: {}"},
    {v1::Note::RESULT_MISSING, "公式没有计算结果：{}", "a formula without a result: {}"},
    {v1::Note::OTHER_TYPE_TOO, "文件同时也是另一种类型：{}", "the file is of another kind too: {}"},
    {v1::Note::TEXT_FROM_SCRIPT, "正文取自网页脚本", "the text stood in a script of the page"},
    {v1::Note::FRAME_LEFT_OUT, "网页引用的框架文件不在手边，没有读取：{}",
     "the page refers to another file that was not at hand: {}"},
    {v1::Note::CONVERTED, "由 {} 转换后读取，位置是转换后文件中的位置",
     "converted from {} before it was read; places are those of what came out"},
    {v1::Note::RECOGNISED, "图像中的文字由 {} 识别；把握不足的数不采用，请对照原件",
     "text in images was recognised by {}; figures that are not certain are not used"},
};

}  // namespace

std::string NoteWords(const v1::Note& note, v1::Language language) {
  const auto words = std::ranges::find(kWords, note.code(), &Words::code);
  if (words == std::end(kWords)) {
    return Concat(v1::Note::Code_Name(note.code()), " ", note.detail());
  }
  std::string text(Say(language, words->zh, words->en));
  if (const std::size_t at = text.find("{}"); at != text.npos) text.replace(at, 2, note.detail());
  return text;
}

}  // namespace gongkai
