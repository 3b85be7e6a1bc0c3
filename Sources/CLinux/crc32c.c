#include "clinux.h"

#include <string.h>

// The reflected Castagnoli polynomial (RFC 3720, appendix B.4).
static const uint32_t polynomial = 0x82F63B78u;

static uint32_t crc_by_bits(uint32_t crc, const unsigned char *byte, size_t length) {
  while (length--) {
    crc ^= *byte++;
    for (int bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (polynomial & (0u - (crc & 1u)));
  }
  return crc;
}

#if defined(__x86_64__)
#include <nmmintrin.h>

__attribute__((target("sse4.2")))
static uint32_t crc_by_instruction(uint32_t crc, const unsigned char *byte, size_t length) {
  uint64_t wide = crc;
  for (; length >= 8; byte += 8, length -= 8) {
    uint64_t word;
    memcpy(&word, byte, 8);
    wide = _mm_crc32_u64(wide, word);
  }
  crc = (uint32_t)wide;
  while (length--) crc = _mm_crc32_u8(crc, *byte++);
  return crc;
}
#endif

uint32_t clinux_crc32c(uint32_t crc, const void *bytes, size_t length) {
  crc = ~crc;
#if defined(__x86_64__)
  if (__builtin_cpu_supports("sse4.2")) return ~crc_by_instruction(crc, bytes, length);
#endif
  return ~crc_by_bits(crc, bytes, length);
}
