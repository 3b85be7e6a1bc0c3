import BuiltPrograms
import CutroomModel
import CutroomProviders
import CutroomStore
import CutroomSystem
import CutroomWorkers
import Glibc
import Testing

/// A workspace whose provider is a program that notes what it is asked, and does as the words say.
final class DeskRig {
  /// What it does with `die`, `slow`, `wrong`, `spoilt`, `later`, `busy`, `refuse`, `leak` and `empty`
  /// at the beginning of a text.
  private static let program = """
    import json, os, struct, sys, time, zlib
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    picture = (b"\\x89PNG\\r\\n\\x1a\\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0))
               + chunk(b"IDAT", zlib.compress(bytes(9 * 8))) + chunk(b"IEND", b""))
    flags = sys.argv[1:]
    open("started", "a").write("started\\n")
    version = open("version").read() if os.path.exists("version") else "1"
    def tell(**answer): print(json.dumps(answer), flush=True)
    def times(text):
        with open("asked", "a") as log: log.write(text + "\\n")
        return open("asked").read().split("\\n").count(text)
    for line in sys.stdin:
        request = json.loads(line)
        if request.get("ask") == "capabilities":
            tell(event="capabilities", contract="1.0", version=version, isLocal="local" in flags,
                 tasks=["text", "speech", "search", "fetch"],
                 isIdempotent="keyed" in flags, isPaid=True)
            continue
        name = request["id"]
        text = next(value for key in ("prompt", "text", "query", "asset")
                    for value in [request[request["task"]].get(key)] if value)
        count = times(text + " " + request["idempotencyKey"] if "keys" in flags else text)
        if text.startswith("die") and count == 1: os._exit(1)
        if text.startswith("busy") and count == 1:
            tell(id=name, event="error", code="rate-limit", message="slow down", retryAfter=0.01)
            continue
        if text.startswith("refuse"):
            tell(id=name, event="error", code="invalid-input", message="not that")
            continue
        if text.startswith("slow"): time.sleep(0.5)
        if text.startswith("later"):
            job = request.get("job")
            if job is None:
                times("began " + text)
                tell(id=name, event="submitted", job="job of " + text)
                os._exit(1)
            if times("looked after " + job) == 1 and "shut" in text:
                tell(id=name, event="error", code="auth", message="the key has ended")
                continue
            if times("looked at " + job) == 1 and "garbled" in text:
                print("no line of the contract", flush=True)
                continue
        key = os.environ.get("CUTROOM_PROVIDER_KEY", "")
        if text.startswith("leak") and request["task"] == "text":
            tell(id=name, event="result", text={"line": "made with " + key})
            continue
        if text.startswith("leak"):
            tell(id=name, event="result", candidates=[
                {"asset": str(number), "rendition": "full", "kind": "image", "url": url,
                 "rights": {"licence": "CC0", "title": "found with " + key}}
                for number, url in enumerate(
                    ["http://127.0.0.1/a?key=" + key] + ["http://127.0.0.1/b"] * ("all" not in text))])
            continue
        if request["task"] == "text":
            is_wrong = text.startswith("wrong") or text.startswith("spoilt") and count > 1
            fits = not is_wrong or "repair" in request["text"] and "ever" not in text
            line = f"{text}, take {count}" if text.startswith("spoilt") else text
            tell(id=name, event="result", text={"line": line if fits else 5})
        elif request["task"] == "search":
            tell(id=name, event="result", candidates=[])
        elif request["task"] == "fetch":
            with open(os.path.join(request["folder"], "picture.png"), "wb") as file: file.write(picture)
            tell(id=name, event="result", file="picture.png")
        else:
            with open(os.path.join(request["folder"], "line.mp3"), "w") as file:
                file.write("" if text.startswith("empty") else "sound of " + text)
            tell(id=name, event="result", speech={"file": "line.mp3", "words": [
                {"text": text, "startMs": 0, "endMs": 10}]})
    """

  let path: String
  let workspace: Workspace
  let project: Project
  var settings: ProviderSettings
  private let web = NetWorkers(atOnce: 1)
  private let media = MediaWorkers(atOnce: 1, folder: builtPrograms)

