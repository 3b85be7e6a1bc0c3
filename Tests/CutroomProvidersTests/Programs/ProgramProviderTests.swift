import CutroomModel
import CutroomProviders
import CutroomSystem
import Glibc
import Testing

@Suite struct ProgramProviderTests {
  let bench: ProviderBench

  init() throws { bench = try ProviderBench() }

  @Test func `a program is started once and asked one request after the other`() throws {
    let provider = try bench.program(
      """
      introduce(isLocal=True, isPaid=False, limits={"minute": 5})
      for line in lines():
        open(os.path.join(line["folder"], "a.mp3"), "w").write("sound")
        print("note", line["speech"]["text"], file=sys.stderr, flush=True)
        write(id=line["id"], event="progress", fraction=0.5)
        write(id=line["id"], event="later-contract", anything=[1])
        write(id=line["id"], event="result", cost={"amount": 0.25, "currency": "USD"},
              speech={"file": "a.mp3", "words": [{"text": str(os.getpid()), "startMs": 0, "endMs": 9}]})
      """
    )
    #expect(provider.capabilities.version == "7")
    #expect(provider.capabilities.isLocal)
    #expect(!provider.capabilities.isPaid)
    #expect(provider.documentedLimits == [RateLimit(5, per: .minute)])
    let notes = CallNotes()
    let first = try provider.perform(.line, try bench.call(notes))
    let second = try provider.perform(.line, try bench.call())
    #expect(first == second)
    #expect(first.cost == Cost(micros: 250_000, currency: "USD"))
    guard case .speech(let line) = first.result else {
      throw ProviderFault(.badAnswer, "no speech")
    }
    #expect(line.file == "a.mp3")
    #expect(line.words?.count == 1)
    #expect(notes.all.contains("progress 0.5"))
    provider.close()
    #expect(throws: ProviderFault.self) { try provider.perform(.line, try bench.call()) }
  }

  @Test(.timeLimit(.minutes(1)))
  func `the turn that another request has is waited for aside`() throws {
    let provider = try bench.program(
      """
      introduce()
      for line in lines():
        open(os.path.join(line["folder"], "a.mp3"), "w").write("sound")
        write(id=line["id"], event="result", speech={"file": "a.mp3"})
      """
    )
    let (hasTurn, isAside, ended) = (Mailbox<Void>(), Mailbox<Void>(), Mailbox<Void>())
    var first = try bench.call()
    first.aside = { _ in throw ProviderFault(.cancelled, "nobody was before") }
    first.willSend = {
      hasTurn.post(())
      _ = isAside.take()
    }
    var second = try bench.call()
    second.aside = { wait in
      isAside.post(())
      try wait()
    }
    let one = try WorkThread { [first] in
      if (try? provider.perform(.line, first)) != nil { ended.post(()) }
    }
    _ = hasTurn.take()
    let other = try WorkThread { [second] in
      if (try? provider.perform(.line, second)) != nil { ended.post(()) }
    }
    one.join()
    other.join()
    #expect(ended.takeIfPresent() != nil && ended.takeIfPresent() != nil)
  }

  @Test func `what it says on standard error goes to the log without its key`() throws {
    let provider = try bench.program(
      """
      introduce()
      for line in lines():
        print("my key is", os.environ["VOICE_KEY"], file=sys.stderr, flush=True)
        write(id=line["id"], event="error", code="auth", message="bad key " + os.environ["VOICE_KEY"])
      """,
      key: .environment("VOICE_KEY"),
      keyValue: "canary-secret-1"
    )
    let notes = CallNotes()
    let fault = try fault { _ = try provider.perform(.line, try bench.call(notes)) }
    #expect(fault == ProviderFault(.auth, "bad key ***"))
    #expect(notes.all == ["log my key is ***"])
  }

  @Test func `a key is hidden also where what it says is cut`() throws {
    let provider = try bench.program(
      """
      introduce()
      key = os.environ["VOICE_KEY"]
      for line in lines():
        for start in range(1985, 2005): print("x" * start + key, file=sys.stderr, flush=True)
        print("y" * 1200000 + key, file=sys.stderr, flush=True)
        write(id=line["id"], event="error", code="auth", message="z" * (480 + int(line["id"])) + key)
      """,
      key: .environment("VOICE_KEY"),
      keyValue: "canary-secret-3"
    )
    let notes = CallNotes()
    for _ in 0..<20 {
      let fault = try fault { _ = try provider.perform(.line, try bench.call(notes)) }
      #expect(fault.code == .auth && !fault.message.contains("c"), "\(fault.message)")
    }
    #expect(notes.all.contains { $0.contains("xx***") })
    #expect(!notes.all.contains { $0.contains("xc") || $0.contains("yc") })
  }

