#include "normalize/recognition_map.h"

#include <algorithm>
#include <string>

namespace gongkai {

void AddRecognition(const std::vector<uint32_t>& by_position, std::string_view program,
                    v1::Document* document) {
  v1::Recognition recognition;
  const auto add = [&recognition](uint32_t begin, uint32_t end, uint32_t confidence) {
    const int last = recognition.end_size() - 1;
    if (last >= 0 && recognition.end(last) == begin && recognition.confidence(last) == confidence) {
      recognition.set_end(last, end);
      return;
    }
    recognition.add_begin(begin);
    recognition.add_end(end);
    recognition.add_confidence(confidence);
  };
  const v1::SourceMap& map = document->source_map();
  for (int run = 0; run < map.kind_size(); ++run) {
    const uint32_t step = map.source_step(run);
    if (step == 0) continue;
    for (uint32_t k = 0; k < map.count(run); ++k) {
      const std::size_t from = map.source_begin(run) + std::size_t{k} * step;
      const std::size_t to = std::min(from + step, by_position.size());
      uint32_t least = 0;
      for (std::size_t i = from; i < to; ++i) {
        if (by_position[i] > 0)
          least = least == 0 ? by_position[i] : std::min(least, by_position[i]);
      }
      const uint32_t begin = map.text_begin(run) + k * map.text_step(run);
      if (least > 0) add(begin, begin + map.text_step(run), least);
    }
  }
  if (recognition.begin_size() > 0) *document->mutable_recognition() = std::move(recognition);
  v1::Note* note = document->add_notes();
  note->set_code(v1::Note::RECOGNISED);
  note->set_detail(std::string(program));
}

}  // namespace gongkai
