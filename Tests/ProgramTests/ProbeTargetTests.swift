import CutroomModel
import CutroomSystem
import Glibc
import Testing

/// Folders and patterns as arguments of a probe.
@Suite struct ProbeTargetTests {
  let place: FreshFolder

  init() throws {
    place = try FreshFolder()
    _ = try BuiltProgram.cutroom(["init"], in: place.path)
    try place.writeSettled(wave(samples: 8000), to: "one.wav")
    try place.writeSettled(wave(samples: 4000), to: "half.wav")
  }

  /// A folder with media in it and below, beside files that are none.
  func fillFolder() throws {
    let folder = try Folder.open(place.path)
    for name in ["clips/b/deep", "clips/.hidden", "clips/empty"] { _ = try folder.makeFolder(name) }
    for name in ["clips/z.WAV", "clips/a.wav", "clips/b/deep/c.wav", "clips/.hidden/no.wav"] {
      try place.writeSettled(wave(samples: 800), to: name)
    }
    try place.write("notes", to: "clips/notes.txt")
    try #require(symlink("../one.wav", "\(place.path)/clips/link.wav") == 0)
    try #require(symlink("..", "\(place.path)/clips/up") == 0)
  }

  func paths(_ arguments: String...) throws -> [String] {
    let outcome = try BuiltProgram.cutroom(
      ["probe", "--no-cache", "--jsonl"] + arguments,
      in: place.path
    )
    return try outcome.output.split(separator: "\n").map { line in
      let answer = try JSONReader.read(Array(line.utf8))
      let code = answer["error"]?["code"]?.string.map { ": \($0)" } ?? ""
      return (answer["path"]?.string ?? "") + code
    }
  }

  @Test func `a folder is its media files, by their names, in it and below`() throws {
    try fillFolder()
    let found = ["clips/a.wav", "clips/b/deep/c.wav", "clips/link.wav", "clips/z.WAV"]
    #expect(try paths("clips") == found)
    #expect(try paths("clips/", "half.wav") == found + ["half.wav"])
    #expect(try paths("\(place.path)/clips") == found.map { "\(place.path)/\($0)" })
  }

  @Test func `a pattern that the shell left alone is the files that match`() throws {
    try fillFolder()
    #expect(try paths("clips/*.wav") == ["clips/a.wav", "clips/link.wav"])
    #expect(try paths("*/**/[a-d].wav") == ["clips/a.wav", "clips/b/deep/c.wav"])
    #expect(try paths("\(place.path)/h*.wav") == ["\(place.path)/half.wav"])
    #expect(try paths("./one.wa?") == ["./one.wav"])
  }

  @Test func `a file whose name looks like a pattern is that file`() throws {
    try place.writeSettled(wave(samples: 800), to: "take [1].wav")
    #expect(try paths("take [1].wav") == ["take [1].wav"])
  }

  @Test func `an argument that stands for nothing is told`() throws {
    try fillFolder()
    #expect(
      try paths("clips/empty", "*.mov", "gone/*.wav") == [
        "clips/empty: no-media-file", "*.mov: no-match", "gone/*.wav: no-match",
      ]
    )
    #expect(try BuiltProgram.cutroom(["probe", "*.mov"], in: place.path).status == .exited(1))
  }
}
