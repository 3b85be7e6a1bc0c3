import CutroomSystem
import Testing

/// Checks that a person ends while the work is in the hands of a worker.
@Suite struct StoppedValidationTests {
  let tiny: TinyWorkspace
  private let project = "public/projects/tiny"

  init() throws { tiny = try TinyWorkspace(isDone: true) }

  /// Silence that takes its reader many seconds: a hole with the head of a WAV.
  private func writeLongSound(to path: String, megabytes: Int) throws {
    let made = try tiny.shell(
      """
      ffmpeg -nostdin -v error -f lavfi -i anullsrc=r=44100:cl=stereo -t 1 -fflags +bitexact \\
        -flags +bitexact '\(path)'
      python3 - '\(path)' \(megabytes)000000 <<'END'
      import struct, sys
      with open(sys.argv[1], "r+b") as sound:
        size = int(sys.argv[2])
        head = sound.read(100)
        data = head.index(b"data")
        for place, left in (4, size - 8), (data + 4, size - data - 8):
          sound.seek(place)
          sound.write(struct.pack("<I", left))
        sound.truncate(size)
      END
      """
    )
    try #require(made.status == .exited(0), "\(made.error)")
  }

  private func leftovers() throws -> String {
    try tiny.shell("find . -name '*.ct-*' -o -name '*.tmp'").output
  }

  @Test(.timeLimit(.minutes(3)), arguments: [TerminalSession.Stop.ctrlC, .signal])
  func `a check shows how far it is, and ends at once on Ctrl-C`(
    stop: TerminalSession.Stop
  ) throws {
    let before = try tiny.cutroom("validate", "tiny")
    try #require(before.output == "" && before.status == .exited(0), "\(before.output)")
    try writeLongSound(to: "\(project)/assets/audio/long.wav", megabytes: 400)
    let check = try TerminalSession.cutroom(
      "validate tiny",
      stop: stop,
      at: "measuring  [",
      in: tiny
    )
    #expect(check.status == .exited(130), "\(check.output)\(check.error)")
    #expect(check.output.contains(/measuring +\[[=> ]+\] +0\/1/), "\(check.output)")
    #expect(check.output.contains("stopped; what was measured is kept: cutroom validate tiny"))
    #expect(!check.output.contains("0 errors"))
    #expect(try leftovers() == "")
    _ = try tiny.shell("rm \(project)/assets/audio/long.wav")
    let again = try tiny.cutroom("validate", "tiny")
    #expect(again.status == .exited(0), "\(again.output)")
    #expect(again.output == "", "\(again.output)")
  }

  @Test(.timeLimit(.minutes(3)))
  func `a report that is stopped at its pictures leaves the one before`() throws {
    #expect(try tiny.cutroom("validate", "tiny", "--report", "r.html").status == .exited(0))
    let before = try tiny.text("r.html")
    try writeLongSound(to: "\(project)/assets/music/long.wav", megabytes: 1000)
    let check = try TerminalSession.cutroom(
      "validate tiny --report r.html",
      stop: .signal,
      at: "drawing  ",
      in: tiny
    )
    #expect(check.status == .exited(130), "\(check.output)\(check.error)")
    #expect(check.output.contains(/drawing +\[[=> ]+\] +\d+\/\d+/), "\(check.output)")
    #expect(!check.output.contains("report: "), "\(check.output)")
    #expect(try tiny.text("r.html") == before)
    #expect(try leftovers() == "")
  }
}
