/// How much a zip archive may hold before it is refused.
package struct ZipLimits: Sendable {
  package var entries = 100_000
  /// Bytes of one entry.
  package var entrySize: Int64 = 1 << 40
  /// Bytes of all entries.
  package var totalSize: Int64 = 1 << 42
  /// How many bytes one compressed byte may stand for.
  package var ratio: Int64 = 100

  package init() {}
}
