// Runs a program and interferes with one of its file system calls, or with every one from there on.
//
//   inject [OPTION]... -- PROGRAM [ARGUMENT]...
//
//   --under DIR       count only calls on files under DIR (absolute, without links; may be repeated)
//   --calls WHICH     change: calls that can change a file system; all: those that read it too
//   --only A,B,…      of these, only the calls of these names
//   --alone           only calls of the program itself, not of its children
//   --at N            interfere with the Nth counted call, from 1; without it nothing is done
//   --every K         and again with each Kth one after it
//   --kill all|first  SIGKILL before the call: every process, or only the first one
//   --errno NUMBER    the call is not made and gives this error
//   --short           the call reads or writes at most one byte
//   --log FILE        a line for each counted call: number, process, name, path
//   --report FILE     one line of JSON: how many calls, which was hit, how the program ended
//   --deadline SECONDS  so long without progress, or four times as long at all: then everything is
//                       killed and `hung` is true
//
// A seccomp filter stops each thread of each process before such a call, whoever makes it: C
// library, raw system call, child program. One counter numbers them all. The program's own filters
// and sandboxes keep working. Its exit status is passed on; a death by signal N gives 128 + N.

#define _GNU_SOURCE
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/fs.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef __x86_64__
#error "only x86-64 is known here"
#endif
#ifndef SYS_fchmodat2
#define SYS_fchmodat2 452
#endif

// Where a call says which file it means; numbers are those of its arguments.
enum place { FD, PATH, AT, TWO_PATHS, TWO_AT, ALL };
enum { READS = 1, CHANGES = 2, OPENS = 4 };

struct call {
  long number;
  const char *name;
  int kind;
  enum place place;
  int first;   // argument of the descriptor or path (AT: of the folder, the path follows)
  int length;  // argument of a byte count that may be cut to one, or -1
};

