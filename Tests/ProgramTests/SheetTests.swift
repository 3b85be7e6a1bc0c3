import CutroomModel
import CutroomSystem
import Testing

@Suite struct SheetTests {
  let place: FreshFolder

  init() throws {
    place = try FreshFolder()
    let made = try BuiltProgram.run(
      "/bin/bash",
      [
        "-c",
        """
        set -e
        mkdir other
        ffmpeg -nostdin -v error -f lavfi -i testsrc2=s=160x90:d=2 -f lavfi -i sine=d=2 -c:a aac clip.mp4
        ffmpeg -nostdin -v error -f lavfi -i sine=440:d=1 sound.wav
        cp sound.wav other/sound.wav
        echo '<html>' >page.mp4
        """,
      ],
      in: place.path
    )
    try #require(made.status == .exited(0), "\(made.error)")
  }

  @Test func `each file is drawn under its own name`() throws {
    let outcome = try BuiltProgram.cutroom(
      [
        "probe", "--no-cache", "clip.mp4", "sound.wav", "other/sound.wav", "--sheet", "a/sheets",
        "--json",
      ],
      in: place.path
    )
    #expect(outcome.status == .exited(0), "\(outcome.error)")
    let expected = [
      "clip.mp4.sheet.jpg", "clip.mp4.spectrogram.png", "clip.mp4.waveform.png",
      "sound.wav-2.spectrogram.png", "sound.wav-2.waveform.png", "sound.wav.spectrogram.png",
      "sound.wav.waveform.png",
    ]
    #expect(try Folder.open("\(place.path)/a/sheets").names() == expected)
    let files = try #require(try JSONReader.read(Array(outcome.output.utf8))["files"]?.array)
    let pictures = files.flatMap { $0["pictures"]?.array ?? [] }.compactMap(\.string)
    #expect(pictures.sorted() == expected.map { "a/sheets/\($0)" })
    let again = try BuiltProgram.cutroom(
      ["probe", "--json"] + expected.map { "a/sheets/\($0)" },
      in: place.path
    )
    #expect(again.status == .exited(0), "\(again.output)")
  }

  @Test func `what is no media is not drawn, and the rest is`() throws {
    let outcome = try BuiltProgram.cutroom(
      ["probe", "page.mp4", "sound.wav", "--sheet", "sheets"],
      in: place.path,
      environment: ["HOME=\(place.path)"]
    )
    #expect(outcome.status == .exited(1))
    #expect(try Folder.open("\(place.path)/sheets").names().count == 2)
  }

  @Test func `a folder that takes nothing ends it with its reason`() throws {
    try place.write("a file", to: "taken")
    let outcome = try BuiltProgram.cutroom(
      ["probe", "--no-cache", "sound.wav", "--sheet", "taken"],
      in: place.path
    )
    #expect(outcome.status == .exited(8))
    #expect(outcome.error.contains("taken"))
  }
}
