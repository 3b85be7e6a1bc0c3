import CutroomModel
import CutroomSystem
import LoopbackServices
import Testing

/// Single stages that ask a service, and what they do about bad answers.
@Suite struct ProviderStageTests {
  private let tiny: TinyWorkspace

  init() throws { tiny = try TinyWorkspace(isDone: false) }

  /// Gives the workspace a pipeline up to one stage, with providers; `stage` is written as it is.
  private func pipeline(_ providers: String, _ stages: String...) throws {
    let names = [
      "discover", "select", "refine", "script", "tags", "media", "narration", "music", "timeline",
    ]
    let list = names.map { name in
      stages.first { $0.contains("\"uses\": \"\(name)\"") }
        ?? "{ \"id\": \"\(name)\", \"uses\": \"\(name)\" }"
    }
    try tiny.write(
      """
      { "kind": "pipeline", "version": "1.0",
        "settings": { "video": { "fps": { "den": 1, "num": 25 }, "height": 180, "width": 320 },
                      "providers": { \(providers) } },
        "stages": [ \(list.joined(separator: ",\n")) ] }
      """,
      to: "pipeline.json"
    )
  }

  private func chat(_ server: LoopbackServer) -> String { chat(at: server.base) }

  private func chat(at base: String) -> String {
    """
    "chat": { "uses": "openai", "baseURL": "\(base)/v1", "keyEnv": "CHAT_KEY",
              "allowPrivateHosts": true }
    """
  }

  private func run(_ arguments: String...) throws -> BuiltProgram.Outcome {
    try BuiltProgram.cutroom(
      ["run", "tiny"] + arguments,
      in: tiny.path,
      environment: ["CHAT_KEY=canary-chat-7f3a91", "PHOTO_KEY=canary-photo-5be2"]
    )
  }

  private static let completions = "/v1/chat/completions"

  /// What a model answers, as the service packs it.
  private func completion(_ content: JSONValue) -> LoopbackServer.Answer {
    let text = String(decoding: JSONWriter.canonical(content), as: UTF8.self)
    let body: JSONValue = [
      "id": "c", "object": "chat.completion", "created": 1, "model": "m",
      "choices": [
        [
          "index": 0, "finish_reason": "stop",
          "message": ["role": "assistant", "content": .string(text), "refusal": .null],
        ]
      ],
    ]
    return LoopbackServer.Answer(
      headers: ["Content-Type": "application/json"],
      body: String(decoding: JSONWriter.canonical(body), as: UTF8.self)
    )
  }

  private static let script = """
    { "id": "script", "uses": "script",
      "with": { "targetSeconds": 6, "provider": "chat", "model": "m" } }
    """

  @Test func `an answer with faults goes back once, and its repair is the script`() throws {
    let server = try LoopbackServer.start(script: "openai", arguments: ["canary-chat-7f3a91"])
    try pipeline(chat(server), Self.script)
    let bad: JSONValue = ["segments": [["role": "hook", "text": "See **this** at www.a.example."]]]
    try server.queue(completion(bad), at: Self.completions)
    let good: JSONValue = ["segments": [["role": "hook", "text": "Grass drinks the rain."]]]
    try server.queue(completion(good), at: Self.completions)
    let outcome = try run("--until", "script")
    #expect(outcome.status == .exited(0), "\(outcome.error)")
    #expect(try tiny.text(tiny.script).contains("Grass drinks the rain."))
    let asked = try server.log().map(\.body)
    #expect(asked.count == 2)
    #expect(asked[1].contains("segments/0/text has markup"))
    #expect(asked[1].contains("segments/0/text has an address"))
  }

  @Test func `what is forced is asked anew, and what was answered is taken after`() throws {
    let server = try LoopbackServer.start(script: "openai", arguments: ["canary-chat-7f3a91"])
    try pipeline(chat(server), Self.script)
    func answer(_ text: String) throws {
      let value: JSONValue = ["segments": [["role": "hook", "text": .string(text)]]]
      try server.queue(completion(value), at: Self.completions)
    }
    try answer("Grass drinks the rain.")
    #expect(try run("--until", "script").status == .exited(0))
    try answer("Rain feeds the grass.")
    #expect(try run("--stage", "script", "--force").status == .exited(0))
    #expect(try tiny.text(tiny.script).contains("Rain feeds the grass."))
    #expect(try run("--until", "script").status == .exited(0))
    #expect(try server.log().count == 2)
  }

  @Test func `with a budget a service without a price is not asked, and the plan says so`() throws {
    let server = try LoopbackServer.start(script: "openai", arguments: ["canary-chat-7f3a91"])
    let outside = server.base.replacing("127.0.0.1", with: "localhost.localdomain")
    try pipeline(chat(at: outside), Self.script)
    #expect(try run("--until", "refine").status == .exited(0))
    let refused = try run("--until", "script", "--budget", "1")
    #expect(refused.status == .exited(1))
    let settings = try tiny.text("pipeline.json")
      .replacing("\"providers\":", with: "\"budget\": { \"amount\": 1 }, \"providers\":")
    try tiny.write(settings, to: "pipeline.json")
    let plan = try BuiltProgram.cutroom(["plan", "tiny"], in: tiny.path)
    #expect(plan.error.contains("nothing is asked of chat unless free"), "\(plan.error)")
    #expect(refused.error.contains("no-price"), "\(refused.error)")
    #expect(refused.error.contains("\"price\""), "\(refused.error)")
    #expect(try server.log().isEmpty)
  }

