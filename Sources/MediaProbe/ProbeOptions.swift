/// How far a probe goes.
package struct ProbeOptions: Codable, Sendable, Equatable {
  /// Reads every packet of every file, also where the header can be trusted.
  package var deep: Bool
  /// Gives up after so many milliseconds.
  package var deadlineMs: Int

  package init(deep: Bool = false, deadlineMs: Int = 5000) {
    self.deep = deep
    self.deadlineMs = deadlineMs
  }
}
