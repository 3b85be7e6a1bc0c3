import CutroomSystem
import LoopbackServices
import Testing

/// A service that has to be waited for, beside one that does not.
@Suite struct WaitingProviderTests {
  private let tiny: TinyWorkspace
  private let voice: LoopbackServer
  private let photos: LoopbackServer

  init() throws {
    tiny = try TinyWorkspace(isDone: false)
    voice = try .start(script: "openai", arguments: ["canary-chat-7f3a91"])
    photos = try .start(script: "pexels", arguments: ["canary-photo-5be2", "0"])
  }

  private func pipeline(room: Int) -> String {
    """
    { "kind": "pipeline", "version": "1.0",
      "settings": {
        "pools": { "cpu": 2, "net": \(room) },
        "video": { "fps": { "den": 1, "num": 25 }, "height": 180, "width": 320 },
        "providers": {
          "voice": { "uses": "openai", "baseURL": "\(voice.base)/v1", "keyEnv": "CHAT_KEY",
                     "allowPrivateHosts": true },
          "photos": { "uses": "pexels", "baseURL": "\(photos.base)", "keyEnv": "PHOTO_KEY",
                      "allowPrivateHosts": true } } },
      "stages": [
        { "id": "discover", "uses": "discover", "with": { "feeds": ["feeds/*.xml"], "limit": 5 } },
        { "id": "select", "uses": "select", "with": { "count": 1 } },
        { "id": "refine", "uses": "refine" },
        { "id": "script", "uses": "script", "with": { "targetSeconds": 20 } },
        { "id": "narration", "uses": "narration",
          "with": { "provider": "voice", "model": "v", "voice": "alloy" } },
        { "id": "tags", "uses": "tags" },
        { "id": "media", "uses": "media", "with": { "providers": ["photos"] } } ] }
    """
  }

  @Test(.timeLimit(.minutes(2)), arguments: [1, 2])
  func `what asks somebody else goes on while a service wants to be left alone`(room: Int) throws {
    try tiny.write(pipeline(room: room), to: "pipeline.json")
    try voice.queue(
      LoopbackServer.Answer(429, headers: ["Retry-After": "110"], body: "later"),
      at: "/v1/audio/speech",
      times: 9
    )
    let search = "\(tiny.project)/.cutroom/results/media/search-*.json"
    // All the searches are there, long before the voice may be asked again.
    let run = try tiny.shell(
      """
      set -m
      export CHAT_KEY=canary-chat-7f3a91 PHOTO_KEY=canary-photo-5be2
      "$cutroom" run tiny & run=$!
      trap 'kill -KILL $run 2> /dev/null' EXIT
      for try in {1..6000}; do
        [ "$(ls \(search) 2> /dev/null | wc -l)" -ge 3 ] && break
        kill -0 $run || break
        sleep 0.01
      done
      [ $try -lt 6000 ] || echo "no search came to an end"
      kill -INT $run
      wait $run
      """
    )
    #expect(run.status == .exited(130), "\(run.error)")
    #expect(run.output == "")
    #expect(try photos.log().count >= 3)
    #expect(try (1...room).contains(voice.log().count))
    #expect(run.error.contains("trying again in"), "\(run.error)")
  }
}
