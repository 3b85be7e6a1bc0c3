import CutroomModel
import CutroomProviders
import CutroomStore
import CutroomSystem
import Testing

/// When the same request is answered anew.
@Suite struct RenewalTests {
  private func upgrade(_ rig: DeskRig, to version: String) throws {
    let folder = rig.workspace.tree.root
    try folder.remove("version")
    try folder.createFile("version", mode: 0o644).writeAll(Array(version.utf8))
  }

  @Test func anotherVersionOfAProgramIsAskedAnew() throws {
    let rig = try DeskRig()
    _ = try rig.run { try rig.speak("hello", $0, $1) }
    _ = try rig.run { try rig.write("words", $0, $1) }
    try upgrade(rig, to: "2")
    for _ in 0..<2 {
      _ = try rig.run { try rig.speak("hello", $0, $1) }
      _ = try rig.run { try rig.write("words", $0, $1) }
    }
    #expect(try rig.asked == ["hello", "words", "hello", "words"])
    // What the old one said is still there.
    try upgrade(rig, to: "1")
    #expect(try rig.run { try rig.speak("hello", $0, $1) } == "sound of hello")
    #expect(try rig.asked.count == 4)
  }

  @Test func whatAProgramSaidIsGoodWhereItCannotBeStarted() throws {
    let rig = try DeskRig()
    try upgrade(rig, to: "2")
    _ = try rig.run { try rig.speak("hello", $0, $1) }
    try rig.workspace.tree.root.remove("provider.py")
    #expect(try rig.run { try rig.speak("hello", $0, $1) } == "sound of hello")
    let fault = try #require(throws: ProviderFault.self) {
      try rig.run { try rig.speak("another", $0, $1) }
    }
    #expect(fault.code == .server)
  }

  @Test func offlineAProgramIsStartedForWhatTheCacheLacksOnly() throws {
    let rig = try DeskRig()
    _ = try rig.run { try rig.speak("known", $0, $1) }
    _ = try rig.run { try rig.write("words", $0, $1) }
    #expect(try rig.starts == 2)
    try rig.run(isOffline: true) { desk, asking in
      let spoken = try rig.speak("known", desk, asking)
      let written = try rig.write("words", desk, asking)
      #expect(spoken == "sound of known" && written == ["line": "words"])
    }
    #expect(try rig.starts == 2)
    #expect(throws: ProviderFault.self) {
      try rig.run(isOffline: true) { try rig.speak("new", $0, $1) }
    }
    #expect(try rig.starts == 3)
    #expect(try rig.asked == ["known", "words"])
  }

  /// A local program may be another one meanwhile.
  @Test func offlineANewAnswerIsKeptUnderTheVersionThatGaveIt() throws {
    let rig = try DeskRig(flags: ["local"])
    _ = try rig.run { try rig.speak("old", $0, $1) }
    try upgrade(rig, to: "2")
    try rig.run(isOffline: true) { desk, asking in
      _ = try rig.speak("old", desk, asking)
      _ = try rig.speak("new", desk, asking)
    }
    #expect(try rig.run { try rig.speak("new", $0, $1) } == "sound of new")
    #expect(try rig.asked == ["old", "new"])
  }

  @Test func aProgramThatNobodyEverAskedMustBeThere() throws {
    let rig = try DeskRig()
    try rig.workspace.tree.root.remove("provider.py")
    let fault = try #require(throws: ProviderFault.self) {
      try rig.run { try rig.speak("hello", $0, $1) }
    }
    #expect(fault.code == .server)
  }

  @Test func whatIsForcedIsAskedAnewAndOnce() throws {
    let rig = try DeskRig()
    _ = try rig.run { try rig.speak("hello", $0, $1) }
    let moment = SystemClock.real.now()
    // The run that begins, and those that go on with it.
    for _ in 0..<3 {
      _ = try rig.run { desk, asking in
        var asking = asking
        asking.since = moment
        _ = try rig.speak("hello", desk, asking)
        return try rig.speak("hello", desk, asking)
      }
    }
    #expect(try rig.asked == ["hello", "hello"])
    _ = try rig.run { try rig.speak("hello", $0, $1) }
    #expect(try rig.asked.count == 2)
  }

  @Test func whatWasThereStaysWhereTheNewAnswerDoesNotCome() throws {
    let rig = try DeskRig()
    _ = try rig.run { try rig.write("words", $0, $1) }
    rig.settings.limits = [RateLimit(1, per: .month)]
    _ = try rig.run { try rig.write("others", $0, $1) }
    #expect(throws: ProviderFault.self) {
      try rig.run { desk, asking in
        var asking = asking
        asking.since = SystemClock.real.now()
        _ = try rig.write("words", desk, asking)
      }
    }
    #expect(try rig.run { try rig.write("words", $0, $1) } == ["line": "words"])
  }

  /// The text that a forced run is answered.
  private func forced(_ prompt: String, since moment: Int64, _ rig: DeskRig) throws -> JSONValue {
    try rig.run { desk, asking in
      var asking = asking
      asking.since = moment
      return try rig.write(prompt, desk, asking)
    }
  }

  @Test func whatWasThereStaysWhereTheNewAnswerDoesNotFit() throws {
    let rig = try DeskRig()
    let first = try rig.run { try rig.write("spoilt for ever", $0, $1) }
    let moment = SystemClock.real.now()
    // The run that goes on with it asks for the repair once more, and for no more than that.
    for asked in [3, 4] {
      let fault = try #require(throws: ProviderFault.self) {
        try forced("spoilt for ever", since: moment, rig)
      }
      #expect(fault.code == .badAnswer)
      #expect(try rig.asked.count == asked)
    }
    #expect(try rig.run { try rig.write("spoilt for ever", $0, $1) } == first)
    #expect(try rig.asked.count == 4)
  }

  @Test func whatFitsOnlyWhenRepairedTakesThePlaceOfTheOldAnswer() throws {
    let rig = try DeskRig()
    #expect(try rig.run { try rig.write("spoilt", $0, $1) } == ["line": "spoilt, take 1"])
    let moment = SystemClock.real.now()
    // It is stopped between the answer and its repair.
    #expect(throws: ProviderFault.self) {
      try rig.runOnce { desk, asking in
        var asking = asking
        asking.since = moment
        return try rig.write("spoilt", desk, asking)
      }
    }
    #expect(try rig.asked.count == 2)
    #expect(try rig.run { try rig.write("spoilt", $0, $1) } == ["line": "spoilt, take 1"])
    for _ in 0..<2 {
      #expect(try forced("spoilt", since: moment, rig) == ["line": "spoilt, take 3"])
    }
    #expect(try rig.run { try rig.write("spoilt", $0, $1) } == ["line": "spoilt, take 3"])
    #expect(try rig.asked.count == 3)
  }

  @Test func aFileThatWasHandedOverIsNotAskedForAnew() throws {
    let rig = try DeskRig()
    let rights = Rights(title: nil, author: nil, licence: "CC0", source: "here")
    let dunes = Candidate(asset: "dunes", rendition: "full", kind: .image, rights: rights)
    let later = SystemClock.real.now() + 3_600_000_000
    for since in [nil, later] {
      let bytes = try rig.run { desk, asking in
        var asking = asking
        asking.since = since
        return try desk.take(dunes, asking).open().readAll(limit: 1 << 10)
      }
      #expect(bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    }
    #expect(try rig.asked == ["dunes"])
  }

  /// A service that honours keys would hand the same answer out once more.
  @Test func whatIsForcedHasAKeyOfItsOwn() throws {
    let rig = try DeskRig(flags: ["keyed", "keys"])
    _ = try rig.run { try rig.speak("hello", $0, $1) }
    let moment = SystemClock.real.now()
    _ = try rig.run { desk, asking in
      var asking = asking
      asking.since = moment
      return try rig.speak("hello", desk, asking)
    }
    let asked = try rig.asked
    #expect(asked.count == 2 && Set(asked).count == 2)
  }

  @Test func withABudgetWhatHasNoPriceIsNotAsked() throws {
    let rig = try DeskRig()
    let fault = try #require(throws: ProviderFault.self) {
      try rig.run(budget: 100) { try rig.speak("hello", $0, $1) }
    }
    #expect(fault.code == .noPrice)
    #expect(try rig.asked == [])
    rig.settings.price = Price(currency: "EUR", perRequest: 1)
    let other = try #require(throws: ProviderFault.self) {
      try rig.run(budget: 100) { try rig.speak("hello", $0, $1) }
    }
    #expect(other.code == .otherCurrency)
    rig.settings.price = Price(currency: "USD", perRequest: 0)
    #expect(try rig.run(budget: 100) { try rig.speak("hello", $0, $1) } == "sound of hello")
  }

  @Test func whatARunAskedForIsPinnedForItsItem() throws {
    let rig = try DeskRig()
    _ = try rig.run { try rig.speak("hello", $0, $1) }
    // Two days later, when a pin is looked at whatever it is for.
    let later = SystemClock(
      now: { SystemClock.real.now() + 2 * 86_400_000_000 },
      monotonic: SystemClock.real.monotonic
    )
    let cache = try Cache(rig.workspace.tree.root.makeFolder("cache"), clock: later)
    let spoken = try #require(try cache.list().first { $0.key.kind == .tts })
    for (fingerprint, isNeeded) in [(Digest(sha256: [1]), true), (Digest(sha256: [2]), false)] {
      let cleaned = try cache.clean(isAsked: { $0 == rig.project.id && $1 == fingerprint })
      #expect(cleaned.unneeded.contains(spoken.key) != isNeeded)
      #expect(try cache.list().first { $0.key == spoken.key }?.isPinned == isNeeded)
    }
  }
}
