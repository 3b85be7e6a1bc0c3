#define _GNU_SOURCE
#include "clinux.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define NATIVE_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define NATIVE_ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#define COUNT(list) (sizeof(list) / sizeof *(list))
#define ALLOWED SECCOMP_RET_ALLOW
#define REFUSED (SECCOMP_RET_ERRNO | EPERM)
// A caller that is told so takes an older call, whose arguments can be looked at.
#define NOT_THERE (SECCOMP_RET_ERRNO | ENOSYS)
#define FATAL SECCOMP_RET_KILL_PROCESS

// MARK: - Lists

// What any program does with the descriptors, the memory and the time that it has.
static const int harmless[] = {
  SYS_recvmsg, SYS_sendmsg, SYS_recvfrom, SYS_sendto, SYS_read, SYS_readv, SYS_pread64, SYS_preadv,
  SYS_write, SYS_writev, SYS_lseek, SYS_close, SYS_dup, SYS_fstat, SYS_ppoll,
  SYS_munmap, SYS_mremap, SYS_madvise, SYS_brk, SYS_futex, SYS_membarrier,
  SYS_clock_gettime, SYS_clock_getres, SYS_clock_nanosleep, SYS_nanosleep, SYS_gettimeofday,
  SYS_getrusage, SYS_times, SYS_sysinfo, SYS_uname, SYS_getrandom, SYS_getcpu,
  SYS_getpid, SYS_gettid, SYS_getppid, SYS_getuid, SYS_geteuid, SYS_getgid, SYS_getegid,
  SYS_sched_yield, SYS_sched_getaffinity, SYS_set_robust_list, SYS_set_tid_address,
  SYS_rt_sigaction, SYS_rt_sigprocmask, SYS_rt_sigreturn, SYS_sigaltstack, SYS_restart_syscall,
  SYS_exit, SYS_exit_group,
#ifdef SYS_rseq
  SYS_rseq,
#endif
#ifdef SYS_poll
  SYS_poll, SYS_pause, SYS_time,
#endif
};

static const int writing[] = {
  SYS_pwrite64, SYS_pwritev, SYS_ftruncate, SYS_fallocate, SYS_fsync, SYS_fdatasync,
};

// What nothing that we link ever does where there are only descriptors.
static const int networking[] = {
  SYS_connect, SYS_bind, SYS_listen, SYS_accept, SYS_accept4,
};

// What nothing that we link ever does at all.
static const int hostile[] = {
  SYS_execve, SYS_execveat, SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev,
  SYS_io_uring_setup, SYS_bpf, SYS_userfaultfd, SYS_mount, SYS_setns, SYS_unshare,
};

static const int reaching_others[] = {
  SYS_kill, SYS_tkill, SYS_tgkill, SYS_rt_sigqueueinfo, SYS_rt_tgsigqueueinfo,
  SYS_pidfd_send_signal, SYS_pidfd_getfd, SYS_perf_event_open,
};

// Not those that name a process which gets signals.
static const uint32_t descriptor_commands[] = {
  F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD, F_DUPFD_CLOEXEC,
};

static const uint32_t process_options[] = {
  PR_SET_NAME, PR_GET_NAME, PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS,
};

// MARK: - Building

struct program {
  unsigned short length;
  struct sock_filter code[512];
};

static void add(struct program *program, struct sock_filter instruction) {
  program->code[program->length++] = instruction;
}

static void load(struct program *program, size_t offset) {
  add(program, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset));
}

static void answer(struct program *program, uint32_t action) {
  add(program, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, action));
}

// Passes over `count` instructions unless the loaded number is `value`.
static void unless(struct program *program, uint32_t value, uint8_t count) {
  add(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, count));
}

static void answer_call(struct program *program, int call, uint32_t action) {
  unless(program, (uint32_t)call, 1);
  answer(program, action);
}

static void answer_all(struct program *program, const int *calls, size_t count, uint32_t action) {
  for (size_t i = 0; i < count; i++) answer_call(program, calls[i], action);
}

// The low half of an argument: the arguments that are looked at are ints, or flags below 2^32.
static void load_argument(struct program *program, int argument) {
  load(program, offsetof(struct seccomp_data, args) + 8 * (size_t)argument);
}

// Answers `call` with `met` where the bits of `mask` in an argument are `value`, else with `other`.
static void answer_by_bits(
  struct program *program, int call, int argument, uint32_t mask, uint32_t value, uint32_t met,
  uint32_t other
) {
  unless(program, (uint32_t)call, 5);
  load_argument(program, argument);
  add(program, (struct sock_filter)BPF_STMT(BPF_ALU | BPF_AND | BPF_K, mask));
  unless(program, value, 1);
  answer(program, met);
  answer(program, other);
}

// Allows `call` where an argument is one of `values`.
static void allow_with(
  struct program *program, int call, int argument, const uint32_t *values, uint8_t count
) {
  unless(program, (uint32_t)call, (uint8_t)(2 + 2 * count));
  load_argument(program, argument);
  for (uint8_t i = 0; i < count; i++) {
    unless(program, values[i], 1);
    answer(program, ALLOWED);
  }
  answer(program, REFUSED);
}

