import CutroomModel
import CutroomProviders
import CutroomStore
import CutroomSystem
import Testing

@Suite struct DeskTests {
  @Test func aLineIsBoughtOnce() throws {
    let rig = try DeskRig()
    let other = try rig.workspace.createProject(id: #require(ProjectID("other")), title: "O")
    for project in [rig.project, rig.project, other] {
      #expect(try rig.run(project) { try rig.speak("hello", $0, $1) } == "sound of hello")
    }
    #expect(try rig.asked == ["hello"])
  }

  @Test func whereAnAnswerWasLostTheRunBuysNoMore() throws {
    let rig = try DeskRig()
    try rig.run { desk, asking in
      for text in ["die", "hello"] {
        let fault = try #require(throws: ProviderFault.self) { try rig.speak(text, desk, asking) }
        #expect(fault.code == .undecided)
      }
    }
    #expect(try rig.asked == ["die"])
    #expect(try rig.run { try rig.speak("hello", $0, $1) } == "sound of hello")
    #expect(try rig.asked == ["die", "hello"])
  }

  @Test func howeverManyAskAtOnceOneIsSent() throws {
    let rig = try DeskRig()
    let heard = Locked<[String]>([])
    try rig.run { desk, asking in
      let threads = try (0..<8).map { number in
        var own = asking
        own.folder = try asking.folder.makeFolder("\(number)")
        let job = SpeechJob(text: "one", model: "m", voice: "v", language: "en")
        return try WorkThread { [own] in
          guard let bought = try? desk.speech(job, own),
            let bytes = try? bought.audio.open().readAll(limit: 1000)
          else { return }
          heard.withLock { $0.append(String(decoding: bytes, as: UTF8.self)) }
        }
      }
      for thread in threads { thread.join() }
    }
    #expect(heard.withLock { $0 } == Array(repeating: "sound of one", count: 8))
    #expect(try rig.asked == ["one"])
  }

  @Test func whatMayHaveBeenChargedIsNotAskedAgainUnasked() throws {
    let rig = try DeskRig()
    func speak(_ isResubmitting: Bool) throws -> String {
      try rig.run(isResubmitting: isResubmitting) { try rig.speak("die", $0, $1) }
    }
    for _ in 0..<2 {
      let fault = try #require(throws: ProviderFault.self) { try speak(false) }
      #expect(fault.code == .undecided)
    }
    #expect(try rig.asked == ["die"])
    #expect(try speak(true) == "sound of die")
    #expect(try speak(false) == "sound of die")
    #expect(try rig.asked == ["die", "die"])
  }

  @Test func aServiceThatHonoursKeysIsAskedAgainWithTheSame() throws {
    let rig = try DeskRig(flags: ["keyed", "keys"])
    #expect(try rig.run { try rig.speak("die", $0, $1) } == "sound of die")
    let asked = try rig.asked
    #expect(asked.count == 2)
    #expect(Set(asked).count == 1)
  }

  @Test func aJobIsLookedAfterAndNotBegunAgain() throws {
    let rig = try DeskRig()
    // The first run ends before it has looked: only the journal knows of the job then.
    #expect(throws: ProviderFault.self) { try rig.runOnce { try rig.speak("later", $0, $1) } }
    #expect(try rig.asked == ["later", "began later"])
    #expect(try rig.run { try rig.speak("later", $0, $1) } == "sound of later")
    #expect(try rig.asked.filter { $0.hasPrefix("began") } == ["began later"])
    #expect(try rig.asked.filter { $0.hasPrefix("looked after") } == ["looked after job of later"])
    #expect(try rig.workspace.purchases().totals.open.isEmpty)
  }

  @Test(arguments: [("later, shut", ProviderFault.Code.auth), ("later, garbled", .badAnswer)])
  func aJobIsLookedAfterWhateverALookHasBrought(
    text: String,
    code: ProviderFault.Code
  ) throws {
    let rig = try DeskRig()
    let fault = try #require(throws: ProviderFault.self) {
      try rig.run { try rig.speak(text, $0, $1) }
    }
    #expect(fault.code == code)
    #expect(try rig.run { try rig.speak(text, $0, $1) } == "sound of \(text)")
    #expect(try rig.asked.filter { $0.hasPrefix("began") } == ["began \(text)"])
    let totals = try rig.workspace.purchases().totals
    #expect(totals.open.isEmpty && totals.sum().requests == 1)
  }

