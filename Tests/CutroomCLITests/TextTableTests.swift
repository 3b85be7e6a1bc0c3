import CutroomCLI
import Testing

@Suite struct TextTableTests {
  private func lines(_ rows: [[String]], columns: Int?) -> [String] {
    var table = TextTable()
    for row in rows { table.add(row) }
    return table.lines(columns: columns)
  }

  @Test func `where there is room, nothing is cut`() {
    let rows = [["assets/a.mp4", "2 s", "h264"], ["b", "10 s", "TRUNCATED"]]
    let whole = ["assets/a.mp4  2 s   h264", "b             10 s  TRUNCATED"]
    #expect(lines(rows, columns: nil) == whole)
    #expect(lines(rows, columns: 80) == whole)
  }

  @Test func `a long path gives its middle, and what stands behind it stays`() {
    let path = "assets/images/0123456789abcdef0123456789abcdef.jpg"
    let rows = [[path, "1920x1080", "TRUNCATED"], ["short.jpg", "1x1", "whole"]]
    #expect(
      lines(rows, columns: 40) == [
        "assets/i…bcdef.jpg  1920x1080  TRUNCATED",
        "short.jpg           1x1        whole",
      ]
    )
    for columns in 38...70 {
      for line in lines(rows, columns: columns) {
        #expect(DisplayWidth.of(line) <= columns)
        #expect(line.hasSuffix("TRUNCATED") || line.hasSuffix("whole"))
      }
    }
  }

  @Test func `what stands last is cut before what stands first`() {
    let rows = [
      ["grass-after-rain-and-other-smells-f6431cab", String(repeating: "A long title ", count: 9)]
    ]
    let line = lines(rows, columns: 80).first ?? ""
    #expect(line.hasPrefix("grass-after-rain-and-other-smells-f6431cab  A long title"))
    #expect(line.hasSuffix("…") && DisplayWidth.of(line) == 80)
  }

  @Test func `wide characters count as two`() {
    #expect(DisplayWidth.elide("砂丘砂丘砂丘", to: 7) == "砂…砂丘")
    #expect(DisplayWidth.elide("abc", to: 3) == "abc")
    #expect(DisplayWidth.elide("abcdef", to: 3) == "a…f")
  }
}
