#pragma once

namespace gongkai {

inline constexpr char kVersion[] = "0.1.0";

}  // namespace gongkai
