// Preloaded: the wall clock stands FAULTS_CLOCK_SHIFT seconds later, or as many as the file
// FAULTS_CLOCK_FILE says when it is asked, which may change. Nothing else is changed.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static long shift(void) {
  const char *path = getenv("FAULTS_CLOCK_FILE"), *fixed = getenv("FAULTS_CLOCK_SHIFT");
  if (path == NULL) return fixed == NULL ? 0 : atol(fixed);
  char text[32] = "";
  int file = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return 0;
  syscall(SYS_read, file, text, sizeof text - 1);
  syscall(SYS_close, file);
  return atol(text);
}

int clock_gettime(clockid_t clock, struct timespec *now) {
  int result = (int)syscall(SYS_clock_gettime, clock, now);
  if (result == 0 && clock == CLOCK_REALTIME) now->tv_sec += shift();
  return result;
}
