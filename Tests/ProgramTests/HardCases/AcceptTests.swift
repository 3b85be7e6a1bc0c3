import CutroomModel
import CutroomSystem
import Testing

/// Files of a finished project that a person replaced, and then accepted.
@Suite struct AcceptTests {
  let tiny: TinyWorkspace

  init() throws { tiny = try TinyWorkspace(isDone: true) }

  @Test func `accepted music stays in the record with its sidecar`() throws {
    try replace("assets/music/hum.mp3", "-f lavfi -i sine=f=330:d=9 -c:a libmp3lame -ac 2")
    try accept("music")
    _ = try tiny.shell("rm \(tiny.project)/assets/music/hum.mp3")
    #expect(try tiny.pending().first == "music/music")
  }

  /// Puts another file that ffmpeg makes in the place of one of the project's.
  private func replace(_ file: String, _ making: String) throws {
    let target = "\(tiny.project)/\(file)"
    let suffix = file.split(separator: ".").last ?? ""
    let made = try tiny.shell(
      "test -f \(target) && ffmpeg -nostdin -v error -y \(making) -bitexact new.\(suffix)"
        + " && mv new.\(suffix) \(target)"
    )
    try #require(made.status == .exited(0), "\(made.error)")
  }

  private func accept(_ item: String) throws {
    let outcome = try tiny.cutroom("accept", "tiny", item, "--reason", "mine")
    try #require(outcome.status == .exited(0), "\(outcome.error)")
  }
}
