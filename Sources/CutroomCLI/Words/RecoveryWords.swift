import CutroomModel
import CutroomStore

/// What recovery did, in words.
enum RecoveryWords {
  static func tell(_ report: RecoveryReport, to context: Context) {
    for line in lines(report) { context.note(line) }
  }

  /// Writes it to the project's log too, for whoever was not there.
  static func log(_ report: RecoveryReport, of project: Project) {
    let log = EventLog(project)
    for line in lines(report) { log.add(.warning, line) }
  }

  static func lines(_ report: RecoveryReport) -> [String] {
    var parts: [String] = []
    if !report.crashedRuns.isEmpty {
      parts.append("closed \(report.crashedRuns.count) crashed run")
    }
    if !report.rolledForward.isEmpty {
      parts.append("\(report.rolledForward.count) finished items kept")
    }
    if !report.discarded.isEmpty { parts.append("\(report.discarded.count) unfinished dropped") }
    if !report.killedSurvivors.isEmpty {
      parts.append("\(report.killedSurvivors.count) left-over processes ended")
    }
    if report.isMoveSettled { parts.append("a change of the id brought to its end") }
    if report.tornBytes > 0 { parts.append("an unfinished journal record cut off") }
    if report.sweptLeftovers > 0 { parts.append("\(report.sweptLeftovers) leftovers swept") }
    var lines = parts.isEmpty ? [] : ["recovered: \(parts.joined(separator: ", "))"]
    if let name = report.damagedKeptAs {
      lines.append("\(report.damagedRecords) unreadable journal records are kept in \(name)")
    }
    if let lost = report.lostJournal { lines.append(line(lost)) }
    if report.isIndexRemade {
      lines.append("the index .cutroom/index was damaged; it is made anew from the journal")
    }
    if report.isSurveyRemade {
      lines.append("the survey .cutroom/survey was damaged; it is made anew from the next look")
    }
    if let first = report.migrated.first {
      let count = Amounts.count(report.migrated.count, "document")
      lines.append(
        "migrated \(count) from format version \(first.from) to \(first.to), keeping backups"
      )
    }
    return lines + report.restored.map(line)
  }

  private static func line(_ lost: LostJournal) -> String {
    switch lost {
    case .index:
      "the journal .cutroom/journal.jsonl was gone; it is made anew from the index, that had it whole"
    case .backup:
      "the journal .cutroom/journal.jsonl was gone; it is made anew from journal.jsonl.backup.1, and "
        + "what was done since is forgotten"
    case .nothing:
      "the journal .cutroom/journal.jsonl was gone, and nothing else tells what was done; what is "
        + "there waits for `cutroom accept`"
    }
  }

  static func line(_ file: RestoredFile) -> String {
    let fault = file.fault.map { " (\($0))" } ?? ""
    let kept = file.kept.map { "; what stood there\(fault) is kept as \($0)" } ?? ""
    if file.source == .nothing { return "\(file.path) was damaged\(kept)" }
    return "brought \(file.path) back \(source(file))\(withoutEdit(file))\(kept)"
  }

  private static func source(_ file: RestoredFile) -> String {
    switch (file.source, file.version) {
    case (.live, _): "from the document it is a copy of"
    case (.nothing, _): ""
    case (_, .edited): asEdited
    case (.backup(let generation), .earlier): "from its backup \(generation), an earlier version"
    case (_, _): "as it was recorded"
    }
  }

  /// That what came back is what a person made of it, by hand or by putting a backup back.
  static let asEdited = "as it counted last"

  /// Somebody who edited the file must learn that the edit is not in what came back.
  static func withoutEdit(_ file: RestoredFile) -> String {
    file.isWithoutEdit ? ", without the edit that counted last" : ""
  }
}
