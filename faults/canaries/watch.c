/* Preloaded into the tests and the programs that they start: adds a line to CANARY_LOG for
 * - each file that is deleted, replaced or cut and has the bytes of WORD in it, before that;
 * - each write of them, to a file or to standard output and error;
 * - each program that is started with them among its arguments.
 *
 * WORD is compiled in: in a variable of the environment it would be a finding itself. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define NEXT(type, name, ...) ((type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name))

static int (*run)(const char *, char *const[], char *const[]);
static ssize_t (*put)(int, const void *, size_t);

/* After a fork there is no time for looking up names. */
__attribute__((constructor)) static void prepare(void) {
  run = NEXT(int, execve, const char *, char *const[], char *const[]);
  put = NEXT(ssize_t, write, int, const void *, size_t);
}

static void tell(const char *what, const char *where) {
  const char *log = getenv("CANARY_LOG");
  char line[4300];
  int out = log ? open(log, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600) : -1;
  int length = snprintf(line, sizeof line, "%s: %s\n", what, where);
  if (length >= (int)sizeof line) line[(length = sizeof line) - 1] = '\n';
  if (out >= 0 && put(out, line, length) < 0) abort();
  if (out >= 0) close(out);
}

static void tell_file(const char *what, int file) {
  char path[4096], link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, sizeof path - 1);
  path[length < 0 ? 0 : length] = 0;
  tell(what, path);
}

static int has(const void *bytes, size_t count) {
  return memmem(bytes, count, WORD, strlen(WORD)) != NULL;
}

/* What is there already; `file` is ours alone. It is read piece by piece, and holes are passed over: what
 * is mapped would count as memory of the tests, and of what they start. */
static void look(int file) {
  enum { overlap = sizeof WORD - 2 };
  struct stat facts;
  char piece[1 << 16];
  size_t kept = 0;
  off_t place = 0, next;
  if (fstat(file, &facts) != 0 || !S_ISREG(facts.st_mode)) return;
  while ((next = lseek(file, place, SEEK_DATA)) >= 0) {
    if (next != place) kept = 0;
    ssize_t count = pread(file, piece + kept, sizeof piece - kept, next);
    if (count <= 0) return;
    place = next + count;
    size_t all = kept + count;
    if (has(piece, all)) return tell_file("removed", file);
    kept = all < overlap ? all : overlap;
    memmove(piece, piece + all - kept, kept);
  }
}

static void look_at(int folder, const char *name, int flags) {
  int saved = errno;
  int file = openat(folder, name, O_RDONLY | O_NONBLOCK | O_CLOEXEC | flags);
  if (file >= 0) {
    look(file);
    close(file);
  }
  errno = saved;
}

/* What is about to be written. */
static void look_into(int file, const void *bytes, size_t count) {
  int saved = errno;
  struct stat facts;
  if (has(bytes, count)) {
    if (file == 1 || file == 2) tell_file("said", file);
    else if (fstat(file, &facts) == 0 && S_ISREG(facts.st_mode)) tell_file("written", file);
  }
  errno = saved;
}

int unlink(const char *name) {
  look_at(AT_FDCWD, name, O_NOFOLLOW);
  return NEXT(int, unlink, const char *)(name);
}

int unlinkat(int folder, const char *name, int flags) {
  if (!(flags & AT_REMOVEDIR)) look_at(folder, name, O_NOFOLLOW);
  return NEXT(int, unlinkat, int, const char *, int)(folder, name, flags);
}

int rename(const char *name, const char *target) {
  look_at(AT_FDCWD, target, O_NOFOLLOW);
  return NEXT(int, rename, const char *, const char *)(name, target);
}

int renameat(int from, const char *name, int to, const char *target) {
  look_at(to, target, O_NOFOLLOW);
  return NEXT(int, renameat, int, const char *, int, const char *)(from, name, to, target);
}

/* With RENAME_NOREPLACE nothing goes; cutroom calls it so, and past the library. */
int renameat2(int from, const char *name, int to, const char *target, unsigned flags) {
  if (!(flags & (RENAME_NOREPLACE | RENAME_EXCHANGE))) look_at(to, target, O_NOFOLLOW);
  return NEXT(int, renameat2, int, const char *, int, const char *, unsigned)(
      from, name, to, target, flags);
}

int ftruncate(int file, off_t length) {
  char path[64];
  snprintf(path, sizeof path, "/proc/self/fd/%d", file);
  look_at(AT_FDCWD, path, 0);
  return NEXT(int, ftruncate, int, off_t)(file, length);
}

int ftruncate64(int file, off64_t length) { return ftruncate(file, length); }

ssize_t write(int file, const void *bytes, size_t count) {
  look_into(file, bytes, count);
  if (!put) prepare();
  return put(file, bytes, count);
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t place) {
  look_into(file, bytes, count);
  return NEXT(ssize_t, pwrite, int, const void *, size_t, off_t)(file, bytes, count, place);
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t place) {
  return pwrite(file, bytes, count, place);
}

ssize_t writev(int file, const struct iovec *pieces, int count) {
  for (int i = 0; i < count; i++) look_into(file, pieces[i].iov_base, pieces[i].iov_len);
  return NEXT(ssize_t, writev, int, const struct iovec *, int)(file, pieces, count);
}

/* Between vfork and exec too: nothing but system calls. */
int execve(const char *program, char *const arguments[], char *const environment[]) {
  for (int i = 0; arguments[i]; i++) {
    if (!has(arguments[i], strlen(arguments[i]))) continue;
    /* The services of the tests get the key that they ask for as an argument. */
    int is_service = 0;
    for (int j = 0; arguments[j]; j++) is_service |= strstr(arguments[j], "/LoopbackServices/") != NULL;
    if (!is_service) tell("argument", arguments[i]);
    break;
  }
  return run(program, arguments, environment);
}
