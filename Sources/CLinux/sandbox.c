#define _GNU_SOURCE
#include "clinux.h"

#include <errno.h>
#include <linux/landlock.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

// Landlock of the kernel that runs, which may know more than the headers that are installed.
struct ruleset {
  uint64_t files;
  uint64_t network;
  uint64_t scopes;
};

enum {
  ALL_FILE_RIGHTS = (1 << 13) - 1,  // Those of the first version.
  REFER = 1 << 13,
  TRUNCATE = 1 << 14,
  DEVICE_CALLS = 1 << 15,
  READING = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
  ALL_NETWORK_RIGHTS = 3,
  ALL_SCOPES = 3,
};

int clinux_landlock_version(void) {
  return (int)syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
}

int clinux_landlock_deny(int keep_reading_and_network) {
  int version = clinux_landlock_version();
  if (version < 0) return -1;
  struct ruleset rules = {.files = ALL_FILE_RIGHTS};
  if (version >= 2) rules.files |= REFER;
  if (version >= 3) rules.files |= TRUNCATE;
  if (keep_reading_and_network) {
    rules.files &= ~(uint64_t)READING;
  } else {
    if (version >= 4) rules.network = ALL_NETWORK_RIGHTS;
    if (version >= 5) rules.files |= DEVICE_CALLS;
    if (version >= 6) rules.scopes = ALL_SCOPES;
  }
  // An older kernel takes the longer structure as long as what it does not know is zero.
  int ruleset = (int)syscall(SYS_landlock_create_ruleset, &rules, sizeof rules, 0);
  if (ruleset < 0) return -1;
  int result = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  if (result == 0) result = (int)syscall(SYS_landlock_restrict_self, ruleset, 0);
  int error = errno;
  close(ruleset);
  errno = error;
  return result;
}
