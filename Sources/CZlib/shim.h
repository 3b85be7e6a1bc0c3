#pragma once
#include <zlib.h>

// deflateInit2 and inflateInit2 are macros that Swift does not see. Negative window bits: raw
// deflate, as zip has it.
static inline int cz_deflate_begin(z_stream *stream, int level) {
  return deflateInit2(stream, level, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
}

static inline int cz_inflate_begin(z_stream *stream) {
  return inflateInit2(stream, -MAX_WBITS);
}
