import CutroomModel
import CutroomSystem
import Testing

@testable import CutroomStore

/// What a recorded document becomes, for every state of it and of its copies.
@Suite struct RescueTests {
  /// What may stand in the place of a backup.
  enum Slot: CaseIterable {
    case nothing
    case recorded
    case earlier
    case corrupt
    /// As the edit says that counts.
    case edited

    var version: RestoredVersion? {
      switch self {
      case .nothing, .corrupt: nil
      case .recorded: .recorded
      case .earlier: .earlier
      case .edited: .edited
      }
    }
  }

  enum Live: CaseIterable {
    case missing
    case recorded
    case edited
    case corrupt
  }

  static let recorded = timeline("recorded")
  /// Every way to fill three backups with `cases`.
  private static func slots(_ cases: [Slot]) -> [[Slot]] {
    cases.flatMap { a in cases.flatMap { b in cases.map { [a, b, $0] } } }
  }

  static let slots = slots([.nothing, .recorded, .earlier, .corrupt])

  @Test func `the edit in force wins, then what was recorded, then the newest valid backup`() {
    for live in Rescue.Live.allCases {
      for slots in Self.slots(Slot.allCases) {
        for flags in 0..<8 {
          let copies = Rescue.Copies(
            hasEdit: flags & 1 != 0,
            hasObject: flags & 2 != 0,
            isSuperseded: flags & 4 != 0,
            backups: slots.enumerated().compactMap { index, slot in
              slot.version.map { (index + 1, $0) }
            }
          )
          #expect(Rescue.choose(live, copies) == expected(live, copies, slots))
        }
      }
    }
  }

  private func expected(_ live: Rescue.Live, _ copies: Rescue.Copies, _ slots: [Slot]) -> Rescue {
    func backup(_ slot: Slot, _ version: RestoredVersion) -> [Rescue] {
      slots.firstIndex(of: slot).map { [.bringBack(.backup($0 + 1), version)] } ?? []
    }
    if live == .readable { return .leave }
    let order: [Rescue] =
      (copies.hasEdit ? [.bringBack(.object, .edited)] : []) + backup(.edited, .edited)
      + (copies.hasObject ? [.bringBack(.object, .recorded)] : [])
      + (copies.isSuperseded ? [.bringBack(.superseded, .recorded)] : [])
      + backup(.recorded, .recorded) + backup(.earlier, .earlier)
    return order.first ?? .lost
  }

  @Test(arguments: Live.allCases, [true, false])
  func `on disk the same is done, bad bytes are kept, and nothing else changes`(
    live: Live,
    hasObject: Bool
  ) throws {
    let kept = try KeptProject()
    let path = try #require(ProjectPath("timeline.json"))
    let session = try kept.session()
    let bytes = Array(Self.recorded.utf8)
    let value = DocumentCoding.digest(try Project.parse(bytes, path: path))
    let content = Digest(sha256: bytes)
    let output = OutputRecord(path: path, content: content, value: value, size: Int64(bytes.count))
    try session.record([.wrote(output, at: 0)], durable: true)
    if hasObject { try session.objects.keep(bytes, digest: content) }
    for slots in Self.slots {
      for name in try kept.names() where name.hasPrefix("timeline.json") {
        try kept.project.tree.root.remove(name)
      }
      try put(live, slots, in: kept)
      try kept.put("half", at: ".ct-0123456789abcdef.tmp")
      let before = try files(kept)
      let restored = try session.restore(output)
      try check(restored, live, slots, hasObject: hasObject, before: before, kept)
    }
  }

  private func put(_ live: Live, _ slots: [Slot], in kept: KeptProject) throws {
    switch live {
    case .missing: break
    case .recorded: try kept.put(Self.recorded, at: "timeline.json")
    case .edited: try kept.put(timeline("edited"), at: "timeline.json")
    case .corrupt: try kept.put("{\"kind\": \"timeline\"", at: "timeline.json")
    }
    for (index, slot) in slots.enumerated() {
      let name = "timeline.json.backup.\(index + 1)"
      switch slot {
      case .nothing: break
      case .recorded: try kept.put(Self.recorded, at: name)
      case .earlier: try kept.put(timeline("earlier \(index + 1)"), at: name)
      // It can be read, and nothing could use it.
      case .corrupt: try kept.put("{\"kind\": \"timeline\", \"version\": \"1.0\"}", at: name)
      case .edited: try kept.put(timeline("edited"), at: name)
      }
    }
  }

  private func files(_ kept: KeptProject) throws -> [String: String] {
    var files: [String: String] = [:]
    for name in try kept.names() where name.hasPrefix("timeline.json") {
      files[name] = try kept.text(name)
    }
    return files
  }

  private func check(
    _ restored: RestoredFile?,
    _ live: Live,
    _ slots: [Slot],
    hasObject: Bool,
    before: [String: String],
    _ kept: KeptProject
  ) throws {
    let isBroken = live == .missing || live == .corrupt
    let backup = slots.firstIndex(of: .recorded) ?? slots.firstIndex(of: .earlier)
    var expected = before
    if isBroken, hasObject || backup != nil {
      if live == .corrupt {
        let name = try #require(restored?.kept)
        #expect(name.hasPrefix("timeline.json.corrupt-"))
        expected[name] = before["timeline.json"]
      }
      expected["timeline.json"] =
        hasObject ? Self.recorded : before["timeline.json.backup.\((backup ?? 0) + 1)"]
      let isRecorded = expected["timeline.json"] == Self.recorded
      #expect(restored?.version == (isRecorded ? .recorded : .earlier))
      #expect((restored?.fault != nil) == (live == .corrupt))
    } else {
      #expect(restored == nil)
    }
    #expect(try files(kept) == expected, "\(live) \(slots)")
  }
}
