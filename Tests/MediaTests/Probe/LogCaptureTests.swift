import Testing

@testable import MediaProbe

@Suite struct LogCaptureTests {
  private func lines(_ remarks: String...) -> [String] {
    let log = LogCapture()
    for remark in remarks { log.add(Array(remark.utf8CString), isError: false) }
    return log.lines
  }

  @Test func `a remark is one line of plain text, told once`() {
    let remark = "unspecified size\nConsider more\n"
    #expect(lines(remark, "one.\n", remark) == ["unspecified size Consider more", "one"])
    #expect(lines("a\u{1}\u{7F}b\n", "\n") == ["ab"])
  }

  @Test func `a remark that comes in pieces is one`() {
    #expect(
      lines("A feature", " is not implemented.\n", "c\n") == ["A feature is not implemented", "c"]
    )
    #expect(lines("A feature", " is missing.\n", "A feature", " is missing.\n").count == 1)
    #expect(
      lines("left open", "another\n", "at the end") == ["left open", "another", "at the end"]
    )
  }
}
