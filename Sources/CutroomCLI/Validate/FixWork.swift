import CutroomModel
import CutroomStore
import CutroomValidation

/// A fix, and what became of it.
struct DoneFix {
  enum End: Equatable {
    case possible
    case done
    case notPossible
  }

  let proposed: ProposedFix
  let end: End
  /// Where what was moved out of the way is; nil where nothing was, or it is among the backups.
  let kept: String?

  var isDone: Bool { end == .done }

  var words: String {
    let place = kept.map { "; it is kept as \($0)" } ?? ""
    return switch end {
    case .possible: "would \(proposed.fix.words)"
    case .done: "fixed: \(proposed.fix.words)\(place)"
    case .notPossible: "cannot \(proposed.fix.words): nothing has its bytes any more"
    }
  }

  var json: JSONValue {
    [
      "rule": .string(proposed.finding.rule), "path": .string(proposed.finding.path),
      "action": .string(proposed.fix.words), "done": .bool(isDone),
      "possible": .bool(end != .notPossible), "kept": kept.map { .string($0) } ?? .null,
    ]
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
      return DoneFix(proposed: proposed, end: isPossible ? .possible : .notPossible, kept: nil)
    }
  }

  /// Carries the fixes out, with the project's lock; without it where there is nothing to do.
  func apply(_ fixes: [ProposedFix]) throws -> [DoneFix] {
    guard !fixes.isEmpty else { return [] }
    return try context.withSession(project, command: "validate") { session, _ in
      let fixer = Fixer(session)
      return try fixes.map { proposed in
        switch try fixer.apply(proposed.fix) {
        case .done: DoneFix(proposed: proposed, end: .done, kept: nil)
        case .discarded(let name): DoneFix(proposed: proposed, end: .done, kept: trash(name))
        case .notPossible: DoneFix(proposed: proposed, end: .notPossible, kept: nil)
        }
      }
    }
  }

  private func trash(_ name: String) -> String { ".cutroom/\(project.id)/trash/\(name)" }
}

extension Fix {
  /// What it does, to follow "would".
  fileprivate var words: String {
    switch self {
    case .bringBack(let path): "bring \(path.description.printable) back"
    case .rewrite(let path): "give \(path.description.printable) its recorded bytes"
    case .discard(let path): "move \(path.description.printable) to the trash"
    case .mendControl: "mend cutroom's own records"
    }
  }
}