  @Test func whatAnotherProjectMayHaveBoughtIsNotAskedAgainUnasked() throws {
    let rig = try DeskRig()
    rig.settings.price = Price(currency: "USD", perRequest: 40)
    let other = try rig.workspace.createProject(id: #require(ProjectID("other")), title: "O")
    #expect(throws: ProviderFault.self) { try rig.run { try rig.speak("die", $0, $1) } }
    for _ in 0..<2 {
      let fault = try #require(throws: ProviderFault.self) {
        try rig.run(other) { try rig.speak("die", $0, $1) }
      }
      #expect(fault.code == .undecided)
      #expect(fault.message.contains("for the project p"))
    }
    #expect(try rig.asked == ["die"])
    let again = try rig.run(other, isResubmitting: true) { try rig.speak("die", $0, $1) }
    #expect(again == "sound of die")
    #expect(try rig.run { try rig.speak("die", $0, $1) } == "sound of die")
    #expect(try rig.asked == ["die", "die"])
    let totals = try rig.workspace.purchases().totals
    #expect(totals.open.isEmpty)
    #expect(totals.spent(project: "p", currency: "USD").micros == 40)
    #expect(totals.spent(project: "other", currency: "USD").micros == 40)
  }

  @Test func whatAnotherProjectBeganIsPaidByWhoAsksAgainWithTheSameKey() throws {
    let rig = try DeskRig(flags: ["keyed", "keys"])
    rig.settings.price = Price(currency: "USD", perRequest: 40)
    let other = try rig.workspace.createProject(id: #require(ProjectID("other")), title: "O")
    #expect(throws: ProviderFault.self) { try rig.runOnce { try rig.speak("die", $0, $1) } }
    #expect(try rig.workspace.purchases().totals.open.values.map(\.project) == ["p"])
    let fault = try #require(throws: ProviderFault.self) {
      try rig.run(other, budget: 30) { try rig.speak("die", $0, $1) }
    }
    #expect(fault.code == .overBudget)
    #expect(try rig.asked.count == 1)
    #expect(try rig.run(other, budget: 40) { try rig.speak("die", $0, $1) } == "sound of die")
    #expect(try rig.run { try rig.speak("die", $0, $1) } == "sound of die")
    #expect(try rig.asked.count == 2)
    #expect(Set(try rig.asked).count == 1)
    let totals = try rig.workspace.purchases().totals
    #expect(totals.open.isEmpty && totals.sum().requests == 1)
    #expect(totals.spent(project: "other", currency: "USD").micros == 40)
  }

