#pragma once
#include <xxhash.h>
#if defined(__x86_64__)
// The widest instructions that the processor has, instead of those that every one has.
#include <xxh_x86dispatch.h>
#endif

// XXH3_64bits is a macro where it chooses by processor, which Swift does not import.
static inline XXH64_hash_t cxxhash_xxh3(const void *bytes, size_t length) {
  return XXH3_64bits(bytes, length);
}
