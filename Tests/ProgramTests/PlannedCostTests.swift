import CutroomModel
import CutroomSystem
import Testing

/// What `plan` says of requests to providers, and what the configuration cannot mean.
@Suite struct PlannedCostTests {
  private let tiny: TinyWorkspace

  init() throws { tiny = try TinyWorkspace(isDone: false) }

  /// Nobody is asked here: the address is one of examples (RFC 5737).
  private func write(budget: String = "", narrator: String = "chat") throws {
    try tiny.write(
      """
      { "kind": "pipeline", "version": "1.0",
        "settings": {
          \(budget)
          "video": { "fps": { "den": 1, "num": 25 }, "height": 180, "width": 320 },
          "providers": {
            "chat": { "uses": "openai", "baseURL": "http://192.0.2.1/v1", "keyEnv": "CHAT_KEY",
                      "price": { "currency": "USD", "perRequest": 0.25 } },
            "photos": { "uses": "pexels", "keyEnv": "PHOTO_KEY" } } },
        "stages": [
          { "id": "discover", "uses": "discover", "with": { "feeds": ["feeds/*.xml"] } },
          { "id": "select", "uses": "select", "with": { "count": 1 } },
          { "id": "refine", "uses": "refine" },
          { "id": "script", "uses": "script", "with": { "provider": "chat", "model": "m" } },
          { "id": "tags", "uses": "tags" },
          { "id": "media", "uses": "media", "with": { "providers": ["library", "photos"] } },
          { "id": "narration", "uses": "narration",
            "with": { "provider": "\(narrator)", "model": "v", "voice": "alloy" } } ] }
      """,
      to: "pipeline.json"
    )
  }

  @Test func `requests that depend on an earlier stage are not known before that has run`() throws {
    try write()
    let words = try tiny.cutroom("plan", "tiny").error
    #expect(words.contains("requests script makes to chat is not known before refine has run"))
    #expect(words.contains("requests narration makes to chat is not known before script has run"))
    #expect(words.contains("requests media makes to photos is not known before tags has run"))
    let plan = try tiny.answer("plan", "tiny")
    #expect(plan["requests"] == 0 && plan["budget"] == .null)
    let unknown = plan["unknownRequests"]?.array ?? []
    #expect(unknown.compactMap { $0["stage"]?.string } == ["script", "media", "narration"])
    #expect(unknown.last == ["stage": "narration", "providers": ["chat"], "after": "script"])
    _ = try tiny.cutroom("run", "tiny", "--until", "refine")
    let later = try tiny.answer("plan", "tiny")
    #expect(later["requests"] == 1)
    let left = (later["unknownRequests"]?.array ?? []).compactMap { $0["stage"]?.string }
    #expect(left == ["media", "narration"])
  }

  @Test func `an estimate over the budget is told, and the plan is a plan all the same`() throws {
    try write(budget: #""budget": { "amount": 0.2 },"#)
    _ = try tiny.cutroom("run", "tiny", "--until", "refine")
    let over = try tiny.cutroom("plan", "tiny")
    #expect(over.status == .exited(0))
    #expect(over.error.contains("about 0.25 USD is over the budget of 0.20 USD"), "\(over.error)")
    let budget = try tiny.answer("plan", "tiny")["budget"]
    #expect(budget?["isOver"] == true)
    #expect(budget?["planned"] == ["micros": 250_000, "currency": "USD"])
    #expect(budget?["spent"] == ["micros": 0, "currency": "USD"])
    try write(budget: #""budget": { "amount": 0.25 },"#)
    #expect(try !tiny.cutroom("plan", "tiny").error.contains("over the budget"))
    #expect(try tiny.answer("plan", "tiny")["budget"]?["isOver"] == false)
  }

  @Test(arguments: ["plan", "validate", "run"])
  func `a service that cannot do the work is told where it is named`(command: String) throws {
    try write(narrator: "photos")
    let outcome = try tiny.cutroom(command, "tiny")
    #expect(outcome.status == .exited(2))
    let said = "/stages/6/with/provider: photos (pexels) cannot be asked for speech"
    #expect(outcome.error.contains(said), "\(outcome.error)")
  }

  @Test func `one cause that stops several items is told once, by the first of them`() throws {
    try write()
    try tiny.edit("pipeline.json", #", "with": { "provider": "chat", "model": "m" }"#, "")
    let run = try tiny.cutroom("run", "tiny", "--until", "narration", "--keep-going")
    #expect(run.status == .exited(1), "\(run.error)")
    let lines = run.error.split(separator: "\n")
    let told = lines.filter { $0.contains(" failed (auth): ") }
    #expect(told.count == 1, "\(run.error)")
    #expect(told.first?.hasPrefix("cutroom: narration/") == true, "\(run.error)")
    #expect(told.first?.contains(" more failed (auth): ") == true, "\(told)")
    #expect(lines.count { $0.contains("CHAT_KEY") } <= 3, "\(run.error)")
    let again = try tiny.answer("run", "tiny", "--until", "narration", "--keep-going")
    let failures = again["failures"]?.array?.filter { $0["code"] == "auth" } ?? []
    #expect(failures.count > 2)
    #expect(failures.allSatisfy { $0["message"]?.string?.contains("CHAT_KEY") == true })
  }
}
