import CutroomModel
import CutroomStore
import CutroomValidation

/// A fix, and what became of it.
struct DoneFix {
  enum End: Equatable {
    /// It was only looked whether it could be done.
    case possible
    case tried(FixOutcome)
  }

  let proposed: ProposedFix
  let end: End

  var isDone: Bool {
    if case .tried(.done) = end { true } else { false }
  }

  var words: String {
    let action = proposed.fix.words
    switch end {
    case .possible: return "would \(action)"
    case .tried(.lost): return "cannot \(action): no copy of its bytes is kept here"
    case .tried(.overtaken):
      return "cannot \(action): it is not as it was found; somebody mended it or works on it"
    case .tried(.done(let kept, let isWithoutEdit)):
      let lacking = isWithoutEdit ? ", without the edit that counted last" : ""
      let place = kept.map { "; what stood there is kept as \($0.printable)" } ?? ""
      return "fixed: \(action)\(lacking)\(place)"
    }
  }

  var json: JSONValue {
    var members: [String: JSONValue] = [
      "rule": .string(proposed.finding.rule), "path": .string(proposed.finding.path),
      "action": .string(proposed.fix.words), "done": .bool(isDone),
      "possible": .bool(isDone || end == .possible), "kept": .null, "withoutEdit": false,
    ]
    if case .tried(.done(let kept, let isWithoutEdit)) = end {
      members["kept"] = kept.map { .string($0) } ?? .null
      members["withoutEdit"] = .bool(isWithoutEdit)
    }
    return .object(members)
  }
}

/// Shows what would be fixed, or has it done.
struct FixWork {
  private let project: Project
  private let context: Context

  init(_ project: Project, _ context: Context) {
    self.project = project
    self.context = context
  }

  /// What each fix would come to, as things stand.
  func preview(_ fixes: [ProposedFix], _ ledger: ProjectLedger) -> [DoneFix] {
    fixes.map { proposed in
      let isPossible = proposed.fix.isPossible(ledger, project)
      return DoneFix(proposed: proposed, end: isPossible ? .possible : .tried(.lost))
    }
  }

  /// Carries the fixes out, with the project's lock; without it where there is nothing to do.
  func apply(_ fixes: [ProposedFix]) throws -> [DoneFix] {
    guard !fixes.isEmpty else { return [] }
    return try context.withSession(project, command: "validate") { session, _ in
      let fixer = Fixer(session)
      return try fixes.map { DoneFix(proposed: $0, end: .tried(try fixer.apply($0.fix))) }
    }
  }
}

extension Fix {
  /// What it does, to follow "would".
  fileprivate var words: String {
    switch self {
    case .bringBack(let path): "bring \(path.description.printable) back"
    case .rewrite(let path): "give \(path.description.printable) its recorded bytes"
    case .mendControl: "mend cutroom's own records"
    }
  }
}
