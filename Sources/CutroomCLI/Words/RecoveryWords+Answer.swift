import CutroomModel
import CutroomStore

extension RecoveryWords {
  /// What recovery did, for programs.
  static func answer(_ report: RecoveryReport) -> [String: JSONValue] {
    [
      "crashedRuns": .array(report.crashedRuns.map { .string($0) }),
      "rolledForward": .array(report.rolledForward.map { .string($0.description) }),
      "discarded": .array(report.discarded.map { .string($0.description) }),
      "killedProcesses": .array(report.killedSurvivors.map { .integer(Int64($0)) }),
      "settledMove": .bool(report.isMoveSettled),
      "removedLeftovers": .integer(Int64(report.sweptLeftovers)),
      "leftovers": .array(report.leftovers.map { .string($0) }),
      "tornBytes": .integer(report.tornBytes),
      "migrated": .array(report.migrated.map(answer)),
      "lost": .array(report.lost.map { .string($0.description) }),
      "damagedRecords": .integer(Int64(report.damagedRecords)),
      "damagedKeptAs": report.damagedKeptAs.map { .string($0) } ?? .null,
      "indexRemade": .bool(report.isIndexRemade), "surveyRemade": .bool(report.isSurveyRemade),
      "lostJournal": report.lostJournal.map { .string($0.rawValue) } ?? .null,
      "restored": .array(report.restored.map(answer)),
    ]
  }

  static func answer(_ document: MigratedDocument) -> JSONValue {
    [
      "path": .string(document.path.description), "from": .string(document.from),
      "to": .string(document.to),
    ]
  }

  private static func answer(_ file: RestoredFile) -> JSONValue {
    [
      "path": .string(file.path.description), "from": .string(source(file)),
      "recorded": .bool(file.version == .recorded), "version": .string(file.version.rawValue),
      "fault": file.fault.map { .string($0) } ?? .null,
      "kept": file.kept.map { .string($0) } ?? .null,
    ]
  }

  private static func source(_ file: RestoredFile) -> String {
    switch file.source {
    case .object: "the \(file.version.rawValue) version"
    case .superseded: "the superseded store"
    case .backup(let generation): "backup \(generation)"
    case .live: "the document it is a copy of"
    case .nothing: "nothing"
    }
  }
}
