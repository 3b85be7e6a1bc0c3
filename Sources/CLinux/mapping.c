#include "clinux.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

// What this thread looks at; the handler below runs on the same thread.
struct window {
  char *start;
  size_t length;
  volatile sig_atomic_t is_torn;
};
static _Thread_local struct window window;

static struct sigaction before;

// A page of a mapping that cannot be had, because the file was cut or its disk failed, becomes zeros.
static void on_bus_error(int number, siginfo_t *info, void *context) {
  (void)context;
  int kept = errno;
  uintptr_t size = (uintptr_t)getpagesize();
  char *page = (char *)((uintptr_t)info->si_addr & ~(size - 1));
  if (window.start && page + size > window.start && page < window.start + window.length &&
      mmap(page, size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == page) {
    window.is_torn = 1;
    errno = kept;
    return;
  }
  // Not ours: the fault comes again and finds whoever it would have found.
  sigaction(number, &before, NULL);
}

static void catch_bus_errors(void) {
  struct sigaction action = {.sa_sigaction = on_bus_error, .sa_flags = SA_SIGINFO | SA_NODEFER};
  sigaction(SIGBUS, &action, &before);
}

static void *map(int file, long offset, size_t length, int flags) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, catch_bus_errors);
  void *start = mmap(NULL, length, PROT_READ, MAP_SHARED | flags, file, offset);
  return start == MAP_FAILED ? NULL : start;
}

const void *clinux_open_window(int file, long offset, size_t length) {
  void *start = map(file, offset, length, MAP_POPULATE);
  if (!start) return NULL;
  window.start = start;
  window.length = length;
  window.is_torn = 0;
  return start;
}

int clinux_close_window(void) {
  munmap(window.start, window.length);
  window.start = NULL;
  return window.is_torn;
}

const void *clinux_map_for_copies(int file, size_t length) {
  return map(file, 0, length, 0);
}

int clinux_copy_mapped(void *target, const void *source, size_t length) {
  struct window outer = window;
  window = (struct window){.start = (char *)source, .length = length};
  // The handler looks at it: it stands before the first byte is touched, and until after the last.
  __atomic_signal_fence(__ATOMIC_SEQ_CST);
  memcpy(target, source, length);
  __atomic_signal_fence(__ATOMIC_SEQ_CST);
  int is_torn = window.is_torn;
  window = outer;
  return !is_torn;
}
