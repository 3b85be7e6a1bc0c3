import CutroomModel

/// What becomes of a recorded output, decided from what was seen of it and of its copies alone.
///
/// Only content counts: a file that could not be read for want of permission or by an I/O error never
/// gets here, since looking at it throws.
enum Rescue: Equatable {
  /// It is readable: whatever it says stays.
  case leave
  case bringBack(RestoreSource, RestoredVersion)
  /// Nothing on disk can bring it back.
  case lost

  /// What stands at the output's path.
  enum Live: Equatable, CaseIterable {
    case missing
    case unreadable
    case readable
  }

  /// The copies of an output that are whole.
  struct Copies: Equatable {
    /// Whether there is an object of the edit that counts instead of what was recorded.
    var hasEdit = false
    var hasObject = false
    var isSuperseded = false
    /// Generations that are valid documents, newest first, and what each says.
    var backups: [(generation: Int, version: RestoredVersion)] = []

    static func == (left: Copies, right: Copies) -> Bool {
      left.hasEdit == right.hasEdit && left.hasObject == right.hasObject
        && left.isSuperseded == right.isSuperseded
        && left.backups.elementsEqual(right.backups, by: ==)
    }
  }

  /// The edit in force first, then what was recorded, then the newest valid backup; of each the
  /// kept bytes before a backup that says the same.
  static func choose(_ live: Live, _ copies: Copies) -> Rescue {
    if live == .readable { return .leave }
    if copies.hasEdit { return .bringBack(.object, .edited) }
    if let backup = copies.backup(.edited) { return backup }
    if copies.hasObject { return .bringBack(.object, .recorded) }
    if copies.isSuperseded { return .bringBack(.superseded, .recorded) }
    return copies.backup(.recorded) ?? copies.backup(.earlier) ?? .lost
  }
}

extension Rescue.Copies {
  fileprivate func backup(_ version: RestoredVersion) -> Rescue? {
    backups.first { $0.version == version }
      .map { .bringBack(.backup($0.generation), $0.version) }
  }
}

extension FileLook {
  var rescueLive: Rescue.Live {
    switch self {
    case .missing: .missing
    case .unreadable: .unreadable
    case .file: .readable
    }
  }

  /// Why a file cannot be used; nil where it can, or is missing.
  var fault: String? {
    if case .unreadable(let reason) = self { reason } else { nil }
  }
}