  @Test func `two bad answers fail the item with what is wrong, and are not kept`() throws {
    let server = try LoopbackServer.start(script: "openai", arguments: ["canary-chat-7f3a91"])
    try pipeline(chat(server), Self.script)
    try server.queue(completion(["segments": []]), at: Self.completions, times: 2)
    let outcome = try run("--until", "script")
    #expect(outcome.status == .exited(1))
    #expect(outcome.error.contains("\"segments\" is empty"), "\(outcome.error)")
    #expect(try server.log().count == 2)
    #expect(try run("--until", "script").status == .exited(0))
  }

  @Test func `a silent line fails the item and is asked for again`() throws {
    let sound = "\(tiny.path)/silence.mp3"
    _ = try tiny.shell(
      "ffmpeg -nostdin -v error -f lavfi -i anullsrc=r=24000:cl=mono -t 2 silence.mp3"
    )
    let server = try LoopbackServer.start(
      script: "openai",
      arguments: ["canary-chat-7f3a91", sound]
    )
    try pipeline(
      chat(server),
      """
      { "id": "narration", "uses": "narration",
        "with": { "provider": "chat", "model": "v", "voice": "alloy" } }
      """
    )
    let first = try run("--until", "narration")
    #expect(first.status == .exited(1))
    #expect(first.error.contains("it is silent"), "\(first.error)")
    let asked = try server.log().count
    _ = try tiny.shell(
      "ffmpeg -nostdin -v error -y -f lavfi -i sine=r=24000:d=2 silence.mp3"
    )
    let second = try run("--until", "narration")
    #expect(second.status == .exited(0), "\(second.error)")
    #expect(try server.log().count > asked)
  }

  @Test func `the library comes first, and a file that is gone gives way to a spare one`() throws {
    let made = try tiny.shell(
      """
      set -e; mkdir offer
      for n in 1 2 3 4 5 6; do
        ffmpeg -nostdin -v error -f lavfi -i "color=c=0x${n}0a0${n}0:s=640x360" -frames:v 1 \
          offer/photo$n.jpg
      done
      cp offer/photo1.jpg offer/clip.mp4
      rm library/pictures/news.* library/pictures/flowers.* library/clips/*
      """
    )
    try #require(made.status == .exited(0), "\(made.error)")
    let photos = try LoopbackServer.start(
      script: "pexels",
      arguments: ["canary-photo-5be2", "6", "\(tiny.path)/offer"]
    )
    try pipeline(
      """
      "photos": { "uses": "pexels", "baseURL": "\(photos.base)", "keyEnv": "PHOTO_KEY",
                  "allowPrivateHosts": true }
      """,
      #"{ "id": "script", "uses": "script", "with": { "targetSeconds": 6 } }"#,
      #"{ "id": "media", "uses": "media", "with": { "providers": ["library", "photos"] } }"#
    )
    try photos.queue(LoopbackServer.Answer(404), at: "/files/photo1.jpg")
    let outcome = try run("--until", "timeline")
    #expect(outcome.status == .exited(0), "\(outcome.error)")
    let results = try tiny.names(
      in: "\(tiny.project)/.cutroom/results/media",
      containing: "found-"
    )
    let segments = try #require(
      try JSONReader.read(Array(try tiny.text(tiny.script).utf8))["segments"]?.array
    )
    #expect(!results.isEmpty && results.count < segments.count, "\(results)")
    let status = try tiny.answer("status", "tiny")
    let decisions = (status["decisions"]?.array ?? []).compactMap { $0["code"]?.string }
    #expect(decisions.contains("found-file-skipped"), "\(decisions)")
    #expect(!decisions.contains("title-card"), "\(decisions)")
  }

  @Test func `offline nobody far away is asked, and one on this machine is`() throws {
    let server = try LoopbackServer.start(script: "openai", arguments: ["canary-chat-7f3a91"])
    // An address of examples: RFC 5737.
    try pipeline(chat(at: "http://192.0.2.1"), Self.script)
    let away = try run("--until", "script", "--offline")
    #expect(away.status == .exited(1))
    #expect(away.error.contains("--offline"), "\(away.error)")
    try pipeline(chat(server), Self.script)
    let here = try run("--until", "script", "--offline")
    #expect(here.status == .exited(0), "\(here.error)")
    #expect(try server.log().count == 1)
  }

  @Test func `an address of this machine is refused unless it is allowed`() throws {
    let server = try LoopbackServer.start(script: "openai", arguments: ["canary-chat-7f3a91"])
    func define(_ more: String = "") throws {
      let track = "\"track\": \"\(server.base)/piece.mp3\""
      let music = "{ \"id\": \"music\", \"uses\": \"music\", \"with\": { \(track)\(more) } }"
      try pipeline(chat(server), Self.script, music)
    }
    try define()
    #expect(try run("--until", "select").status == .exited(0))
    let music = try run("--stage", "refine", "--stage", "music", "--stage", "select")
    #expect(music.status == .exited(1))
    #expect(music.error.contains("leads to the private address"), "\(music.error)")
    #expect(music.error.contains("\"allowPrivateHosts\": true"), "\(music.error)")
    #expect(try server.log().isEmpty)
    try define(", \"allowPrivateHosts\": true")
    let allowed = try run("--stage", "music")
    #expect(!allowed.error.contains("private"), "\(allowed.error)")
    #expect(try !server.log().isEmpty)
  }
}
