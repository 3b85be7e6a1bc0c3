import CutroomModel
import CutroomStore
import CutroomSystem
import Glibc

/// A reader of bytes that somebody else wrote; `CUTROOM_FUZZ` names the one that is fuzzed.
enum FuzzTarget: String, CaseIterable {
  case json
  case journal
  case documents
  case index
  case names

  static let chosen: FuzzTarget = {
    guard let name = getenv("CUTROOM_FUZZ"),
      let target = FuzzTarget(rawValue: String(cString: name))
    else {
      let names = allCases.map(\.rawValue).joined(separator: " ")
      let line = "CUTROOM_FUZZ must be one of: \(names)\n"
      _ = write(STDERR_FILENO, line, line.utf8.count)
      exit(2)
    }
    return target
  }()

  func read(_ bytes: [UInt8]) {
    switch self {
    case .json: readJSON(bytes)
    case .journal: readJournal(bytes)
    case .documents: readDocuments(bytes)
    case .index: readIndex(bytes)
    case .names: readNames(bytes)
    }
  }

  // MARK: - Targets

  /// What is read can be written, and reads as the same.
  private func readJSON(_ bytes: [UInt8]) {
    guard let value = try? JSONReader.read(bytes) else { return }
    let again = try? JSONReader.read(JSONWriter.canonical(value), limits: .machine)
    precondition(again == value, "a value reads otherwise than it was written")
  }

  /// The input as a journal, and as the body of one record whose checksum is right.
  private func readJournal(_ bytes: [UInt8]) {
    _ = JournalTail.read(bytes, from: 0)
    let body = bytes.filter { $0 != 0x0A }
    let checksum = body.withUnsafeBytes { CRC32C.checksum($0) }
    let digits = String(checksum, radix: 16)
    let padded = String(repeating: "0", count: 8 - digits.count) + digits
    let line = Array("{\"crc\":\"\(padded)\",".utf8) + body + [0x0A]
    var state = ProjectState()
    for record in JournalTail.read(line + line, from: 0).records { state.apply(record) }
    _ = state.recordedOutputs
  }

  /// The input as a document of each kind: parsed, migrated, decoded, digested.
  private func readDocuments(_ bytes: [UInt8]) {
    for place in DocumentPlace.all {
      guard let value = try? Project.parse(bytes, path: place.path) else { continue }
      _ = DocumentCoding.digest(value)
      place.decode(value)
      guard let again = try? Project.parse(DocumentCoding.bytes(value), path: place.path) else {
        preconditionFailure("a document cannot be read once it is written")
      }
      precondition(DocumentCoding.digest(again) == DocumentCoding.digest(value))
    }
  }

  /// The input as an index, and as the content of one whose checksum is right.
  private func readIndex(_ bytes: [UInt8]) {
    _ = IndexImage.isReadable(bytes)
    let content = Array("cutroom index 4\n".utf8) + bytes
    let checksum = content.withUnsafeBytes { CRC32C.checksum($0) }
    _ = IndexImage.isReadable(content + (0..<4).map { UInt8(checksum >> ($0 * 8) & 0xFF) })
  }

  /// The input as names: none that is taken leads out of where it stands.
  private func readNames(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    if let path = ProjectPath(text) {
      let parts = path.description.split(separator: "/", omittingEmptySubsequences: false)
      precondition(!parts.contains { $0.isEmpty || $0 == "." || $0 == ".." })
      precondition(ProjectPath(path.description) == path)
      // Bytes, not characters: a combining mark may begin a name.
      let name = path.name.utf8
      precondition(path.description.utf8.suffix(name.count).elementsEqual(name))
      _ = path.isLeftover
      _ = DocumentKind(path: path)
    }
    if let id = ProjectID(text) {
      precondition(id.description.utf8.count <= 64 && !id.description.contains("/"))
    }
    _ = Digest(text)
    if let pattern = PathPattern(text), let path = ProjectPath("assets/images/a.jpg") {
      _ = pattern.matches(path.description)
    }
  }
}

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func readOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  FuzzTarget.chosen.read(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}