static const struct call calls[] = {
    {SYS_open, "open", OPENS, PATH, 0, -1},
    {SYS_creat, "creat", CHANGES, PATH, 0, -1},
    {SYS_openat, "openat", OPENS, AT, 0, -1},
    {SYS_openat2, "openat2", OPENS, AT, 0, -1},
    {SYS_write, "write", CHANGES, FD, 0, 2},
    {SYS_pwrite64, "pwrite64", CHANGES, FD, 0, 2},
    {SYS_writev, "writev", CHANGES, FD, 0, -1},
    {SYS_pwritev, "pwritev", CHANGES, FD, 0, -1},
    {SYS_pwritev2, "pwritev2", CHANGES, FD, 0, -1},
    {SYS_copy_file_range, "copy_file_range", CHANGES, FD, 2, 4},
    {SYS_sendfile, "sendfile", CHANGES, FD, 0, 3},
    {SYS_splice, "splice", CHANGES, FD, 2, 4},
    {SYS_ioctl, "ioctl", CHANGES, FD, 0, -1},
    {SYS_fallocate, "fallocate", CHANGES, FD, 0, -1},
    {SYS_truncate, "truncate", CHANGES, PATH, 0, -1},
    {SYS_ftruncate, "ftruncate", CHANGES, FD, 0, -1},
    {SYS_fsync, "fsync", CHANGES, FD, 0, -1},
    {SYS_fdatasync, "fdatasync", CHANGES, FD, 0, -1},
    {SYS_sync_file_range, "sync_file_range", CHANGES, FD, 0, -1},
    {SYS_syncfs, "syncfs", CHANGES, FD, 0, -1},
    {SYS_sync, "sync", CHANGES, ALL, 0, -1},
    {SYS_msync, "msync", CHANGES, ALL, 0, -1},
    {SYS_mmap, "mmap", CHANGES, FD, 4, -1},
    {SYS_mkdir, "mkdir", CHANGES, PATH, 0, -1},
    {SYS_mkdirat, "mkdirat", CHANGES, AT, 0, -1},
    {SYS_mknod, "mknod", CHANGES, PATH, 0, -1},
    {SYS_mknodat, "mknodat", CHANGES, AT, 0, -1},
    {SYS_rmdir, "rmdir", CHANGES, PATH, 0, -1},
    {SYS_unlink, "unlink", CHANGES, PATH, 0, -1},
    {SYS_unlinkat, "unlinkat", CHANGES, AT, 0, -1},
    {SYS_rename, "rename", CHANGES, TWO_PATHS, 0, -1},
    {SYS_renameat, "renameat", CHANGES, TWO_AT, 0, -1},
    {SYS_renameat2, "renameat2", CHANGES, TWO_AT, 0, -1},
    {SYS_link, "link", CHANGES, TWO_PATHS, 0, -1},
    {SYS_linkat, "linkat", CHANGES, TWO_AT, 0, -1},
    {SYS_symlink, "symlink", CHANGES, PATH, 1, -1},
    {SYS_symlinkat, "symlinkat", CHANGES, AT, 1, -1},
    {SYS_chmod, "chmod", CHANGES, PATH, 0, -1},
    {SYS_fchmod, "fchmod", CHANGES, FD, 0, -1},
    {SYS_fchmodat, "fchmodat", CHANGES, AT, 0, -1},
    {SYS_fchmodat2, "fchmodat2", CHANGES, AT, 0, -1},
    {SYS_chown, "chown", CHANGES, PATH, 0, -1},
    {SYS_lchown, "lchown", CHANGES, PATH, 0, -1},
    {SYS_fchown, "fchown", CHANGES, FD, 0, -1},
    {SYS_fchownat, "fchownat", CHANGES, AT, 0, -1},
    {SYS_utime, "utime", CHANGES, PATH, 0, -1},
    {SYS_utimes, "utimes", CHANGES, PATH, 0, -1},
    {SYS_futimesat, "futimesat", CHANGES, AT, 0, -1},
    {SYS_utimensat, "utimensat", CHANGES, AT, 0, -1},
    {SYS_setxattr, "setxattr", CHANGES, PATH, 0, -1},
    {SYS_lsetxattr, "lsetxattr", CHANGES, PATH, 0, -1},
    {SYS_fsetxattr, "fsetxattr", CHANGES, FD, 0, -1},
    {SYS_removexattr, "removexattr", CHANGES, PATH, 0, -1},
    {SYS_lremovexattr, "lremovexattr", CHANGES, PATH, 0, -1},
    {SYS_fremovexattr, "fremovexattr", CHANGES, FD, 0, -1},
    {SYS_read, "read", READS, FD, 0, 2},
    {SYS_pread64, "pread64", READS, FD, 0, 2},
    {SYS_readv, "readv", READS, FD, 0, -1},
    {SYS_preadv, "preadv", READS, FD, 0, -1},
    {SYS_getdents64, "getdents64", READS, FD, 0, -1},
    {SYS_stat, "stat", READS, PATH, 0, -1},
    {SYS_lstat, "lstat", READS, PATH, 0, -1},
    {SYS_fstat, "fstat", READS, FD, 0, -1},
    {SYS_newfstatat, "newfstatat", READS, AT, 0, -1},
    {SYS_statx, "statx", READS, AT, 0, -1},
    {SYS_statfs, "statfs", READS, PATH, 0, -1},
    {SYS_fstatfs, "fstatfs", READS, FD, 0, -1},
    {SYS_access, "access", READS, PATH, 0, -1},
    {SYS_faccessat, "faccessat", READS, AT, 0, -1},
    {SYS_faccessat2, "faccessat2", READS, AT, 0, -1},
    {SYS_readlink, "readlink", READS, PATH, 0, -1},
    {SYS_readlinkat, "readlinkat", READS, AT, 0, -1},
    {SYS_flock, "flock", READS, FD, 0, -1},
};
enum { CALLS = sizeof calls / sizeof *calls, FOLDERS = 8, PROCESSES = 65536 };

static struct {
  const char *under[FOLDERS];
  int folders;
  bool reads;
  const char *only;
  long at, every;
  bool kills, kills_first, is_short, is_alone;
  int error;
  FILE *log;
  const char *report;
  unsigned deadline;
} wish;

static long counted, hits, stops;
static char hit_name[32], hit_path[4096];
static pid_t first;
static pid_t alive[PROCESSES];
static int alive_count;
static bool is_killing;
static bool is_late;
static volatile sig_atomic_t ticks;
static char doing[4096];

