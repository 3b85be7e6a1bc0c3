import CutroomModel

/// What becomes of a recorded output, decided from what was seen of it and of its copies alone.
///
/// Only content counts: a file that could not be read for want of permission or by an I/O error never
/// gets here, since looking at it throws.
enum Rescue: Equatable {
  /// It is readable: whatever it says stays.
  case leave
  case bringBack(RestoreSource, isRecorded: Bool)
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
    var hasObject = false
    var isSuperseded = false
    /// Generations that are valid documents, newest first, and whether each says what was recorded.
    var backups: [(generation: Int, isRecorded: Bool)] = []

    static func == (left: Copies, right: Copies) -> Bool {
      left.hasObject == right.hasObject && left.isSuperseded == right.isSuperseded
        && left.backups.elementsEqual(right.backups, by: ==)
    }
  }

  /// The recorded bytes first, then a backup that says the same, then the newest valid one.
  static func choose(_ live: Live, _ copies: Copies) -> Rescue {
    if live == .readable { return .leave }
    if copies.hasObject { return .bringBack(.object, isRecorded: true) }
    if copies.isSuperseded { return .bringBack(.superseded, isRecorded: true) }
    let backup = copies.backups.first(where: \.isRecorded) ?? copies.backups.first
    guard let backup else { return .lost }
    return .bringBack(.backup(backup.generation), isRecorded: backup.isRecorded)
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
}
