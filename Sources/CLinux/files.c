#define _GNU_SOURCE
#include "clinux.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <unistd.h>

int clinux_openat_beneath(int directory, const char *path, int flags, unsigned mode) {
  struct open_how how;
  memset(&how, 0, sizeof how);
  how.flags = (unsigned)flags | O_CLOEXEC;
  how.mode = (flags & O_CREAT) ? mode : 0;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  return (int)syscall(SYS_openat2, directory, path, &how, sizeof how);
}

int clinux_open_nameless(int directory, unsigned mode) {
  return openat(directory, ".", O_TMPFILE | O_RDWR | O_CLOEXEC, mode);
}

int clinux_memory_file(const char *name) {
  return memfd_create(name, MFD_CLOEXEC);
}

int clinux_name(int descriptor, int directory, const char *name) {
  char path[32];
  snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
  return linkat(AT_FDCWD, path, directory, name, AT_SYMLINK_FOLLOW);
}

int clinux_rename_noreplace(int from_directory, const char *from, int to_directory, const char *to) {
  return (int)syscall(SYS_renameat2, from_directory, from, to_directory, to, RENAME_NOREPLACE);
}

int clinux_swap_names(int one_directory, const char *one, int other_directory, const char *other) {
  return (int)syscall(SYS_renameat2, one_directory, one, other_directory, other, RENAME_EXCHANGE);
}

int clinux_clone_file(int target, int source) {
  return ioctl(target, FICLONE, source);
}

void clinux_copy_attributes(int target, int source) {
  struct stat old, new;
  if (fstat(source, &old) == 0 && fstat(target, &new) == 0 &&
      (old.st_uid != new.st_uid || old.st_gid != new.st_gid)) {
    if (fchown(target, old.st_uid, old.st_gid) != 0 && fchown(target, -1, old.st_gid) != 0) errno = 0;
  }
  char names[8192];
  char value[65536];
  ssize_t length = flistxattr(source, names, sizeof names);
  for (ssize_t at = 0; at < length; at += (ssize_t)strlen(names + at) + 1) {
    ssize_t size = fgetxattr(source, names + at, value, sizeof value);
    if (size >= 0) fsetxattr(target, names + at, value, (size_t)size, 0);
  }
}

int64_t clinux_file_system_type(int descriptor) {
  struct statfs status;
  if (fstatfs(descriptor, &status) != 0) return -1;
  return (int64_t)(uint32_t)status.f_type;
}

int clinux_open(const char *path, int flags, unsigned mode) {
  return open(path, flags | O_CLOEXEC, mode);
}

int clinux_set_cloexec(int descriptor, int on) {
  return fcntl(descriptor, F_SETFD, on ? FD_CLOEXEC : 0);
}

int clinux_set_nonblocking(int descriptor, int on) {
  int flags = fcntl(descriptor, F_GETFL);
  if (flags == -1) return -1;
  return fcntl(descriptor, F_SETFL, on ? flags | O_NONBLOCK : flags & ~O_NONBLOCK);
}

int clinux_terminal_columns(int descriptor) {
  struct winsize size;
  return ioctl(descriptor, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

int clinux_duplicate(int descriptor) {
  return fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
}

int clinux_pipe(int ends[2]) {
  return pipe2(ends, O_CLOEXEC);
}

long clinux_copy_range(int from, int64_t *offset, int to, size_t length) {
  return copy_file_range(from, offset, to, NULL, length, 0);
}

int clinux_allocate_keeping_size(int descriptor, int64_t length) {
  return fallocate(descriptor, FALLOC_FL_KEEP_SIZE, 0, length);
}

int clinux_syncfs(int descriptor) {
  return syncfs(descriptor);
}

int clinux_replace(int source, int target) {
  return dup3(source, target, O_CLOEXEC);
}
