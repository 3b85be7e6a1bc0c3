#define _GNU_SOURCE
#include "clinux.h"

#include <sched.h>
#include <unistd.h>

int clinux_processor_count(void) {
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) == 0) return CPU_COUNT(&set);
  // More processors than the set has room for.
  return (int)sysconf(_SC_NPROCESSORS_ONLN);
}