static void fail(const char *what) {
  fprintf(stderr, "inject: %s: %s\n", what, strerror(errno));
  exit(125);
}

static bool is_wanted(const struct call *call) {
  if (call->kind == READS && !wish.reads) return false;
  if (wish.only == NULL) return true;
  size_t length = strlen(call->name);
  for (const char *at = wish.only; (at = strstr(at, call->name)) != NULL; at += length)
    if ((at == wish.only || at[-1] == ',') && (at[length] == ',' || at[length] == '\0'))
      return true;
  return false;
}

// MARK: The filter

static void install_filter(void) {
  struct sock_filter program[4 * CALLS + 32];
  int n = 0;
#define ADD(...) program[n++] = (struct sock_filter)__VA_ARGS__
  ADD(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)));
  ADD(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AUDIT_ARCH_X86_64, 1, 0));
  ADD(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
  ADD(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)));
  for (int i = 0; i < CALLS; i++) {
    if (!is_wanted(&calls[i])) continue;
    if (calls[i].number == SYS_ioctl) {  // only those that share blocks
      ADD(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_ioctl, 0, 5));
      ADD(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[1])));
      ADD(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)FICLONE, 1, 0));
      ADD(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)FICLONERANGE, 0, 1));
      ADD(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE));
      ADD(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)));
    } else if (calls[i].number == SYS_mmap) {  // only writing to a file
      ADD(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_mmap, 0, 7));
      ADD(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[3])));
      ADD(BPF_STMT(BPF_ALU | BPF_AND | BPF_K, MAP_TYPE | MAP_ANONYMOUS));
      ADD(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, MAP_SHARED, 0, 3));
      ADD(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[2])));
      ADD(BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, PROT_WRITE, 0, 1));
      ADD(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE));
      ADD(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)));
    } else {
      ADD(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)calls[i].number, 0, 1));
      ADD(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE));
    }
  }
  ADD(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
  struct sock_fprog filter = {(unsigned short)n, program};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) fail("no_new_privs");
  if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) != 0) fail("seccomp");
}

// MARK: What a stopped call is about

static uint64_t argument(const struct user_regs_struct *regs, int index) {
  const uint64_t all[6] = {regs->rdi, regs->rsi, regs->rdx, regs->r10, regs->r8, regs->r9};
  return all[index];
}

static size_t peek(pid_t pid, uint64_t address, void *into, size_t length) {
  // A page at a time: the next page need not be there.
  size_t done = 0;
  while (done < length) {
    size_t part = 4096 - (address + done) % 4096;
    if (part > length - done) part = length - done;
    struct iovec here = {(char *)into + done, part};
    struct iovec there = {(void *)(address + done), part};
    ssize_t got = process_vm_readv(pid, &here, 1, &there, 1, 0);
    if (got <= 0) break;
    done += (size_t)got;
    if (memchr((char *)into + done - got, 0, (size_t)got) != NULL && length > 64) break;
  }
  return done;
}

static void name_of_descriptor(pid_t pid, int fd, char *path, size_t size) {
  char link[64];
  if (fd == AT_FDCWD)
    snprintf(link, sizeof link, "/proc/%d/cwd", pid);
  else
    snprintf(link, sizeof link, "/proc/%d/fd/%d", pid, fd);
  ssize_t length = readlink(link, path, size - 1);
  path[length < 0 ? 0 : length] = '\0';
}

static void name_at(pid_t pid, int folder, uint64_t address, char *path, size_t size) {
  char name[4096] = "";
  size_t got = address == 0 ? 0 : peek(pid, address, name, sizeof name - 1);
  name[got] = '\0';
  if (name[0] == '/') {
    snprintf(path, size, "%s", name);
    return;
  }
  name_of_descriptor(pid, folder, path, size);
  size_t length = strlen(path);
  if (name[0] != '\0') snprintf(path + length, size - length, "/%s", name);
}

static bool is_inside(const char *path) {
  if (wish.folders == 0) return true;
  for (int i = 0; i < wish.folders; i++) {
    size_t length = strlen(wish.under[i]);
    if (strncmp(path, wish.under[i], length) == 0 && (path[length] == '/' || path[length] == '\0'))
      return true;
  }
  return false;
}