  @Test func whatCameAndIsGoodForNothingLeavesNoQuestion() throws {
    let rig = try DeskRig()
    for _ in 0..<2 {
      let fault = try #require(throws: ProviderFault.self) {
        try rig.run { try rig.speak("empty", $0, $1) }
      }
      #expect(fault.code == .badAnswer)
    }
    let totals = try rig.workspace.purchases().totals
    #expect(totals.open.isEmpty && totals.sum().requests == 2)
  }

  @Test func anAnswerThatIsOnItsWayIsKeptWhenTheRunIsToStop() throws {
    let rig = try DeskRig()
    let heard = try rig.run { desk, asking in
      let stop = try WorkThread { [workspace = rig.workspace, asking] in
        let path = ProjectPath("asked")
        while let path, (try? workspace.tree.facts(path)) == .some(nil) {
          _ = try? Waiting.poll([], milliseconds: 5)
        }
        asking.cancellation.cancel()
      }
      defer { stop.join() }
      return try rig.speak("slow", desk, asking)
    }
    #expect(heard == "sound of slow")
    #expect(try rig.run { try rig.speak("slow", $0, $1) } == "sound of slow")
    #expect(try rig.asked == ["slow"])
  }

  @Test func whatWasNotSentIsNotSentAnyMore() throws {
    let rig = try DeskRig()
    let fault = try #require(throws: ProviderFault.self) {
      try rig.run { desk, asking in
        asking.cancellation.cancel()
        _ = try rig.speak("never", desk, asking)
      }
    }
    #expect(fault.code == .cancelled)
    #expect(try rig.asked == [])
  }

  @Test func everyRequestIsCountedAndEveryPurchaseOnce() throws {
    let rig = try DeskRig(flags: ["keyed"])
    rig.settings.price = Price(currency: "USD", perRequest: 40)
    rig.settings.limits = [RateLimit(100, per: .day)]
    _ = try rig.run { try rig.speak("die", $0, $1) }
    _ = try rig.run { try rig.speak("busy", $0, $1) }
    let known = try rig.workspace.limits().accounts
    #expect(known.map { $0.allowances.first?.used } == [4])
    let totals = try rig.workspace.purchases().totals
    #expect(totals.sum().micros == ["USD": 80])
    #expect(totals.open.isEmpty)
  }

  @Test func whatIsRefusedIsSettled() throws {
    let rig = try DeskRig()
    for _ in 0..<2 {
      let fault = try #require(throws: ProviderFault.self) {
        try rig.run { try rig.speak("refuse", $0, $1) }
      }
      #expect(fault.code == .invalidInput)
    }
    #expect(try rig.asked == ["refuse", "refuse"])
  }

  @Test func aBusyServiceIsAskedAgainWhenItSays() throws {
    let rig = try DeskRig()
    #expect(try rig.run { try rig.speak("busy", $0, $1) } == "sound of busy")
    #expect(try rig.asked == ["busy", "busy"])
  }

  @Test func offlineTheCacheAnswersAndLocalProvidersDo() throws {
    let rig = try DeskRig()
    _ = try rig.run { try rig.speak("known", $0, $1) }
    #expect(try rig.run(isOffline: true) { try rig.speak("known", $0, $1) } == "sound of known")
    let fault = try #require(throws: ProviderFault.self) {
      try rig.run(isOffline: true) { try rig.speak("new", $0, $1) }
    }
    #expect(fault.code == .offline)
    #expect(try rig.asked == ["known"])
    let local = try DeskRig(flags: ["local"])
    #expect(try local.run(isOffline: true) { try local.speak("new", $0, $1) } == "sound of new")
  }

  @Test func nothingIsSentBeyondTheBudget() throws {
    let rig = try DeskRig()
    rig.settings.price = Price(currency: "USD", perRequest: 40)
    _ = try rig.run(budget: 100) { try rig.speak("one", $0, $1) }
    _ = try rig.run(budget: 100) { try rig.speak("two", $0, $1) }
    let fault = try #require(throws: ProviderFault.self) {
      try rig.run(budget: 100) { try rig.speak("three", $0, $1) }
    }
    #expect(fault.code == .overBudget)
    #expect(try rig.asked == ["one", "two"])
    // What is there costs nothing.
    #expect(try rig.run(budget: 100) { try rig.speak("two", $0, $1) } == "sound of two")
    #expect(try rig.run(budget: 120) { try rig.speak("three", $0, $1) } == "sound of three")
  }

  @Test func limitsOfTheSettingsHold() throws {
    let rig = try DeskRig()
    rig.settings.limits = [RateLimit(1, per: .month)]
    _ = try rig.run { try rig.speak("one", $0, $1) }
    let fault = try #require(throws: ProviderFault.self) {
      try rig.run { try rig.speak("two", $0, $1) }
    }
    #expect(fault.code == .rateLimit)
    #expect(try rig.asked == ["one"])
    // It was no word of the service: another limit counts at once.
    rig.settings.limits = [RateLimit(2, per: .month)]
    #expect(try rig.run { try rig.speak("two", $0, $1) } == "sound of two")
  }

  @Test func anAnswerThatDoesNotFitIsRepairedOnce() throws {
    let rig = try DeskRig()
    #expect(try rig.run { try rig.write("wrong", $0, $1) } == ["line": "wrong"])
    #expect(try rig.run { try rig.write("wrong", $0, $1) } == ["line": "wrong"])
    #expect(try rig.asked == ["wrong", "wrong"])
    let fault = try #require(throws: ProviderFault.self) {
      try rig.run { try rig.write("wrong for ever", $0, $1) }
    }
    #expect(fault.code == .badAnswer)
    #expect(fault.message.contains("/line: it must be string, not integer"))
    // The next run asks for the repair once more, and for no more than that.
    #expect(throws: ProviderFault.self) { try rig.run { try rig.write("wrong for ever", $0, $1) } }
    #expect(try rig.asked.count { $0 == "wrong for ever" } == 3)
  }

  @Test func whatIsNotGoodIsNotKept() throws {
    let rig = try DeskRig()
    let job = SpeechJob(text: "bad", model: "m", voice: "v", language: "en")
    let unfit = ProviderFault(.badAnswer, "no sound")
    for _ in 0..<2 {
      #expect(throws: unfit) {
        try rig.run { desk, asking in
          _ = try desk.speech(job, asking, check: { _ in throw unfit })
        }
      }
    }
    #expect(try rig.asked == ["bad", "bad"])
  }

  @Test func aSearchIsKeptForADay() throws {
    let rig = try DeskRig()
    let job = SearchJob(
      query: "dunes",
      kinds: [.image],
      limit: 3,
      width: 1920,
      height: 1080,
      language: "en"
    )
    for _ in 0..<2 { #expect(try rig.run { try $0.search(job, $1) } == []) }
    #expect(try rig.asked == ["dunes"])
    let kept = try rig.workspace.cache(limits: CacheLimits()).list().filter(\.isPinned)
    let day: Int64 = 86_400_000_000
    #expect(kept.count == 1)
    for entry in kept {
      #expect((day - 60_000_000...day).contains(entry.expiresAt - entry.createdAt))
    }
  }
}
