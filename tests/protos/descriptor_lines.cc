#include "tests/protos/descriptor_lines.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace gongkai {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::MethodDescriptor;
using Lines = std::vector<std::string>;

std::string TypeOf(const FieldDescriptor& field) {
  if (field.message_type() != nullptr) return field.message_type()->full_name();
  if (field.enum_type() != nullptr) return field.enum_type()->full_name();
  return field.type_name();
}

std::string LabelOf(const FieldDescriptor& field) {
  if (field.is_map()) return "map ";
  if (field.is_repeated()) return field.is_packed() ? "repeated packed " : "repeated ";
  return field.has_optional_keyword() ? "optional " : "";
}

std::string OneofOf(const FieldDescriptor& field) {
  const auto* oneof = field.real_containing_oneof();
  return oneof == nullptr ? "" : absl::StrCat(" oneof ", oneof->name());
}

void AddEnum(const EnumDescriptor& type, Lines* lines) {
  lines->push_back(absl::StrCat("enum ", type.full_name()));
  for (int i = 0; i < type.value_count(); ++i) {
    lines->push_back(absl::StrCat("enum ", type.full_name(), " ", type.value(i)->name(), " = ",
                                  type.value(i)->number()));
  }
}

void AddMessage(const Descriptor& type, Lines* lines) {
  lines->push_back(absl::StrCat("message ", type.full_name()));
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    lines->push_back(absl::StrCat("message ", type.full_name(), " ", field.name(), " = ",
                                  field.number(), " ", LabelOf(field), TypeOf(field), " json ",
                                  field.json_name(), OneofOf(field)));
  }
  for (int i = 0; i < type.enum_type_count(); ++i) AddEnum(*type.enum_type(i), lines);
  for (int i = 0; i < type.nested_type_count(); ++i) AddMessage(*type.nested_type(i), lines);
}

std::string MethodLine(const MethodDescriptor& method) {
  return absl::StrCat("service ", method.service()->full_name(), " ", method.name(), "(",
                      method.client_streaming() ? "stream " : "", method.input_type()->full_name(),
                      ") returns (", method.server_streaming() ? "stream " : "",
                      method.output_type()->full_name(), ")");
}

}  // namespace

Lines DescriptorLines(const google::protobuf::FileDescriptor& file) {
  Lines lines;
  for (int i = 0; i < file.message_type_count(); ++i) AddMessage(*file.message_type(i), &lines);
  for (int i = 0; i < file.enum_type_count(); ++i) AddEnum(*file.enum_type(i), &lines);
  for (int i = 0; i < file.service_count(); ++i) {
    const auto& service = *file.service(i);
    lines.push_back(absl::StrCat("service ", service.full_name()));
    for (int j = 0; j < service.method_count(); ++j) {
      lines.push_back(MethodLine(*service.method(j)));
    }
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

}  // namespace gongkai