// Leaves the number of the call loaded.
static void begin(struct program *program) {
  program->length = 0;
  load(program, offsetof(struct seccomp_data, arch));
  add(program, (struct sock_filter)BPF_JUMP(
    BPF_JMP | BPF_JEQ | BPF_K, NATIVE_ARCHITECTURE, 1, 0));
  answer(program, FATAL);
  load(program, offsetof(struct seccomp_data, nr));
#if defined(__x86_64__)
  // The calls of the x32 interface are the same ones under other numbers.
  add(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1));
  answer(program, FATAL);
#endif
}

static int install(struct program *program) {
  struct sock_fprog filter = {.len = program->length, .filter = program->code};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == -1) return -1;
  // For every thread, also those that a library has started.
  return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &filter);
}

// MARK: - Filters

static const uint32_t NEW_NAMESPACES = CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC |
                                       CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET;

// Threads of this process; processes too where they may start.
static void answer_clone(struct program *program, int may_fork) {
  if (may_fork)
    answer_by_bits(program, SYS_clone, 0, NEW_NAMESPACES, 0, ALLOWED, FATAL);
  else
    answer_by_bits(program, SYS_clone, 0, CLONE_THREAD, CLONE_THREAD, ALLOWED, REFUSED);
  answer_call(program, SYS_clone3, NOT_THERE);
#ifdef SYS_fork
  answer_call(program, SYS_fork, may_fork ? ALLOWED : REFUSED);
  answer_call(program, SYS_vfork, REFUSED);
#endif
}

// Opening to read is merely refused: libraries look for their settings. None of ours writes.
static void answer_opening(struct program *program) {
  const uint32_t changes = O_ACCMODE | O_CREAT | O_TRUNC;
  answer_by_bits(program, SYS_openat, 2, changes, O_RDONLY, REFUSED, FATAL);
#ifdef SYS_open
  answer_by_bits(program, SYS_open, 1, changes, O_RDONLY, REFUSED, FATAL);
  answer_call(program, SYS_creat, FATAL);
#endif
}

// No memory becomes code.
static void answer_mapping(struct program *program) {
  answer_by_bits(program, SYS_mmap, 2, PROT_EXEC, 0, ALLOWED, REFUSED);
  answer_by_bits(program, SYS_mprotect, 2, PROT_EXEC, 0, ALLOWED, REFUSED);
}

// The limits of this process (0), which the kernel lets it lower only.
static void answer_limits(struct program *program) {
  answer_by_bits(program, SYS_prlimit64, 0, UINT32_MAX, 0, ALLOWED, REFUSED);
#ifdef SYS_getrlimit
  answer_call(program, SYS_getrlimit, ALLOWED);
  answer_call(program, SYS_setrlimit, ALLOWED);
#endif
}

int clinux_seccomp_descriptors_only(int may_write, int may_fork) {
  struct program program;
  begin(&program);
  answer_all(&program, harmless, COUNT(harmless), ALLOWED);
  answer_mapping(&program);
  // glibc's fstat.
  answer_by_bits(&program, SYS_newfstatat, 3, AT_EMPTY_PATH, AT_EMPTY_PATH, ALLOWED, REFUSED);
  allow_with(&program, SYS_fcntl, 1, descriptor_commands, COUNT(descriptor_commands));
  allow_with(&program, SYS_prctl, 0, process_options, COUNT(process_options));
  answer_limits(&program);
  answer_clone(&program, may_fork);
  answer_opening(&program);
  if (may_write) answer_all(&program, writing, COUNT(writing), ALLOWED);
  if (may_fork) {
    answer_call(&program, SYS_wait4, ALLOWED);
    answer_call(&program, SYS_seccomp, ALLOWED);  // A further filter only takes away.
  } else {
    // abort(3).
    answer_by_bits(&program, SYS_tgkill, 0, UINT32_MAX, (uint32_t)getpid(), ALLOWED, REFUSED);
  }
  // A local one is what syslog(3) begins with, to which libraries complain.
  answer_by_bits(&program, SYS_socket, 0, UINT32_MAX, AF_UNIX, REFUSED, FATAL);
  answer_all(&program, networking, COUNT(networking), FATAL);
  answer_all(&program, hostile, COUNT(hostile), FATAL);
  answer(&program, REFUSED);
  return install(&program);
}

int clinux_seccomp_no_programs(void) {
  struct program program;
  begin(&program);
  answer_all(&program, hostile, COUNT(hostile), FATAL);
  answer_all(&program, reaching_others, COUNT(reaching_others), REFUSED);
  answer_by_bits(&program, SYS_prlimit64, 0, UINT32_MAX, 0, ALLOWED, REFUSED);
  answer(&program, ALLOWED);
  return install(&program);
}

int clinux_seccomp_no_processes(void) {
  struct program program;
  begin(&program);
  answer_clone(&program, 0);
  answer(&program, ALLOWED);
  return install(&program);
}

int clinux_has_seccomp(void) {
  uint32_t action = SECCOMP_RET_KILL_PROCESS;
  return syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
}
