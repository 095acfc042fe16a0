// GB18030 and Big5 as tables, built once from ICU's converters: six times as fast as calling
// them.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace gongkai {

// Immutable; safe to share between threads.
class DoubleByteTable {
 public:
  static const DoubleByteTable& Gb18030();

  // Windows code page 950, and for codes it does not have Big5-HKSCS.
  static const DoubleByteTable& Big5();

  // The character of two bytes; 0 if they are none.
  char32_t At(unsigned char lead, unsigned char trail) const {
    return lead < kFirstLead || trail < kFirstTrail
               ? 0
               : pairs_[(lead - kFirstLead) * kTrails + (trail - kFirstTrail)];
  }

  // The character of four bytes of GB18030; 0 if they are none.
  char32_t FourByteAt(unsigned char first, unsigned char second, unsigned char third,
                      unsigned char fourth) const;

 private:
  static constexpr unsigned kFirstLead = 0x81;
  static constexpr unsigned kFirstTrail = 0x40;
  static constexpr unsigned kLeads = 0x100 - kFirstLead;
  static constexpr unsigned kTrails = 0x100 - kFirstTrail;

  // Fills what is empty; characters for private use only if `private_use`.
  void AddPairs(const char* converter_name, bool private_use);
  void AddFours();

  std::array<char32_t, kLeads * kTrails> pairs_{};
  std::vector<char16_t> fours_;  // of the basic plane, by linear index
};

}  // namespace gongkai
