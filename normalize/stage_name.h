// The name errors of this stage go by.
#pragma once

namespace gongkai {

inline constexpr char kNormalize[] = "normalize";

}  // namespace gongkai