  init(flags: [String] = []) throws {
    path = "/tmp/cutroom-desk-\(RandomName.hex(12))"
    try #require(mkdir(path, 0o755) == 0)
    let pipeline: JSONValue = ["kind": "pipeline", "version": "1.0", "stages": []]
    workspace = try Workspace.create(path, pipeline: pipeline)
    project = try workspace.createProject(id: #require(ProjectID("p")), title: "P")
    try workspace.tree.root.createFile("provider.py", mode: 0o644)
      .writeAll(Array(Self.program.utf8))
    settings = ProviderSettings(
      name: "voices",
      maker: .program(["python3", "provider.py"] + flags)
    )
  }

  deinit {
    web.close()
    media.close()
    if let folder = try? Folder.open("/tmp") {
      try? folder.removeTree(String(path.dropFirst("/tmp/".count)))
    }
  }

  /// What the program was asked, in order.
  var asked: [String] { get throws { try lines("asked") } }

  /// How often the program was started.
  var starts: Int { get throws { try lines("started").count } }

  private func lines(_ name: String) throws -> [String] {
    guard let path = ProjectPath(name),
      let bytes = try workspace.tree.read(path, limit: 1 << 20)
    else { return [] }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// Does something at a desk of a run of its own, as after a restart.
  func run<Result>(
    _ other: Project? = nil,
    isOffline: Bool = false,
    isResubmitting: Bool = false,
    budget: Int64? = nil,
    _ body: (ProviderDesk, Asking) throws -> Result
  ) throws -> Result {
    let project = other ?? project
    let (session, _) = try ProjectSession.open(project, command: "test", patience: .none)
    defer { try? session.close() }
    let shelf = ProviderShelf(
      [settings],
      web: web,
      workspace: workspace.tree.root,
      secrets: project.secrets
    )
    defer { shelf.close() }
    let desk = ProviderDesk()
    desk.begin(
      DeskSession(
        shelf: shelf,
        net: web,
        media: media,
        cache: WorkspaceCache(workspace) { CacheLimits() },
        purchases: PurchaseLog(session),
        limits: try workspace.limitDesk(),
        ledger: try workspace.costLedger(),
        budgets: budget.map { [Budget(Cost(micros: $0, currency: "USD"), of: .project)] } ?? [],
        run: RandomName.hex(8),
        clock: .real,
        isOffline: isOffline,
        isResubmitting: isResubmitting
      )
    )
    return try body(desk, try asking())
  }

  private func asking() throws -> Asking {
    Asking(
      provider: "voices",
      item: ItemKey(stage: "narration", item: "a-01"),
      fingerprint: Digest(sha256: [1]),
      folder: try workspace.tree.root.makeFolder("attempt-\(RandomName.hex(8))"),
      cancellation: try Cancellation(),
      killSwitch: try Cancellation(),
      progress: { _ in },
      log: { _ in }
    )
  }

  /// The same in a run that is stopped as soon as something is to be asked again.
  func runOnce<Result>(
    _ other: Project? = nil,
    _ body: (ProviderDesk, Asking) throws -> Result
  ) throws -> Result {
    try run(other) { desk, asking in
      var asking = asking
      asking.log = { [cancellation = asking.cancellation] _ in cancellation.cancel() }
      return try body(desk, asking)
    }
  }

  func speak(
    _ text: String,
    _ desk: ProviderDesk,
    _ asking: Asking
  ) throws -> String {
    let job = SpeechJob(text: text, model: "m", voice: "v", language: "en")
    let bought = try desk.speech(job, asking)
    #expect(bought.words?.map(\.text) == [text])
    return String(decoding: try bought.audio.open().readAll(limit: 1 << 16), as: UTF8.self)
  }

  func write(_ prompt: String, _ desk: ProviderDesk, _ asking: Asking) throws -> JSONValue {
    let schema: JSONValue = [
      "type": "object", "required": ["line"], "properties": ["line": ["type": "string"]],
    ]
    let job = TextJob(
      model: "m",
      system: "s",
      prompt: prompt,
      schema: schema,
      schemaName: "line"
    )
    return try desk.text(job, asking)
  }
}
