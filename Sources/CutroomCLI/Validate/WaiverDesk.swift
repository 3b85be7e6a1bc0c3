import CutroomModel
import CutroomStore
import CutroomSystem

/// Writes waivers into a project, and takes them back.
struct WaiverDesk {
  private let project: Project
  private let context: Context

  init(_ project: Project, _ context: Context) {
    self.project = project
    self.context = context
  }

  /// Does what was asked; nothing, and without the lock, where no waiver is meant.
  ///
  /// Throws a `Fault` where one to be taken back is not there; then nothing was written.
  func settle(_ request: ValidateRequest) throws {
    guard !request.waivers.isEmpty || !request.unwaived.isEmpty,
      let path = ProjectPath("waivers.json")
    else { return }
    _ = try context.withSession(project, command: "validate") { session, _ in
      try session.decide(path) { try changed($0, request) }
    }
  }

  /// Says which of the waivers that were just written are about nothing that was found.
  func tellIdle(_ waivers: [Waiver], _ findings: [Finding], _ profile: ValidationProfile) {
    let judged = findings.map(profile.judged)
    for waiver in waivers where !judged.contains(where: waiver.covers) {
      context.note("the waiver of \(waiver.place) is kept, and covers no warning of this check")
    }
  }

  private func changed(_ value: JSONValue?, _ request: ValidateRequest) throws -> JSONValue {
    let now = Instant(microseconds: project.clock.now())
    var next = try value ?? DocumentCoding.value(Waivers(), createdAt: now)
    _ = try DocumentCoding.decode(Waivers.self, from: next, path: "waivers.json")
    // What another version wrote beside it stays.
    var entries = next["waivers"]?.array ?? []
    for place in request.unwaived {
      let count = entries.count
      entries.removeAll(where: place.isPlace)
      guard entries.count < count else { throw unknown(place) }
    }
    for waiver in request.waivers {
      let place = try WaiverPlace(waiver.place)
      entries.removeAll(where: place.isPlace)
      entries.append(try DocumentCoding.plainValue(waiver))
    }
    next["waivers"] = .array(entries)
    return next
  }

  private func unknown(_ place: WaiverPlace) -> Fault {
    let what = place.rule + (place.path.map { " of \($0)" } ?? "")
    return Fault(
      .usage,
      "no-waiver",
      "no waiver is about \(what)",
      path: "waivers.json",
      hint: "`cutroom validate \(project.id) --json` lists what is waived."
    )
  }
}
