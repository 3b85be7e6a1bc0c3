import CutroomModel
import CutroomSystem
import LoopbackServices
import Testing

/// From a feed to a video with a model, a voice, pictures and music of services.
@Suite struct ProviderChainTests {
  private static let keys = [
    "CHAT_KEY=canary-chat-7f3a91", "PHOTO_KEY=canary-photo-5be2", "TUNE_KEY=canary-tune-90c4",
  ]

  private let tiny: TinyWorkspace
  private let chat: LoopbackServer
  private let photos: LoopbackServer
  private let tunes: LoopbackServer

  init() throws {
    tiny = try TinyWorkspace(isDone: false)
    let made = try tiny.shell(Self.material)
    try #require(made.status == .exited(0), "\(made.error)")
    let offer = "\(tiny.path)/offer"
    chat = try .start(script: "openai", arguments: ["canary-chat-7f3a91", "\(offer)/line.mp3"])
    photos = try .start(script: "pexels", arguments: ["canary-photo-5be2", "6", offer])
    tunes = try .start(script: "jamendo", arguments: ["canary-tune-90c4", "3", offer])
    try tiny.write(pipeline, to: "pipeline.json")
  }

  /// Files for the services to hand out: pictures and clips that differ, a line, a piece.
  private static let material = """
    set -e; mkdir offer; make() { ffmpeg -nostdin -v error -y "${@:2}" offer/$1; }
    for n in 1 2 3 4; do
      make photo$n.jpg -f lavfi -i "color=c=0x${n}0a0${n}0:s=640x360,noise=alls=40:all_seed=$n" \
        -frames:v 1
    done
    make clip1.mp4 -f lavfi -i "testsrc2=s=640x360:r=25:d=12" -c:v libx264 -pix_fmt yuv420p
    make clip2.mp4 -f lavfi -i "testsrc=s=640x360:r=25:d=12" -c:v libx264 -pix_fmt yuv420p
    make line.mp3 -f lavfi -i "sine=f=300:d=2,volume=0.5" -c:a libmp3lame
    make piece.mp3 -f lavfi -i "sine=f=220:d=12,volume=0.3" -c:a libmp3lame
    """

  private var pipeline: String {
    """
    { "kind": "pipeline", "version": "1.0",
      "settings": {
        "pools": { "cpu": 2, "net": 2 },
        "video": { "fps": { "den": 1, "num": 25 }, "height": 180, "width": 320 },
        "providers": {
          "chat": { "uses": "openai", "baseURL": "\(chat.base)/v1", "keyEnv": "CHAT_KEY",
                    "allowPrivateHosts": true },
          "photos": { "uses": "pexels", "baseURL": "\(photos.base)", "keyEnv": "PHOTO_KEY",
                      "allowPrivateHosts": true },
          "tunes": { "uses": "jamendo", "baseURL": "\(tunes.base)/v3.0", "keyEnv": "TUNE_KEY",
                     "allowPrivateHosts": true } } },
      "stages": [
        { "id": "discover", "uses": "discover", "with": { "feeds": ["feeds/*.xml"], "limit": 5 } },
        { "id": "select", "uses": "select", "with": { "count": 1 } },
        { "id": "refine", "uses": "refine", "with": { "provider": "chat", "model": "m" } },
        { "id": "script", "uses": "script",
          "with": { "targetSeconds": 6, "provider": "chat", "model": "m",
                    "instructions": "house-style.md" } },
        { "id": "tags", "uses": "tags", "with": { "provider": "chat", "model": "m" } },
        { "id": "media", "uses": "media", "with": { "providers": ["photos"] } },
        { "id": "narration", "uses": "narration",
          "with": { "provider": "chat", "model": "v", "voice": "alloy", "speed": 1.25 } },
        { "id": "music", "uses": "music", "with": { "providers": ["tunes"], "query": "calm" } },
        { "id": "timeline", "uses": "timeline" },
        { "id": "validate", "uses": "validate" },
        { "id": "render", "uses": "render" } ] }
    """
  }

  private func cutroom(_ arguments: String...) throws -> BuiltProgram.Outcome {
    try BuiltProgram.cutroom(arguments, in: tiny.path, environment: Self.keys)
  }

  private func asked() throws -> Int {
    try [chat, photos, tunes].reduce(0) { $0 + (try $1.log().count) }
  }

  private func json(_ path: String) throws -> JSONValue {
    try JSONReader.read(Array(try tiny.text("\(tiny.project)/\(path)").utf8))
  }

  @Test func `the video is valid, everybody is named, and it is bought once`() throws {
    try tiny.write("Be brief.", to: "house-style.md")
    let made = try cutroom("run", "tiny")
    try #require(made.status == .exited(0), "\(made.error)")
    let valid = try cutroom("validate", "tiny")
    #expect(valid.status == .exited(0), "\(valid.output) \(valid.error)")

    let script = try #require(
      try chat.log().first { $0.body.contains("\"name\":\"script\"") }
    )
    #expect(script.body.contains("Be brief."))
    let line = try #require(try chat.log().first { $0.path.hasSuffix("audio/speech") })
    #expect(line.body.contains("1.25"))

    let take = try #require(
      try tiny.names(in: "\(tiny.project)/assets/audio", containing: "timestamps").first
    )
    let times = try json("assets/audio/\(take)")
    #expect(times["engine"] == "chat")
    #expect(times["areWordsEstimated"] == true)
    let shown = try #require(try json("timeline.json")["visuals"]?.array)
    #expect(Set(shown.compactMap { $0["sha256"]?.string }).count == shown.count)

    let credits = try cutroom("credits", "tiny", "--check")
    #expect(credits.status == .exited(0), "\(credits.error)")
    #expect(credits.output.contains(" on Pexels (https://www.pexels.com/"))
    #expect(credits.output.contains("CC BY 3.0"))

    let before = try asked()
    #expect(try cutroom("run", "tiny").status == .exited(0))
    #expect(try asked() == before)
    _ = try cutroom("delete", "tiny")
    _ = try cutroom("new", "Tiny", "--id", "tiny")
    let again = try cutroom("run", "tiny")
    #expect(again.status == .exited(0), "\(again.error)")
    #expect(try asked() == before)

    let leak = try tiny.shell("grep -rlE 'canar[y]-(chat|photo|tune)' . | head")
    #expect(leak.output == "")
  }

  @Test func `a name that is no provider is refused with its place before anything runs`() throws {
    try tiny.edit("pipeline.json", #""providers": ["photos"]"#, #""providers": ["fotos"]"#)
    let outcome = try cutroom("run", "tiny")
    #expect(outcome.status == .exited(2))
    #expect(outcome.error.contains("/stages/5/with/providers/0"))
    #expect(outcome.error.contains("one of: library, chat, photos, tunes"))
    #expect(try asked() == 0)
  }
}
