#define _GNU_SOURCE
#include "clinux.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { most_descriptors = 16 };

long clinux_send(int socket, const void *bytes, size_t length, const int *descriptors, int count) {
  if (count > most_descriptors) {
    errno = EINVAL;
    return -1;
  }
  struct iovec vector = {.iov_base = (void *)bytes, .iov_len = length};
  union {
    char space[CMSG_SPACE(sizeof(int) * most_descriptors)];
    struct cmsghdr align;
  } control;
  memset(&control, 0, sizeof control);
  struct msghdr message = {.msg_iov = &vector, .msg_iovlen = 1};
  if (count > 0) {
    message.msg_control = control.space;
    message.msg_controllen = CMSG_SPACE(sizeof(int) * (size_t)count);
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int) * (size_t)count);
    memcpy(CMSG_DATA(header), descriptors, sizeof(int) * (size_t)count);
  }
  return sendmsg(socket, &message, MSG_NOSIGNAL);
}

long clinux_next_length(int socket) {
  struct msghdr message = {0};
  return recvmsg(socket, &message, MSG_PEEK | MSG_TRUNC);
}

long clinux_receive(int socket, void *bytes, size_t capacity, int *descriptors, int *count) {
  struct iovec vector = {.iov_base = bytes, .iov_len = capacity};
  union {
    char space[CMSG_SPACE(sizeof(int) * most_descriptors)];
    struct cmsghdr align;
  } control;
  struct msghdr message = {
    .msg_iov = &vector,
    .msg_iovlen = 1,
    .msg_control = control.space,
    .msg_controllen = sizeof control.space,
  };
  int room = *count, stored = 0;
  *count = 0;
  ssize_t length = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
  if (length < 0) return -1;
  for (struct cmsghdr *header = CMSG_FIRSTHDR(&message); header;
       header = CMSG_NXTHDR(&message, header)) {
    if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS) continue;
    int arrived = (int)((header->cmsg_len - CMSG_LEN(0)) / sizeof(int));
    for (int i = 0; i < arrived; i++) {
      int descriptor;
      memcpy(&descriptor, CMSG_DATA(header) + sizeof(int) * (size_t)i, sizeof descriptor);
      if (stored < room) descriptors[stored++] = descriptor;
      else close(descriptor);
    }
  }
  *count = stored;
  if (message.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) {
    for (int i = 0; i < stored; i++) close(descriptors[i]);
    *count = 0;
    errno = EMSGSIZE;
    return -1;
  }
  return length;
}
