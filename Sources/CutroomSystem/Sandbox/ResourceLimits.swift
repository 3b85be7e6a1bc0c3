import Glibc

/// The resource limits of a process; an absent one stays as it was.
///
/// Core dumps are always off.
package struct ResourceLimits: Sendable {
  /// Bytes of address space.
  package var addressSpace: UInt64?
  /// Seconds of processor time in the life of the process.
  package var processorSeconds: UInt64?
  /// The most descriptors open at once.
  package var openFiles: UInt64?
  /// Bytes that any file may grow to; 0 forbids writing files.
  package var fileSize: UInt64?

  package init(
    addressSpace: UInt64? = nil,
    processorSeconds: UInt64? = nil,
    openFiles: UInt64? = nil,
    fileSize: UInt64? = nil
  ) {
    self.addressSpace = addressSpace
    self.processorSeconds = processorSeconds
    self.openFiles = openFiles
    self.fileSize = fileSize
  }

  /// Sets each limit, soft and hard, never above what is allowed now: setrlimit(2).
  package func apply() throws(SystemError) {
    try set(RLIMIT_CORE, to: 0)
    if let addressSpace { try set(RLIMIT_AS, to: addressSpace) }
    if let processorSeconds { try set(RLIMIT_CPU, to: processorSeconds) }
    if let openFiles { try set(RLIMIT_NOFILE, to: openFiles) }
    if let fileSize { try set(RLIMIT_FSIZE, to: fileSize) }
  }

  private func set(_ resource: __rlimit_resource, to value: UInt64) throws(SystemError) {
    var limit = rlimit()
    try check("getrlimit") { getrlimit(CInt(resource.rawValue), &limit) }
    limit.rlim_max = min(rlim_t(value), limit.rlim_max)
    limit.rlim_cur = limit.rlim_max
    try check("setrlimit") { setrlimit(CInt(resource.rawValue), &limit) }
  }
}

/// The processor time of this process, and the bound that the kernel ends it at.
package enum ProcessorTime {
  /// Whole seconds used so far by all threads: getrusage(2).
  package static func used() -> UInt64 {
    var usage = rusage()
    guard getrusage(RUSAGE_SELF.rawValue, &usage) == 0 else { return 0 }
    return UInt64(clamping: usage.ru_utime.tv_sec &+ usage.ru_stime.tv_sec)
  }

  /// Lets this process use at most `seconds` more, within its hard limit.
  package static func allow(seconds: UInt64) {
    var limit = rlimit()
    guard getrlimit(CInt(RLIMIT_CPU.rawValue), &limit) == 0 else { return }
    limit.rlim_cur = min(limit.rlim_max, rlim_t(used() &+ seconds &+ 1))
    _ = setrlimit(CInt(RLIMIT_CPU.rawValue), &limit)
  }
}
