#include "clinux.h"

#include <malloc.h>

void clinux_map_large_memory(int bytes) {
  mallopt(M_MMAP_THRESHOLD, bytes);
}
