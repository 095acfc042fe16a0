// The program that libFuzzer drives.
#include <cstddef>
#include <cstdint>

#include "tests/fuzz/target.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
  gongkai::Fuzz({reinterpret_cast<const char*>(data), size});
  return 0;
}
