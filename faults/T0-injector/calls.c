// Makes each call that can change a file system once, in the folder it stands in: some through the
// C library, some as raw system calls, some from another thread or another process.
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/fs.h>
#include <linux/openat2.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>
#include <utime.h>

static void *in_thread(void *unused) {
  (void)unused;
  mkdir("thread", 0700);
  return NULL;
}

int main(void) {
  struct iovec part = {"vector", 6};
  struct timespec times[2] = {{1, 0}, {1, 0}};
  struct open_how how = {.flags = O_CREAT | O_RDWR, .mode = 0600};
  int file = open("a", O_CREAT | O_RDWR, 0600);
  int other = (int)syscall(SYS_openat2, AT_FDCWD, "b", &how, sizeof how);
  int folder = open(".", O_RDONLY | O_DIRECTORY);
  write(file, "one", 3);
  pwrite(file, "two", 3, 3);
  writev(file, &part, 1);
  pwritev(file, &part, 1, 0);
  pwritev2(file, &part, 1, 0, 0);
  long raw;  // as code that has no C library would
  __asm__ volatile("syscall" : "=a"(raw) : "a"(SYS_write), "D"(file), "S"("raw"), "d"(3)
                   : "rcx", "r11", "memory");
  loff_t zero = 0;
  copy_file_range(file, &zero, other, NULL, 3, 0);
  off_t start = 0;
  sendfile(other, file, &start, 3);
  ioctl(other, FICLONE, file);
  fallocate(file, 0, 0, 4096);
  ftruncate(file, 100);
  truncate("a", 90);
  fsync(file);
  fdatasync(file);
  sync_file_range(file, 0, 0, SYNC_FILE_RANGE_WRITE);
  syncfs(file);
  void *map = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  msync(map, 4096, MS_SYNC);
  syscall(SYS_mkdir, "d1", 0700);
  mkdirat(folder, "d2", 0700);
  rmdir("d1");
  unlinkat(folder, "d2", AT_REMOVEDIR);
  syscall(SYS_link, "a", "l1");
  linkat(folder, "a", folder, "l2", 0);
  syscall(SYS_symlink, "a", "s1");
  symlinkat("a", folder, "s2");
  syscall(SYS_rename, "l1", "l3");
  renameat(folder, "l2", folder, "l4");
  syscall(SYS_renameat2, folder, "l4", folder, "l5", RENAME_NOREPLACE);
  unlink("l5");
  mkfifo("fifo", 0600);
  chmod("a", 0640);
  fchmod(file, 0600);
  fchmodat(folder, "a", 0640, 0);
  fchown(file, getuid(), getgid());
  fchownat(folder, "a", getuid(), getgid(), 0);
  lchown("s1", getuid(), getgid());
  utimensat(folder, "a", times, 0);
  futimens(file, times);
  syscall(SYS_utime, "a", NULL);
  syscall(SYS_utimes, "a", NULL);
  setxattr("a", "user.x", "1", 1, 0);
  fsetxattr(file, "user.y", "1", 1, 0);
  removexattr("a", "user.x");
  open("a", O_WRONLY | O_TRUNC);
  syscall(SYS_creat, "c", 0600);
  pthread_t thread;
  pthread_create(&thread, NULL, in_thread, NULL);
  pthread_join(thread, NULL);
  pid_t child = fork();
  if (child == 0) {
    mkdir("child", 0700);
    execl("/bin/mkdir", "mkdir", "program", (char *)NULL);
    _exit(1);
  }
  waitpid(child, NULL, 0);
  return 0;
}
