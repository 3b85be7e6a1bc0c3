import Glibc

/// A queue that threads post to and wait on, first in first out.
package final class Mailbox<Message: Sendable>: @unchecked Sendable {
  // Sendable: everything mutable is only reached while `mutex` is held.
  private var messages: [Message] = []
  private var head = 0
  private var isClosed = false
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let arrival: UnsafeMutablePointer<pthread_cond_t>

  package init() {
    mutex = .allocate(capacity: 1)
    arrival = .allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
    // Deadlines are taken on the clock that nobody sets.
    var attributes = pthread_condattr_t()
    pthread_condattr_init(&attributes)
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    pthread_cond_init(arrival, &attributes)
    pthread_condattr_destroy(&attributes)
  }

  deinit {
    pthread_cond_destroy(arrival)
    pthread_mutex_destroy(mutex)
    arrival.deallocate()
    mutex.deallocate()
  }

  /// Adds a message; ignored once closed.
  package func post(_ message: Message) {
    pthread_mutex_lock(mutex)
    if !isClosed { messages.append(message) }
    pthread_cond_signal(arrival)
    pthread_mutex_unlock(mutex)
  }

  /// Lets every waiting thread go once the messages already posted are taken.
  package func close() {
    pthread_mutex_lock(mutex)
    isClosed = true
    pthread_cond_broadcast(arrival)
    pthread_mutex_unlock(mutex)
  }

  /// Waits for a message; nil once the mailbox is closed and empty.
  package func take() -> Message? {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while head == messages.count {
      if isClosed { return nil }
      pthread_cond_wait(arrival, mutex)
    }
    return removeFirst()
  }

  /// Waits at most `milliseconds` (a year at most) for a message; nil when the time is over.
  package func take(withinMilliseconds milliseconds: Int64) -> Message? {
    var deadline = timespec()
    clock_gettime(CLOCK_MONOTONIC, &deadline)
    let bounded = min(max(0, milliseconds), 31_536_000_000)
    let nanoseconds = Int64(deadline.tv_nsec) + bounded * 1_000_000
    deadline.tv_sec += Int(nanoseconds / 1_000_000_000)
    deadline.tv_nsec = Int(nanoseconds % 1_000_000_000)
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while head == messages.count {
      if isClosed || pthread_cond_timedwait(arrival, mutex, &deadline) == ETIMEDOUT { return nil }
    }
    return removeFirst()
  }

  /// Takes a message if one is there now.
  package func takeIfPresent() -> Message? {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return head == messages.count ? nil : removeFirst()
  }

  /// Forgets the messages that nobody has taken.
  package func removeAll() {
    pthread_mutex_lock(mutex)
    messages = []
    head = 0
    pthread_mutex_unlock(mutex)
  }

  private func removeFirst() -> Message {
    let message = messages[head]
    head += 1
    if head > 1024, head * 2 > messages.count {
      messages.removeFirst(head)
      head = 0
    }
    return message
  }
}
