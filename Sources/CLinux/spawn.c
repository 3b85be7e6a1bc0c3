#define _GNU_SOURCE
#include "clinux.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <unistd.h>

// Between vfork and exec the child shares the parent's memory: it only makes system calls, and
// leaves its errno in `failure` for the parent to read.

static void reset_signals(void) {
  struct sigaction standard = {.sa_handler = SIG_DFL};
  for (int signal = 1; signal < NSIG; signal++) sigaction(signal, &standard, NULL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
}

// Lifts every source above all targets first, so that no mapping overwrites another's source.
static int place_descriptors(const struct clinux_mapping *mappings, int count) {
  int lifted[count > 0 ? count : 1];
  int highest = 2;
  for (int i = 0; i < count; i++)
    if (mappings[i].target > highest) highest = mappings[i].target;
  for (int i = 0; i < count; i++) {
    lifted[i] = fcntl(mappings[i].source, F_DUPFD_CLOEXEC, highest + 1);
    if (lifted[i] == -1) return -1;
  }
  for (int i = 0; i < count; i++)
    if (dup2(lifted[i], mappings[i].target) == -1) return -1;
  // What is left over may not travel: an inherited lock would outlive its holder.
  for (int fd = 0; fd <= highest; fd++) {
    int wanted = 0;
    for (int i = 0; i < count; i++) wanted |= mappings[i].target == fd;
    if (!wanted) close(fd);
  }
  if (syscall(SYS_close_range, highest + 1, ~0u, 0) == -1) return -1;
  return 0;
}

int clinux_start(const struct clinux_spawn *spawn) {
  volatile int failure = 0;
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pid_t parent = getpid();

  pid_t child = vfork();
  if (child == 0) {
    if (spawn->parent_death_signal) {
      prctl(PR_SET_PDEATHSIG, spawn->parent_death_signal);
      if (getppid() != parent) _exit(127);
    }
    if ((spawn->new_group && setpgid(0, 0) == -1) ||
        (spawn->directory >= 0 && fchdir(spawn->directory) == -1) ||
        place_descriptors(spawn->mappings, spawn->mapping_count) == -1) {
      failure = errno;
      _exit(127);
    }
    reset_signals();
    execve(spawn->program, spawn->arguments, spawn->environment);
    failure = errno;
    _exit(127);
  }
  int error = errno;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  if (child == -1) {
    errno = error;
    return -1;
  }
  if (failure) {
    syscall(SYS_wait4, child, NULL, 0, NULL);
    errno = failure;
    return -1;
  }
  return child;
}

pid_t clinux_fork(int signal) {
  pid_t parent = getpid();
  pid_t child = fork();
  if (child == 0) {
    prctl(PR_SET_PDEATHSIG, signal);
    if (getppid() != parent) _exit(127);
  }
  return child;
}

int clinux_no_new_privileges(void) {
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

int clinux_hide_memory(void) {
  return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

int clinux_shows_memory(void) {
  return prctl(PR_GET_DUMPABLE, 0, 0, 0, 0);
}

int clinux_pidfd_open(int pid) {
  return (int)syscall(SYS_pidfd_open, pid, 0);
}

int clinux_pidfd_send_signal(int pidfd, int signal) {
  return (int)syscall(SYS_pidfd_send_signal, pidfd, signal, NULL, 0);
}

int clinux_prctl(int option, unsigned long argument) {
  return prctl(option, argument, 0, 0, 0);
}

int clinux_signalfd(const void *set) {
  return signalfd(-1, set, SFD_CLOEXEC | SFD_NONBLOCK);
}

char **clinux_environment(void) { return environ; }
