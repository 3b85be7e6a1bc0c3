/// Why a file is no zip archive that this program reads, or why one could not be written.
package struct ZipError: Error, Equatable, CustomStringConvertible {
  /// The name in the archive; nil where it is about the archive itself.
  package let entry: String?
  package let reason: String

  package init(entry: String? = nil, _ reason: String) {
    self.entry = entry
    self.reason = reason
  }

  package var description: String { entry.map { "\($0): \(reason)" } ?? reason }
}