// Whether the call's file, or either of two, lies where we look; `path` gets its name.
static bool names_file_inside(
    pid_t pid, const struct call *call, const struct user_regs_struct *regs, char *path, size_t size) {
  int at = call->first;
  path[0] = '\0';
  switch (call->place) {
    case ALL: return true;
    case FD: name_of_descriptor(pid, (int)argument(regs, at), path, size); break;
    case PATH: name_at(pid, AT_FDCWD, argument(regs, at), path, size); break;
    case AT: name_at(pid, (int)argument(regs, at), argument(regs, at + 1), path, size); break;
    case TWO_PATHS:
      name_at(pid, AT_FDCWD, argument(regs, 0), path, size);
      if (is_inside(path)) return true;
      name_at(pid, AT_FDCWD, argument(regs, 1), path, size);
      break;
    case TWO_AT:
      name_at(pid, (int)argument(regs, 0), argument(regs, 1), path, size);
      if (is_inside(path)) return true;
      name_at(pid, (int)argument(regs, 2), argument(regs, 3), path, size);
      break;
  }
  return is_inside(path);
}

static bool changes(pid_t pid, const struct call *call, const struct user_regs_struct *regs) {
  if (call->kind != OPENS) return call->kind == CHANGES;
  uint64_t flags;
  if (call->number == SYS_openat2) {
    if (peek(pid, argument(regs, 2), &flags, sizeof flags) != sizeof flags) return true;
  } else {
    flags = argument(regs, call->number == SYS_open ? 1 : 2);
  }
  return (flags & (O_CREAT | O_TRUNC | (O_TMPFILE & ~O_DIRECTORY))) != 0;
}

// MARK: Interfering

static void kill_all(void) {
  is_killing = true;
  for (int i = 0; i < alive_count; i++) kill(alive[i], SIGKILL);
}

static bool is_turn(void) {
  if (wish.at == 0 || counted < wish.at) return false;
  return counted == wish.at || (wish.every > 0 && (counted - wish.at) % wish.every == 0);
}

static void interfere(pid_t pid, const struct call *call, struct user_regs_struct *regs) {
  if (wish.kills_first) {
    kill(first, SIGKILL);
  } else if (wish.kills) {
    kill_all();
  } else if (wish.error != 0) {
    regs->orig_rax = (uint64_t)-1;  // no call at all
    regs->rax = (uint64_t)(int64_t)-wish.error;
    ptrace(PTRACE_SETREGS, pid, NULL, regs);
  } else if (wish.is_short && call->length >= 0 && argument(regs, call->length) > 1) {
    if (call->length == 2) regs->rdx = 1;
    if (call->length == 3) regs->r10 = 1;
    if (call->length == 4) regs->r8 = 1;
    ptrace(PTRACE_SETREGS, pid, NULL, regs);
  }
}

// Whether a thread is one of the first process.
static bool is_first(pid_t thread) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/task/%d", first, thread);
  return access(path, F_OK) == 0;
}

static void at_call(pid_t pid) {
  struct user_regs_struct regs;
  stops++;
  if (wish.is_alone && !is_first(pid)) return;
  if (ptrace(PTRACE_GETREGS, pid, NULL, &regs) != 0) return;
  const struct call *call = NULL;
  for (int i = 0; i < CALLS && call == NULL; i++)
    if (calls[i].number == (long)regs.orig_rax) call = &calls[i];
  if (call == NULL) return;
  if (!wish.reads && !changes(pid, call, &regs)) return;
  char path[8192];
  if (!names_file_inside(pid, call, &regs, path, sizeof path)) return;
  counted++;
  if (wish.log != NULL) fprintf(wish.log, "%ld %d %s %s\n", counted, pid, call->name, path);
  if (!is_turn()) return;
  if (hits++ == 0) {
    snprintf(hit_name, sizeof hit_name, "%s", call->name);
    snprintf(hit_path, sizeof hit_path, "%.4000s", path);
  }
  interfere(pid, call, &regs);
}

// MARK: The loop

