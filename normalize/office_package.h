// The parts of an Office file and how they refer to each other (ISO/IEC 29500-2).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gongkai/v1/report.pb.h"
#include "normalize/archive.h"

namespace gongkai {

struct Relationship {
  std::string id;
  std::string type;    // the last word of its address: "officeDocument", "header", "numbering"
  std::string target;  // name of a part in the archive
};

class Relationships {
 public:
  // Those of `part`, or of the package if it is empty; none if the archive does not say.
  // Targets outside of the package are left out. Errors as XmlPart::Load.
  std::optional<v1::ReportError> Load(Archive* archive, std::string_view part);

  // nullptr if there is none.
  const Relationship* ById(std::string_view id) const;
  const Relationship* ByType(std::string_view type) const;

 private:
  std::vector<Relationship> all_;
};

// The name of the part that a target of `part` means; empty if it leads out of the package.
std::string ResolveTarget(std::string_view part, std::string_view target);

}  // namespace gongkai
