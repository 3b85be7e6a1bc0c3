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
}
