/// What tells one start of the machine from every other.
package enum ThisBoot {
  /// A number that is the same in all processes until the machine starts again, and never 0:
  /// /proc/sys/kernel/random/boot_id.
  package static let number: UInt64 = {
    guard let root = try? Folder.open("/proc/sys/kernel/random"),
      let file = try? root.openFile("boot_id"),
      let bytes = try? file.readAll(limit: 256)
    else { return UInt64.random(in: 1 ... .max) }
    return SHA256.hash(bytes).prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } | 1
  }()
}
