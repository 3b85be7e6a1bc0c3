import CutroomModel
import Glibc
import Testing

/// How much memory a hostile text can make the reader take; each in a process of its own.
@Suite struct JSONMemoryTests {
  @Test func `fifteen megabytes of empty objects are refused at once`() async {
    await #expect(processExitsWith: .success) {
      let text =
        Array("[".utf8)
        + [UInt8]([[UInt8]](repeating: Array("{},".utf8), count: 5_000_000).joined())
      let growth = try Memory.growth {
        #expect(throws: JSONError.self) { try JSONReader.read(text) }
      }
      #expect(growth < 8 << 20)
    }
  }

  @Test func `as many small objects as a document may have take bounded room`() async {
    await #expect(processExitsWith: .success) {
      let text =
        Array("[".utf8)
        + [UInt8]([[UInt8]](repeating: Array("{},".utf8), count: 2_500_000).joined())
      #expect(text.count <= JSONLimits.document.bytes)
      let growth = try Memory.growth {
        let error = #expect(throws: JSONError.self) { try JSONReader.read(text) }
        #expect(error?.reason.contains("200000 members") == true)
      }
      #expect(growth < 64 << 20)
    }
  }

  @Test func `five million opening brackets take next to nothing`() async {
    await #expect(processExitsWith: .success) {
      let text = [UInt8](repeating: UInt8(ascii: "["), count: 5_000_000)
      let growth = try Memory.growth {
        #expect(throws: JSONError.self) { try JSONReader.read(text) }
      }
      #expect(growth < 4 << 20)
    }
  }

  @Test func `of a hundred thousand equal keys the second is refused`() async {
    await #expect(processExitsWith: .success) {
      let text = Array(("{" + String(repeating: "\"k\":1,", count: 100_000) + "\"z\":1}").utf8)
      let growth = try Memory.growth {
        let error = #expect(throws: JSONError.self) { try JSONReader.read(text) }
        #expect(error?.column == 8)
        #expect(error?.reason.contains("twice") == true)
      }
      #expect(growth < 4 << 20)
    }
  }

  @Test func `a full document of long strings takes a few times its size`() async {
    await #expect(processExitsWith: .success) {
      let line = "\"" + String(repeating: "x", count: 1000) + "\","
      let text = Array(("[" + String(repeating: line, count: 8000) + "1]").utf8)
      let growth = try Memory.growth {
        let count = try JSONReader.read(text).array?.count
        #expect(count == 8001)
      }
      #expect(growth < 4 * text.count)
    }
  }
}

private enum Memory {
  /// By how much the largest memory use of this process grew while `body` ran, in bytes.
  static func growth(_ body: () throws -> Void) throws -> Int {
    let before = peak
    try body()
    return peak - before
  }

  private static var peak: Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss * 1024
  }
}
