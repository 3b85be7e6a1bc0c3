// What Swift cannot import from glibc's headers: variadic calls, new system calls, and the half of
// a spawn that runs between vfork and exec.
#pragma once
#include <stddef.h>
#include <stdint.h>

// openat2(2) with RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS.
int clinux_openat_beneath(int directory, const char *path, int flags, unsigned mode);

// A file without a name in `directory`, open for reading and writing: O_TMPFILE. Gone with its last
// descriptor, unless clinux_name gives it one.
int clinux_open_nameless(int directory, unsigned mode);

// A file that is in memory only: memfd_create(2).
int clinux_memory_file(const char *name);

// Gives an open file without a name a new one: linkat(2) of /proc/self/fd. Never replaces.
int clinux_name(int descriptor, int directory, const char *name);

// renameat2(2) with RENAME_NOREPLACE.
int clinux_rename_noreplace(int from_directory, const char *from, int to_directory, const char *to);

// renameat2(2) with RENAME_EXCHANGE.
int clinux_swap_names(int one_directory, const char *one, int other_directory, const char *other);

// ioctl(FICLONE): shares the blocks of `source` with `target`.
int clinux_clone_file(int target, int source);

// Gives `target` the owner, group and extended attributes of `source`, as far as this user may.
void clinux_copy_attributes(int target, int source);

// `f_type` of fstatfs(2), or -1 with errno.
int64_t clinux_file_system_type(int descriptor);

// CRC-32C (Castagnoli) of `length` bytes, continued from `crc`; the processor's instruction where
// it has one.
uint32_t clinux_crc32c(uint32_t crc, const void *bytes, size_t length);

// One descriptor that a child receives: `source` in this process becomes `target` in the child.
struct clinux_mapping {
  int source;
  int target;
};

struct clinux_spawn {
  const char *program;            // absolute, or a path relative to the working directory
  char *const *arguments;         // NULL-terminated
  char *const *environment;       // NULL-terminated
  int directory;                  // working directory, or -1
  const struct clinux_mapping *mappings;
  int mapping_count;
  int new_group;                  // non-zero: the child leads a process group of its own
  int parent_death_signal;        // 0 or the signal sent when the spawning thread ends
};

// Starts a child; returns its process id, or -1 with errno. Every descriptor that is not mapped is
// closed in the child. An exec that fails is reported here.
int clinux_start(const struct clinux_spawn *spawn);

// fork(2); the child has the calling thread only, and gets `signal` when that thread ends.
int clinux_fork(int signal);

// prctl(PR_SET_NO_NEW_PRIVS).
int clinux_no_new_privileges(void);

// prctl(PR_SET_DUMPABLE, 0): no core dump, and no look into the memory but by root.
int clinux_hide_memory(void);

// prctl(PR_GET_DUMPABLE).
int clinux_shows_memory(void);

// The environment of this process, NULL-terminated.
char **clinux_environment(void);

// pidfd_open(2), pidfd_send_signal(2).
int clinux_pidfd_open(int pid);
int clinux_pidfd_send_signal(int pidfd, int signal);

// signalfd(2) for `set`, a sigset_t; close-on-exec, not blocking.
int clinux_signalfd(const void *set);

// prctl(2) with one argument.
int clinux_prctl(int option, unsigned long argument);

// The version of Landlock that the kernel offers, or -1.
int clinux_landlock_version(void);

// Denies this thread, and what it starts, every file by name, the network and signals to others, as
// far as the kernel's Landlock knows them, for good; with `keep_reading_and_network` only changes to
// files. Returns 0, or -1 with errno.
int clinux_landlock_deny(int keep_reading_and_network);

// Whether the kernel has seccomp filters that end a process.
int clinux_has_seccomp(void);

// Seccomp filters for every thread of this process, for good; each returns 0, or -1 with errno.
//
// The first leaves what a program does with the descriptors, memory and time that it has, among it
// changing files that are open for writing, and starting processes of its own program, where it may.
// Every other call fails with EPERM; one that no library makes, such as connect(2), execve(2) or
// opening for writing, ends the process with SIGSYS. The second leaves files and network, and ends a
// process that starts a program. The third comes on top in a process that may start no other.
int clinux_seccomp_descriptors_only(int may_write, int may_fork);
int clinux_seccomp_no_programs(void);
int clinux_seccomp_no_processes(void);

// Sends `length` bytes with `count` descriptors; receives at most `count` descriptors and stores
// how many came in `*count`. Return as sendmsg(2) and recvmsg(2); received descriptors are
// close-on-exec. A message cut short gives -1 with EMSGSIZE.
long clinux_send(int socket, const void *bytes, size_t length, const int *descriptors, int count);
long clinux_receive(int socket, void *bytes, size_t capacity, int *descriptors, int *count);
// The bytes of the packet that comes next, which stays where it is.
long clinux_next_length(int socket);

// open(2) and fcntl(2), which are variadic.
int clinux_open(const char *path, int flags, unsigned mode);
int clinux_set_cloexec(int descriptor, int on);
int clinux_set_nonblocking(int descriptor, int on);
int clinux_duplicate(int descriptor);
int clinux_replace(int source, int target);
int clinux_pipe(int ends[2]);

// Maps a piece of a file for reading by this thread, one at a time; NULL with errno where that fails.
// `offset` is a multiple of the page size. Bytes that went away while they were looked at read as
// zeros, and closing then answers 1 instead of 0.
const void *clinux_open_window(int file, long offset, size_t length);
int clinux_close_window(void);

// Maps a file's first `length` bytes for reading; NULL with errno where that fails. It may have fewer, or
// get more later.
const void *clinux_map_for_copies(int file, size_t length);

// Copies from such a mapping; 0 where bytes are not there, which read as zeros from then on.
int clinux_copy_mapped(void *target, const void *source, size_t length);

// How many processors the process may run on.
int clinux_processor_count(void);

// mallopt(3) with M_MMAP_THRESHOLD, of a header that Swift does not see.
void clinux_map_large_memory(int bytes);

// syncfs(2), which glibc declares for GNU sources only.
int clinux_syncfs(int descriptor);

// fallocate(2) of the first `length` bytes with FALLOC_FL_KEEP_SIZE: blocks, and no bytes.
int clinux_allocate_keeping_size(int descriptor, int64_t length);

// copy_file_range(2) from `*offset` of one file to the position of the other.
long clinux_copy_range(int from, int64_t *offset, int to, size_t length);

// The columns of the terminal behind `descriptor`, or 0 where it is none.
int clinux_terminal_columns(int descriptor);

// A fence for compiler and processor: stores before the call are seen before those after it, and loads
// before it are made before those after it.
static inline void clinux_fence(void) { __atomic_thread_fence(__ATOMIC_ACQ_REL); }

// Has the processor bring what stands there, while it goes on.
static inline void clinux_prefetch(const void *memory) { __builtin_prefetch(memory, 1); }

// Words that other processes read and write at the same time.
static inline uint64_t clinux_load(const void *word) {
  return __atomic_load_n((const uint64_t *)word, __ATOMIC_ACQUIRE);
}
static inline void clinux_store(void *word, uint64_t value) {
  __atomic_store_n((uint64_t *)word, value, __ATOMIC_RELEASE);
}
// The value that the word had before.
static inline uint64_t clinux_add(void *word, uint64_t value) {
  return __atomic_fetch_add((uint64_t *)word, value, __ATOMIC_ACQ_REL);
}
static inline uint64_t clinux_exchange(void *word, uint64_t value) {
  return __atomic_exchange_n((uint64_t *)word, value, __ATOMIC_ACQ_REL);
}
