import CutroomModel
import CutroomStore

extension RecoveryWords {
  /// What repair would do, a line for each thing that it would touch.
  static func plan(_ report: RecoveryReport) -> [String] {
    var lines: [String] = []
    if report.tornBytes > 0 {
      lines.append("journal: cut off an unfinished record of \(report.tornBytes) bytes")
    }
    if report.damagedRecords > 0 {
      lines.append("journal: put \(report.damagedRecords) unreadable records aside")
    }
    lines += report.killedSurvivors.map { "process \($0): end it" }
    if report.isMoveSettled { lines.append("id: bring a change of it to its end") }
    lines += report.rolledForward.map { "\($0): finish its commit" }
    lines += report.discarded.map { "\($0): drop what it had begun" }
    lines += report.crashedRuns.map { "run \($0): close it as crashed" }
    lines += report.leftovers.map { "\($0): remove" }
    lines += report.migrated.map { "\($0.path): migrate from \($0.from) to \($0.to)" }
    switch report.lostJournal {
    case .index: lines.append("journal: it is gone; make it anew from the index")
    case .backup: lines.append("journal: it is gone; make it anew from journal.jsonl.backup.1")
    case .nothing:
      lines.append("journal: it is gone, and nothing tells what it said; begin a new one")
    case nil: break
    }
    if report.isIndexRemade { lines.append(".cutroom/index: make it anew from the journal") }
    if report.isSurveyRemade { lines.append(".cutroom/survey: make it anew from the next look") }
    return lines + report.restored.map(plan)
  }

  private static func plan(_ file: RestoredFile) -> String {
    if file.source == .nothing { return "\(file.path): set its bad bytes aside" }
    return "\(file.path): bring it back \(origin(file))\(withoutEdit(file))"
  }

  private static func version(_ version: RestoredVersion) -> String {
    switch version {
    case .recorded: ""
    case .edited: ", \(asEdited)"
    case .earlier: ", an earlier version"
    }
  }

  private static func origin(_ file: RestoredFile) -> String {
    switch file.source {
    case .object: file.version == .edited ? asEdited : "as it was recorded"
    case .live: "from the document it is a copy of"
    case .nothing: ""
    case .superseded: "from the superseded outputs"
    case .backup(let generation):
      "from its backup \(generation)" + version(file.version)
    }
  }
}
