import CutroomModel
import CutroomSystem

extension Workspace {
  private static let mark = "swept"
  private static let day: Int64 = 86_400_000_000

  /// Removes what lies in the trash of any project for longer than `days`; does so once a day.
  func sweepTrashDaily(days: Int) throws {
    let control = try controlFolder()
    let now = clock.now()
    if let last = try control.facts(Self.mark)?.modified,
      // A clock that was set back must not put this off for ever.
      abs(now &- last / 1000) < Self.day
    {
      return
    }
    try FileWriter(folder: control).replacePassing(Self.mark, bytes: [], mode: 0o600)
    for entry in try control.entries() where entry.kind != .regular {
      guard ProjectID(entry.name) != nil,
        let trash = try tree.folder(".cutroom/\(entry.name)/trash")
      else { continue }
      try sweep(trash, before: Keeping.limit(days: days, before: now))
    }
  }

  private func sweep(_ trash: Folder, before limit: Int64) throws(SystemError) {
    let limit = TrashStamp.text(Instant(microseconds: limit))
    for name in try trash.names() {
      if FileWriter.isTemporary(name) {
        try trash.removeTree(name)
      } else if let stamp = TrashStamp.of(name), stamp < limit {
        // Taken away whole, in one step: nobody may bring half of a project back.
        let leaving = FileWriter.temporaryName()
        try trash.rename(name, to: leaving)
        try trash.removeTree(leaving)
      }
    }
  }
}

/// The time in a name of the trash, to the second: `project-20261120T105615…`, or
/// `20261120T105615…-<name>`.
private enum TrashStamp {
  static func text(_ instant: Instant) -> String {
    String(instant.iso8601.filter { $0.isLetter || $0.isNumber }.prefix(15))
  }

  /// Nil for a name that is not the store's.
  static func of(_ name: String) -> String? {
    let prefix = Workspace.trashPrefix
    let stamp = (name.hasPrefix(prefix) ? name.dropFirst(prefix.count) : name[...]).prefix(15)
    let isStamp =
      stamp.count == 15
      && stamp.enumerated().allSatisfy { place, character in
        place == 8 ? character == "T" : ("0"..."9").contains(character)
      }
    return isStamp ? String(stamp) : nil
  }
}
