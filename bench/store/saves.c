// The system calls with which cutroom saves a document, and nothing else: what a save costs at
// least. `bench/store/run --calls` compares the two sequences under strace.
//
//   saves alone|writers|group FOLDER COUNT    prints the seconds that COUNT saves took
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <time.h>
#include <unistd.h>

enum { SIZE = 4096, GENERATIONS = 3, WRITERS = 8, GROUP = 64 };
static int folder;
static char bytes[SIZE];

static void die(const char *call) {
  perror(call);
  exit(1);
}
#define MUST(call) do { if ((call) == -1) die(#call); } while (0)

static int open_beneath(const char *name, uint64_t flags, uint64_t mode) {
  struct open_how how = {.flags = flags | O_CLOEXEC, .mode = mode};
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  return (int)syscall(SYS_openat2, folder, name, &how, sizeof how);
}

static void temporary_name(char *name, const char *suffix) {
  uint64_t number;
  MUST(getrandom(&number, sizeof number, 0));
  sprintf(name, ".ct-%016llx.%s", (unsigned long long)number, suffix);
}

static int facts(const char *name, struct stat *status) {
  if (fstatat(folder, name, status, AT_SYMLINK_NOFOLLOW) == 0) return 1;
  if (errno != ENOENT) die("fstatat");
  return 0;
}

static int stage(const char *name, char *temporary) {
  struct stat old, before, made;
  int is_there = facts(name, &old);
  temporary_name(temporary, "tmp");
  int file = open_beneath(temporary, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, 0666);
  MUST(file);
  if (is_there) {
    char list[8192];
    int live = open_beneath(name, O_RDONLY | O_NONBLOCK | O_NOFOLLOW, 0);
    MUST(live);
    MUST(fstat(live, &before));
    MUST(fstat(live, &before));
    MUST(fstat(file, &made));
    MUST(flistxattr(live, list, sizeof list));
    MUST(fchmod(file, old.st_mode & 07777));
    close(live);
  }
  if (write(file, bytes, SIZE) != SIZE) die("write");
  return file;
}

static void rotate(const char *name) {
  char backup[GENERATIONS + 1][80], staged[40];
  struct stat live, status;
  for (int n = 1; n <= GENERATIONS; n++) sprintf(backup[n], "%s.backup.%d", name, n);
  if (!facts(name, &live)) return;
  if (facts(backup[1], &status) && status.st_ino == live.st_ino) return;
  temporary_name(staged, "bak");
  MUST(linkat(folder, name, folder, staged, 0));
  int unused = 1;
  while (unused < GENERATIONS && facts(backup[unused], &status)) unused++;
  for (int n = unused - 1; n > 0; n--) MUST(renameat(folder, backup[n], folder, backup[n + 1]));
  MUST(renameat(folder, staged, folder, backup[1]));
}

static void place(const char *name, const char *temporary) {
  rotate(name);
  MUST(renameat(folder, temporary, folder, name));
}

static void save(const char *name) {
  char temporary[40];
  int file = stage(name, temporary);
  MUST(fsync(file));
  MUST(close(file));
  place(name, temporary);
  MUST(fsync(folder));
}

static void save_group(void) {
  char temporary[GROUP][40], name[40];
  int whole = open_beneath(".", O_RDONLY | O_DIRECTORY, 0);
  MUST(whole);
  for (int n = 0; n < GROUP; n++) {
    sprintf(name, "document-%d.json", n);
    MUST(close(stage(name, temporary[n])));
  }
  MUST(syncfs(whole));
  MUST(close(whole));
  for (int n = 0; n < GROUP; n++) {
    sprintf(name, "document-%d.json", n);
    place(name, temporary[n]);
  }
  MUST(fsync(folder));
}

static int each;

static void *writer(void *number) {
  char name[40];
  sprintf(name, "document-%d.json", (int)(intptr_t)number);
  for (int n = 0; n < each; n++) save(name);
  return NULL;
}

int main(int count, char **words) {
  if (count != 4) return 2;
  folder = open(words[2], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  MUST(folder);
  int saves = atoi(words[3]);
  memset(bytes, 'x', SIZE);
  struct timespec start, end;
  clock_gettime(CLOCK_MONOTONIC, &start);
  if (strcmp(words[1], "group") == 0) {
    for (int n = 0; n < saves; n += GROUP) save_group();
  } else {
    int writers = strcmp(words[1], "writers") == 0 ? WRITERS : 1;
    pthread_t threads[WRITERS];
    each = saves / writers;
    for (intptr_t n = 0; n < writers; n++)
      if (pthread_create(&threads[n], NULL, writer, (void *)n) != 0) die("pthread_create");
    for (int n = 0; n < writers; n++) pthread_join(threads[n], NULL);
  }
  clock_gettime(CLOCK_MONOTONIC, &end);
  printf("%.6f\n", (double)(end.tv_sec - start.tv_sec) + (double)(end.tv_nsec - start.tv_nsec) / 1e9);
  return 0;
}
