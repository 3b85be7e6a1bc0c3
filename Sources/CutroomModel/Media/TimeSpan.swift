/// A stretch of a file's time, counted from where its stream begins.
package struct TimeSpan: Codable, Sendable, Hashable {
  package var startUs: Int64
  package var durationUs: Int64

  package init(startUs: Int64, durationUs: Int64) {
    self.startUs = startUs
    self.durationUs = durationUs
  }

  package var endUs: Int64 { startUs &+ durationUs }
}
