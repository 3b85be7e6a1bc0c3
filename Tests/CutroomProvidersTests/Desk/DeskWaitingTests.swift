import CutroomModel
import CutroomProviders
import CutroomSystem
import Testing

/// What only waits, so that others may work meanwhile.
@Suite struct DeskWaitingTests {
  /// Says a line, and how often that was waited for aside.
  private func waits(_ text: String, _ rig: DeskRig) throws -> Int {
    let waits = Locked(0)
    try rig.run { desk, asking in
      var asking = asking
      asking.aside = { wait in
        waits.withLock { $0 += 1 }
        try wait()
      }
      _ = try rig.speak(text, desk, asking)
    }
    return waits.withLock { $0 }
  }

  @Test func `the pause before another try is made aside, and no request is`() throws {
    let rig = try DeskRig()
    #expect(try waits("hello", rig) == 0)
    #expect(try waits("busy", rig) > 0)
  }

  @Test(.timeLimit(.minutes(1)))
  func `who buys the same is waited for aside`() throws {
    let rig = try DeskRig()
    let job = SpeechJob(text: "busy", model: "m", voice: "v", language: "en")
    let (isAside, ended, hasBegun) = (Mailbox<Void>(), Mailbox<Bool>(), Locked(false))
    try rig.run { desk, asking in
      var other = asking
      other.folder = try asking.folder.makeFolder("other")
      other.aside = { wait in
        isAside.post(())
        try wait()
      }
      var first = asking
      first.aside = { [other] wait in
        let isFirst = hasBegun.withLock { begun in
          defer { begun = true }
          return !begun
        }
        if isFirst {
          // This one has told the cache that it gets the line.
          _ = try WorkThread { ended.post((try? desk.speech(job, other)) != nil) }
          _ = isAside.take()
        }
        try wait()
      }
      _ = try desk.speech(job, first)
      #expect(ended.take() == true)
    }
    #expect(try rig.asked == ["busy", "busy"])
  }
}
