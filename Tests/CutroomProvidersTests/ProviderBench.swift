import CutroomModel
import CutroomProviders
import CutroomSystem
import Glibc
import Testing

/// A folder with what a test of providers needs; removed with its owner.
final class ProviderBench {
  let path: String
  let workspace: Folder
  /// Where files of answers go.
  let folder: Folder

  init() throws {
    Signals.ignoreBrokenPipes()
    path = "/tmp/cutroom-providers-\(RandomName.hex(12))"
    try #require(mkdir(path, 0o755) == 0)
    workspace = try Folder.open(path)
    folder = try workspace.makeFolder("attempt")
  }

  deinit { try? Folder.open("/tmp").removeTree(String(path.dropFirst("/tmp/".count))) }

  func write(_ text: String, to name: String, mode: UInt32 = 0o644) throws {
    let file = try workspace.createFile(name, mode: mode)
    try file.setMode(mode)
    try file.writeAll(Array(text.utf8))
  }

  func text(_ name: String) throws -> String {
    String(decoding: try workspace.openFile(name).readAll(limit: 1 << 20), as: UTF8.self)
  }

  /// A call; what is logged, told and noted goes to `notes`.
  func call(
    _ notes: CallNotes = CallNotes(),
    key: String = "key-1",
    job: String? = nil,
    cancellation: Cancellation? = nil
  ) throws -> ProviderCall {
    ProviderCall(
      idempotencyKey: key,
      job: job,
      folder: folder,
      cancellation: try cancellation ?? Cancellation(),
      progress: { fraction in notes.add("progress \(fraction)") },
      submitted: { notes.add("submitted \($0)") },
      log: { notes.add("log \($0)") }
    )
  }

  /// A provider program written in Python; `answer(line)` answers a request.
  func program(
    _ script: String,
    name: String = "prog",
    key: ProviderSettings.Key? = nil,
    keyValue: String? = nil,
    patience: ProgramPatience = ProgramPatience(grace: 500)
  ) throws -> ProgramProvider {
    let file = "\(name)-\(RandomName.hex(6)).py"
    try write(Self.prelude + script, to: file, mode: 0o755)
    return try ProgramProvider(
      ProviderSettings(name: name, maker: .program(["python3", file]), key: key),
      key: keyValue,
      workspace: workspace,
      patience: patience
    )
  }

  private static let prelude = """
    import json, os, sys, time
    def write(**line): print(json.dumps(line), flush=True)
    def introduce(tasks=["speech", "text", "search", "fetch"], **more):
      sys.stdin.readline()
      write(event="capabilities", contract="1.0", version="7", tasks=tasks, **more)
    def lines():
      for text in sys.stdin: yield json.loads(text)

    """
}

/// What a call was told, in order.
final class CallNotes: Sendable {
  private let notes = Locked<[String]>([])

  func add(_ note: String) { notes.withLock { $0.append(note) } }

  var all: [String] { notes.withLock { $0 } }
}

extension ProviderRequest {
  static let line = ProviderRequest.speech(
    SpeechJob(text: "Hello.", model: "m", voice: "v", language: "en")
  )

  static func search(
    _ query: String = "red poppy",
    _ kinds: [FoundKind] = [.image],
    limit: Int = 5
  ) -> ProviderRequest {
    .search(
      SearchJob(
        query: query,
        kinds: kinds,
        limit: limit,
        width: 1920,
        height: 1080,
        language: "en"
      )
    )
  }
}

/// The fault that `body` throws.
func fault(of body: () throws -> Void) throws -> ProviderFault {
  do { try body() } catch let fault as ProviderFault { return fault }
  Issue.record("no fault was thrown")
  throw ProviderFault(.badAnswer, "none")
}
