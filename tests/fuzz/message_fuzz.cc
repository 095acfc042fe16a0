// A worker answers any message, sound or not, with parts or with an error, and stays up.
#include <cstring>

#include "extract/extract_stage.h"
#include "google/protobuf/message.h"
#include "normalize/normalize_stage.h"
#include "segment/segment_stage.h"
#include "tests/fuzz/target.h"
#include "validate/validate_stage.h"

namespace gongkai {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// The first bytes of the input say what to damage; a report follows.
struct Damage {
  uint16_t stage = 0;  // before which
  uint16_t field = 0;  // of those that are set
  uint32_t value = 0;
};
constexpr std::size_t kDamages = 4;

// Sets the scalar field of the message that `*left` counts down to.
bool SetField(Message* message, uint32_t* left, uint32_t value);

bool SetNumber(Message* message, const FieldDescriptor* field, int index, uint32_t* left,
               uint32_t value) {
  if ((*left)-- != 0) return false;
  const auto* reflection = message->GetReflection();
  const bool repeated = field->is_repeated();
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_UINT32:
      repeated ? reflection->SetRepeatedUInt32(message, field, index, value)
               : reflection->SetUInt32(message, field, value);
      break;
    case FieldDescriptor::CPPTYPE_ENUM:
      repeated ? reflection->SetRepeatedEnumValue(message, field, index, static_cast<int>(value))
               : reflection->SetEnumValue(message, field, static_cast<int>(value));
      break;
    case FieldDescriptor::CPPTYPE_STRING: {
      std::string bytes = repeated ? reflection->GetRepeatedString(*message, field, index)
                                   : reflection->GetString(*message, field);
      if (!bytes.empty()) bytes[value % bytes.size()] = static_cast<char>(value >> 24);
      repeated ? reflection->SetRepeatedString(message, field, index, bytes)
               : reflection->SetString(message, field, bytes);
      break;
    }
    default:
      break;
  }
  return true;
}

bool SetField(Message* message, uint32_t* left, uint32_t value) {
  const auto* reflection = message->GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection->ListFields(*message, &fields);
  for (const FieldDescriptor* field : fields) {
    const int count = field->is_repeated() ? reflection->FieldSize(*message, field) : 1;
    for (int i = 0; i < count; ++i) {
      if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
        if (SetNumber(message, field, i, left, value)) return true;
        continue;
      }
      Message* inner = field->is_repeated() ? reflection->MutableRepeatedMessage(message, field, i)
                                            : reflection->MutableMessage(message, field);
      if (SetField(inner, left, value)) return true;
    }
  }
  return false;
}

}  // namespace

void Fuzz(std::string_view input) {
  static NormalizeStage& normalize = *new NormalizeStage;
  static SegmentStage& segment = *new SegmentStage;
  static ExtractStage& extract = *new ExtractStage;
  static ValidateStage& validate = *new ValidateStage;
  Damage damages[kDamages];
  if (input.size() < sizeof(damages)) return;
  std::memcpy(damages, input.data(), sizeof(damages));
  v1::Report report;
  report.mutable_content()->set_data(std::string(input.substr(sizeof(damages))));
  v1::Report* const group[] = {&report};
  uint16_t number = 0;
  for (Stage* stage : std::initializer_list<Stage*>{&normalize, &segment, &extract, &validate}) {
    for (const Damage& damage : damages) {
      uint32_t left = damage.field;
      if (damage.stage % 4 == number && number > 0) SetField(&report, &left, damage.value);
    }
    const absl::Status status = stage->Process(group);
    Require(status.ok() || status.code() == absl::StatusCode::kInvalidArgument, status.ToString());
    if (!status.ok()) return;
    ++number;
  }
}

}  // namespace gongkai
