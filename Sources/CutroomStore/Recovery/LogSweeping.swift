import CutroomModel
import CutroomSystem

extension ProjectSession {
  /// Removes what attempts of old runs said.
  ///
  /// A run's name tells when it began: no file is looked at.
  func sweepLogs() throws {
    guard let logs = try project.workspace.tree.folder(".cutroom/\(project.id)/logs") else {
      return
    }
    let limit = Keeping.limit(days: keeping.logDays, before: project.clock.now())
    let runs = try logs.names().compactMap { name in RunName.start(of: name).map { ($0, name) } }
    for (start, name) in runs.sorted(by: { $0.0 < $1.0 }).dropLast(keeping.logRuns)
    where start < limit {
      try logs.removeTree(name)
    }
  }
}

/// The name of a run: `r<milliseconds since 1970>-<4 hex digits>`.
package enum RunName {
  package static func make(at now: Int64) -> String { "r\(now / 1000)-\(RandomName.hex(4))" }

  /// When the run began, in microseconds since 1970; nil for what is no run's name.
  static func start(of name: String) -> Int64? {
    guard name.hasPrefix("r"), let dash = name.firstIndex(of: "-"),
      let start = Int64(name[name.index(after: name.startIndex)..<dash]), start >= 0
    else { return nil }
    let (microseconds, isTooLong) = start.multipliedReportingOverflow(by: 1000)
    return isTooLong ? nil : microseconds
  }
}
