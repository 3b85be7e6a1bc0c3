// The system calls with which cutroom keeps and finds an entry, and the SHA-256 of what is kept: what
// that costs at least. `bench/cache/run --calls` compares the two sequences under strace.
//
//   cache items|media FOLDER SIZE    reads `set N`, `get N` and `open N`, answers each with its seconds
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/openat2.h>
#include <openssl/evp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

// What is at most LONGEST is written a second time, side by side, and copied from there when it is found.
enum { METADATA = 405, INDEX = 4096, LONGEST = 64 << 10 };
static const off_t RECENT = 384 << 20;
static int state, entries, building, lock, index_file, recent, is_flushed;
static size_t size;
static char *found, *view, metadata[METADATA];
static long count, kept;
static uint64_t chance = 1;

static void die(const char *call) {
  perror(call);
  exit(1);
}
#define MUST(call) do { if ((call) == -1) die(#call); } while (0)

static int open_beneath(int folder, const char *name, uint64_t flags, uint64_t mode) {
  struct open_how how = {.flags = flags | O_CLOEXEC, .mode = mode};
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  int file = (int)syscall(SYS_openat2, folder, name, &how, sizeof how);
  MUST(file);
  return file;
}

static int make_folder(int parent, const char *name) {
  MUST(mkdirat(parent, name, 0700));
  return open_beneath(parent, name, O_RDONLY | O_DIRECTORY, 0);
}

// A name as long as a digest, its digits as evenly spread.
static void entry_name(char *name, long number) {
  uint64_t word = (uint64_t)number;
  for (int part = 0; part < 4; part++) {
    word = (word ^ (word >> 31)) * 0x9E3779B97F4A7C15u + (uint64_t)part + 1;
    sprintf(name + part * 16, "%016llx", (unsigned long long)(word ^ (word >> 29)));
  }
}

static uint64_t next(void) {
  chance = chance * 6364136223846793005u + 1442695040888963407u;
  return chance >> 33;
}

static void take_lock(void) {
  struct stat status;
  MUST(flock(lock, LOCK_EX));
  MUST(fstatat(state, "index", &status, AT_SYMLINK_NOFOLLOW));
}

static uint64_t chance_of_system(void) {
  uint64_t number;
  MUST(getrandom(&number, sizeof number, 0));
  return number;
}

// Where an entry stands side by side with others, as long as it is not written over.
static off_t place_of(long number) {
  const off_t length = (off_t)(size + METADATA);
  return number % (RECENT / length) * length;
}

static void set(const char *name, const char *bytes) {
  unsigned char digest[32];
  if (!EVP_Digest(bytes, size, digest, NULL, EVP_sha256(), NULL)) die("EVP_Digest");
  char aside[64];
  struct stat status;
  take_lock();
  sprintf(aside, "00-%zu-%016llx", size + METADATA, (unsigned long long)chance_of_system());
  int folder = make_folder(building, aside);
  MUST(flock(lock, LOCK_UN));

  const uint64_t flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW;
  int file = open_beneath(folder, "data.bin", flags, 0444);
  if (write(file, bytes, size) != (ssize_t)size) die("write");
  struct timespec times[2] = {{.tv_nsec = UTIME_OMIT}};
  clock_gettime(CLOCK_REALTIME, &times[1]);
  times[1].tv_sec -= 2;
  times[1].tv_nsec = (long)(chance_of_system() % 1000000000);
  MUST(futimens(file, times));
  if (is_flushed) MUST(fsync(file));
  MUST(fstat(file, &status));
  MUST(close(file));
  file = open_beneath(folder, "metadata.json", flags, 0400);
  if (write(file, metadata, METADATA) != METADATA) die("write");
  if (is_flushed) MUST(fsync(file));
  if (is_flushed) MUST(fsync(folder));
  MUST(close(file));

  take_lock();
  if (size + METADATA <= LONGEST) {
    const struct iovec pieces[2] = {{(void *)bytes, size}, {metadata, METADATA}};
    MUST(pwritev(recent, pieces, 2, place_of(kept)));
  }
  kept++;
  MUST(syscall(SYS_renameat2, building, aside, entries, name, RENAME_NOREPLACE));
  MUST(flock(lock, LOCK_UN));
  if (is_flushed) MUST(fsync(entries));
  MUST(close(folder));
}

static void get(long number, const char *name, int is_read) {
  char path[96];
  struct stat status;
  MUST(fstat(index_file, &status));
  if (size + METADATA <= LONGEST && kept - number <= RECENT / (off_t)(size + METADATA)) {
    memcpy(found, view + place_of(number), size);
    return;
  }
  sprintf(path, "%s/data.bin", name);
  int file = open_beneath(entries, path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW, 0);
  MUST(fstat(file, &status));
  if (is_read && pread(file, found, size, 0) != (ssize_t)size) die("pread");
  MUST(close(file));
}

static double timed(int is_set, int is_read, long number) {
  char (*names)[72] = malloc((size_t)number * sizeof *names);
  long *numbers = malloc((size_t)number * sizeof *numbers);
  for (long n = 0; n < number; n++) {
    numbers[n] = is_set ? count + n : (long)(next() % (uint64_t)count);
    entry_name(names[n], numbers[n]);
  }
  // Every entry has bytes of its own, as in the other programs, and nobody has them at hand already.
  char *bytes = is_set ? malloc((size_t)number * size) : NULL;
  if (is_set) {
    memset(bytes, 'x', (size_t)number * size);
    for (long n = 0; n < number; n++) memcpy(bytes + (size_t)n * size, &n, sizeof n);
    count += number;
  }
  struct timespec start, end;
  clock_gettime(CLOCK_MONOTONIC, &start);
  for (long n = 0; n < number; n++)
    is_set ? set(names[n], bytes + (size_t)n * size) : get(numbers[n], names[n], is_read);
  clock_gettime(CLOCK_MONOTONIC, &end);
  free(names);
  free(numbers);
  free(bytes);
  return (double)(end.tv_sec - start.tv_sec) + (double)(end.tv_nsec - start.tv_nsec) / 1e9;
}

int main(int words, char **word) {
  if (words != 4) return 2;
  int root = open(word[2], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  MUST(root);
  size = (size_t)atol(word[3]);
  is_flushed = strcmp(word[1], "media") == 0;
  found = malloc(size);
  memset(metadata, 'm', METADATA);
  state = make_folder(root, ".cutroom");
  entries = make_folder(root, word[1]);
  building = make_folder(state, "building");
  lock = openat(state, "lock", O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  MUST(lock);
  index_file = openat(state, "index", O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  MUST(index_file);
  recent = openat(state, "recent", O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  MUST(recent);
  MUST(ftruncate(index_file, INDEX));
  view = mmap(NULL, RECENT, PROT_READ, MAP_SHARED, recent, 0);
  if (view == MAP_FAILED) die("mmap");
  char line[64], what[16];
  long number;
  while (fgets(line, sizeof line, stdin)) {
    if (sscanf(line, "%15s %ld", what, &number) != 2) return 2;
    printf("%.9f\n", timed(strcmp(what, "set") == 0, strcmp(what, "get") == 0, number));
    fflush(stdout);
  }
  return 0;
}
