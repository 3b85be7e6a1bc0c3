import CutroomCLI
import CutroomSystem
import Glibc
import Testing

@Suite struct ProgressLinesTests {
  @Test func `an item that takes long is spoken of once a minute`() throws {
    let seconds = Locked<Int64>(0)
    let lines = try written { output in
      let clock = SystemClock(now: { 0 }, monotonic: { seconds.withLock { $0 } * 1_000_000_000 })
      let display = ProgressLines(output, clock: clock)
      display.show(.started(stage: "render", item: "video"))
      for second in stride(from: Int64(10), through: 130, by: 10) {
        seconds.withLock { $0 = second }
        let fraction = Double(second) / 200
        display.show(.advanced(stage: "render", item: "video", fraction: fraction))
      }
      display.show(.advanced(stage: "render", item: "video", fraction: .nan))
    }
    #expect(lines == ["render/video: started", "render/video: 30 %", "render/video: 60 %"])
  }

  private func written(_ body: (Output) -> Void) throws -> [String] {
    var ends: [CInt] = [0, 0]
    try #require(pipe(&ends) == 0)
    let reading = Descriptor(owning: ends[0])
    do {
      let writing = Descriptor(owning: ends[1])
      body(Output(descriptor: writing.raw))
    }
    let text = String(decoding: try reading.readAll(limit: 1 << 16), as: UTF8.self)
    return text.split(separator: "\n").map(String.init)
  }
}