static void note_alive(pid_t pid) {
  for (int i = 0; i < alive_count; i++)
    if (alive[i] == pid) return;
  if (alive_count < PROCESSES) alive[alive_count++] = pid;
}

static void note_dead(pid_t pid) {
  for (int i = 0; i < alive_count; i++)
    if (alive[i] == pid) alive[i] = alive[--alive_count];
}

// MARK: Hangs

// A hang is told by what a command does in the time that this process has, not by the clock: where
// the machine was paused, or gave us no time either, no ticks have come.
enum { TICK_MILLISECONDS = 100, TICKS_A_SECOND = 10, MOST = 4 };

static void on_tick(int sign) {
  (void)sign;
  ticks++;
}

static void start_ticks(void) {
  struct sigaction action = {.sa_handler = on_tick};
  sigaction(SIGALRM, &action, NULL);  // no SA_RESTART: waitpid must come back
  struct timeval each = {0, TICK_MILLISECONDS * 1000};
  struct itimerval timer = {each, each};
  setitimer(ITIMER_REAL, &timer, NULL);
}

static size_t read_text(pid_t pid, const char *name, char *text, size_t size) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/%s", pid, name);
  int file = open(path, O_RDONLY | O_CLOEXEC);
  ssize_t got = file < 0 ? 0 : read(file, text, size - 1);
  if (file >= 0) close(file);
  text[got < 0 ? 0 : got] = '\0';
  return strlen(text);
}