  @Test func `a job whose name holds the key is none`() throws {
    let provider = try bench.program(
      """
      introduce()
      for line in lines(): write(id=line["id"], event="submitted", job=os.environ["VOICE_KEY"] + "-9")
      """,
      key: .environment("VOICE_KEY"),
      keyValue: "canary-secret-4"
    )
    let notes = CallNotes()
    let fault = try fault { _ = try provider.perform(.line, try bench.call(notes)) }
    #expect(fault.code == .badAnswer && fault.message.contains("holds a key"), "\(fault)")
    #expect(notes.all.isEmpty)
  }

  @Test func `it gets its key and an environment that was chosen, and nothing else`() throws {
    setenv("CUTROOM_TEST_UNRELATED_TOKEN", "stranger", 1)
    let provider = try bench.program(
      """
      introduce()
      for line in lines():
        write(id=line["id"], event="result", text={"names": sorted(os.environ), "cwd": os.getcwd()})
      """,
      key: .file("voice.key"),
      keyValue: "canary-secret-2"
    )
    let job = TextJob(model: "m", system: "s", prompt: "p", schema: [:], schemaName: "x")
    let answer = try provider.perform(.text(job), try bench.call())
    guard case .text(let value) = answer.result else { throw ProviderFault(.badAnswer, "no text") }
    let names = (value["names"]?.array ?? []).compactMap(\.string)
    #expect(names.contains("CUTROOM_PROVIDER_KEY"))
    #expect(!names.contains("CUTROOM_TEST_UNRELATED_TOKEN"))
    #expect(value["cwd"] == .string(bench.path))
  }

  @Test func `a job is noted, and asked for again by its name`() throws {
    let provider = try bench.program(
      """
      introduce()
      for line in lines():
        if "job" not in line:
          write(id=line["id"], event="submitted", job="job-9")
        write(id=line["id"], event="result", text=[line.get("job"), line["idempotencyKey"]])
      """
    )
    let job = TextJob(model: "m", system: "s", prompt: "p", schema: [:], schemaName: "x")
    let notes = CallNotes()
    let first = try provider.perform(.text(job), try bench.call(notes))
    #expect(first.result == .text([.null, "key-1"]))
    #expect(notes.all == ["submitted job-9"])
    let second = try provider.perform(.text(job), try bench.call(job: "job-9"))
    #expect(second.result == .text(["job-9", "key-1"]))
  }

  @Test func `the example finds and hands over pictures of a folder`() throws {
    let pictures = try bench.workspace.makeFolder("pictures")
    for name in ["red-poppy.jpg", "poppy.png", "rain.mp3"] {
      try pictures.createFile(name, mode: 0o644).writeAll(Array("bytes of \(name)".utf8))
    }
    for name in ["red-poppy.jpg.json", "poppy.png.json"] {
      try pictures.createFile(name, mode: 0o644).writeAll(
        Array(#"{"title": "Poppies", "author": "A. Painter", "licence": "CC0-1.0"}"#.utf8)
      )
    }
    let root = "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
    let example = "\(root)/examples/providers/folder-search.py"
    let provider = try ProgramProvider(
      ProviderSettings(name: "archive", maker: .program([example, "pictures"])),
      key: nil,
      workspace: bench.workspace
    )
    #expect(provider.capabilities.isLocal)
    let answer = try provider.perform(.search("a red poppy"), try bench.call())
    guard case .candidates(let found) = answer.result else {
      throw ProviderFault(.badAnswer, "no candidates")
    }
    #expect(found.map(\.asset) == ["red-poppy.jpg", "poppy.png"])
    #expect(found.first?.rights.author == "A. Painter")
    let fetch = FetchJob(asset: "poppy.png", rendition: "original", kind: .image)
    let file = try provider.perform(.fetch(fetch), try bench.call())
    #expect(file.result == .file("poppy.png"))
    #expect(try bench.text("attempt/poppy.png") == "bytes of poppy.png")
    let lost = FetchJob(asset: "no.png", rendition: "original", kind: .image)
    let fault = try fault { _ = try provider.perform(.fetch(lost), try bench.call()) }
    #expect(fault.code == .notFound)
    let lines = try String(
      decoding: Descriptor.openForReading(example).readAll(limit: 1 << 16),
      as: UTF8.self
    ).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count < 60)
  }
}