// The state of a process, and the processor time it has used, in clock ticks.
static char state_of(pid_t pid, unsigned long *used) {
  char text[1024], state = '?';
  unsigned long user = 0, system = 0;
  read_text(pid, "stat", text, sizeof text);
  const char *rest = strrchr(text, ')');
  if (rest != NULL)
    sscanf(rest + 1, " %c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &state, &user, &system);
  *used = user + system;
  return state;
}

static void note_doing(void) {
  size_t length = 0;
  for (int i = 0; i < alive_count && length < sizeof doing - 256; i++) {
    char place[64], call[128];
    unsigned long used;
    char state = state_of(alive[i], &used);
    read_text(alive[i], "wchan", place, sizeof place);
    read_text(alive[i], "syscall", call, sizeof call);
    call[strcspn(call, "\n")] = '\0';
    length += (size_t)snprintf(doing + length, sizeof doing - length, "%s%d %c %s %.40s",
                               i == 0 ? "" : "; ", alive[i], state, place, call);
  }
}

// Once a second of our own time: whether anything was done in it.
static void look_for_progress(void) {
  static int seen;
  static unsigned long before, idle, total;
  if (wish.deadline == 0 || is_killing || ticks - seen < TICKS_A_SECOND) return;
  seen = ticks;
  unsigned long now = (unsigned long)stops, used;
  for (int i = 0; i < alive_count; i++) {
    state_of(alive[i], &used);
    now += used;
  }
  idle = now == before ? idle + 1 : 0;
  before = now;
  if (idle < wish.deadline && ++total < MOST * wish.deadline) return;
  is_late = true;
  note_doing();
  kill_all();
}

static void at_stop(pid_t pid, int status) {
  int sign = WSTOPSIG(status), event = status >> 16, deliver = 0;
  note_alive(pid);
  switch (event) {
    case PTRACE_EVENT_SECCOMP: at_call(pid); break;
    case PTRACE_EVENT_FORK:
    case PTRACE_EVENT_VFORK:
    case PTRACE_EVENT_CLONE: {
      unsigned long born;
      if (ptrace(PTRACE_GETEVENTMSG, pid, NULL, &born) == 0) note_alive((pid_t)born);
      break;
    }
    case PTRACE_EVENT_STOP:
      if (sign == SIGSTOP || sign == SIGTSTP || sign == SIGTTIN || sign == SIGTTOU) {
        ptrace(PTRACE_LISTEN, pid, NULL, NULL);
        return;
      }
      break;
    case 0: deliver = sign; break;
    default: break;
  }
  if (is_killing) kill(pid, SIGKILL);
  ptrace(PTRACE_CONT, pid, NULL, (void *)(intptr_t)deliver);
}

static int follow(void) {
  int first_status = 0, status;
  for (;;) {
    pid_t pid = waitpid(-1, &status, __WALL);
    look_for_progress();
    if (pid < 0 && errno == EINTR) continue;
    if (pid < 0) return first_status;
    if (WIFSTOPPED(status)) {
      at_stop(pid, status);
      continue;
    }
    note_dead(pid);
    if (pid == first) first_status = status;
  }
}

static void print_quoted(FILE *to, const char *text) {
  fputc('"', to);
  for (; *text != '\0'; text++) {
    unsigned char c = (unsigned char)*text;
    if (c == '"' || c == '\\') fputc('\\', to);
    if (c < 0x20 || c >= 0x7f)
      fprintf(to, "\\u%04x", c);
    else
      fputc(c, to);
  }
  fputc('"', to);
}

static void write_report(int status) {
  FILE *report = fopen(wish.report, "w");
  if (report == NULL) fail(wish.report);
  fprintf(report, "{\"calls\": %ld, \"hits\": %ld, \"call\": ", counted, hits);
  print_quoted(report, hit_name);
  fprintf(report, ", \"path\": ");
  print_quoted(report, hit_path);
  fprintf(report, ", \"exit\": %d, \"signal\": %d, \"hung\": %s, \"doing\": ",
          WIFEXITED(status) ? WEXITSTATUS(status) : -1, WIFSIGNALED(status) ? WTERMSIG(status) : 0,
          is_late ? "true" : "false");
  print_quoted(report, doing);
  fprintf(report, "}\n");
  fclose(report);
}

static void start(char **words) {
  int gate[2];
  if (pipe2(gate, O_CLOEXEC) != 0) fail("pipe");
  first = fork();
  if (first < 0) fail("fork");
  if (first == 0) {
    char byte;
    close(gate[1]);
    if (read(gate[0], &byte, 1) != 1) _exit(125);
    install_filter();
    execvp(words[0], words);
    fprintf(stderr, "inject: %s: %s\n", words[0], strerror(errno));
    _exit(125);
  }
  long options = PTRACE_O_TRACESECCOMP | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK |
                 PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL;
  if (ptrace(PTRACE_SEIZE, first, NULL, (void *)options) != 0) fail("ptrace");
  note_alive(first);
  if (write(gate[1], "", 1) != 1) fail("pipe");
  close(gate[0]);
  close(gate[1]);
}

static char **read_options(char **words) {
  for (; *words != NULL && strcmp(*words, "--") != 0; words++) {
    const char *option = *words;
    if (strcmp(option, "--short") == 0 || strcmp(option, "--alone") == 0) {
      *(option[2] == 's' ? &wish.is_short : &wish.is_alone) = true;
      continue;
    }
    const char *value = *++words;
    if (value == NULL) break;
    if (strcmp(option, "--under") == 0 && wish.folders < FOLDERS)
      wish.under[wish.folders++] = value;
    else if (strcmp(option, "--calls") == 0)
      wish.reads = strcmp(value, "all") == 0;
    else if (strcmp(option, "--only") == 0)
      wish.only = value;
    else if (strcmp(option, "--at") == 0)
      wish.at = atol(value);
    else if (strcmp(option, "--every") == 0)
      wish.every = atol(value);
    else if (strcmp(option, "--kill") == 0)
      wish.kills = true, wish.kills_first = strcmp(value, "first") == 0;
    else if (strcmp(option, "--errno") == 0)
      wish.error = atoi(value);
    else if (strcmp(option, "--log") == 0) {
      if ((wish.log = fopen(value, "we")) == NULL) fail(value);
    } else if (strcmp(option, "--report") == 0)
      wish.report = value;
    else if (strcmp(option, "--deadline") == 0)
      wish.deadline = (unsigned)atoi(value);
    else
      break;
  }
  if (*words == NULL || words[1] == NULL || strcmp(*words, "--") != 0) {
    fprintf(stderr, "inject: see the head of inject.c for its options\n");
    exit(125);
  }
  return words + 1;
}

int main(int count, char **words) {
  (void)count;
  char **program = read_options(words + 1);
  start(program);
  if (wish.deadline > 0) start_ticks();
  int status = follow();
  if (wish.report != NULL) write_report(status);
  if (wish.log != NULL) fclose(wish.log);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
