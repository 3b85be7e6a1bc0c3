import CutroomModel
import CutroomSystem

/// The journal as one binary image: disposable, rebuilt from the journal whenever it does not fit.
///
/// Layout: magic, CRC-32C of all that follows, bytes of journal covered, SHA-256 of the journal's
/// last covered bytes, string table, file memo, items, other records as JSON lines.
package struct IndexImage {
  var state: ProjectState
  var memo: [String: FileMemo.Entry]
  /// How many bytes of the journal are in here.
  var covered: Int64
  /// The digest of the last bytes that are covered: another journal has others.
  var seal: Digest

  private static let magic = Array("cutroom index 2\n".utf8)
  /// The journal's bytes before `covered` that the seal is taken of.
  static let sealLength = 256

  func encoded() -> [UInt8] {
    var body = ByteEncoder()
    encode(items: &body)
    let lines = state.otherRecords.flatMap { JournalLine.encode($0) }
    body.append(raw: lines)
    let superseded = state.superseded.sorted { $0.key < $1.key }.flatMap(\.value)
    body.append(raw: superseded.flatMap { JournalLine.encode(.committed($0)) })
    var memo = ByteEncoder()
    encode(memo: &memo)

    var head = ByteEncoder()
    head.append(covered)
    head.append(seal)
    head.append(UInt64(state.recordCount))
    head.append(UInt32(body.strings.count))
    for text in body.strings { head.append(text) }
    head.append(raw: memo.bytes)

    let content = head.bytes + body.bytes
    var file = ByteEncoder()
    let checksum = content.withUnsafeBytes { CRC32C.checksum($0) }
    file.append(checksum)
    return Self.magic + file.bytes + content
  }

  /// Nil where the bytes are not a whole image of this version.
  static func decode(_ bytes: [UInt8]) -> IndexImage? {
    guard bytes.starts(with: magic) else { return nil }
    return bytes.withUnsafeBytes { buffer in
      var decoder = ByteDecoder(buffer, from: magic.count)
      guard let checksum: UInt32 = decoder.integer() else { return nil }
      let content = UnsafeRawBufferPointer(rebasing: buffer[decoder.position...])
      guard CRC32C.checksum(content) == checksum else { return nil }
      return decode(&decoder)
    }
  }

  private static func decode(_ decoder: inout ByteDecoder) -> IndexImage? {
    guard let covered: Int64 = decoder.integer(), let seal = decoder.digest(),
      let records: UInt64 = decoder.integer(), let stringCount = decoder.count(ofSize: 4)
    else { return nil }
    var state = ProjectState()
    decoder.strings.reserveCapacity(stringCount)
    for _ in 0..<stringCount {
      guard let text = decoder.text() else { return nil }
      decoder.strings.append(text)
    }
    guard let memoBytes = decoder.rawBytes() else { return nil }
    let (isWhole, memo) = withMemo(of: memoBytes) { decodeItems(&decoder, into: &state) }
    guard isWhole, let memo, let lines = decoder.raw(), let generations = decoder.raw() else {
      return nil
    }
    for record in JournalTail.read(Array(lines), from: 0).records { state.apply(record) }
    for record in JournalTail.read(Array(generations), from: 0).records {
      if case .committed(let item) = record { state.supersede(item) }
    }
    state.setRecordCount(Int(clamping: records))
    return IndexImage(state: state, memo: memo, covered: covered, seal: seal)
  }

  /// Decodes the memo on a thread of its own, where it is large, while `body` runs.
  private static func withMemo(
    of bytes: UnsafeRawBufferPointer,
    _ body: () -> Bool
  ) -> (Bool, [String: FileMemo.Entry]?) {
    // Borrowed for no longer than this call: the thread is joined before it returns.
    nonisolated(unsafe) let bytes = bytes
    let memo = Locked<[String: FileMemo.Entry]?>(nil)
    let decode: @Sendable () -> Void = {
      var decoder = ByteDecoder(bytes)
      let decoded = decodeMemo(&decoder)
      memo.withLock { $0 = decoded }
    }
    guard bytes.count > 1 << 16, let thread = try? WorkThread(decode) else {
      decode()
      return (body(), memo.withLock { $0 })
    }
    let result = body()
    thread.join()
    return (result, memo.withLock { $0 })
  }

  /// Whether the bytes are a whole image of this version.
  package static func isReadable(_ bytes: [UInt8]) -> Bool { decode(bytes) != nil }

  /// Whether the bytes begin as an index of another version does.
  static func isOfAnotherVersion(_ bytes: [UInt8]) -> Bool {
    let name = magic.prefix { !(0x30...0x39).contains($0) }
    guard !bytes.starts(with: magic), bytes.starts(with: name) else { return false }
    let version = bytes.dropFirst(name.count).prefix { (0x30...0x39).contains($0) }
    return !version.isEmpty && bytes.dropFirst(name.count + version.count).first == 0x0A
  }

  // MARK: - Items

  private func encode(items body: inout ByteEncoder) {
    body.append(UInt32(state.items.count))
    for (stage, members) in state.items {
      body.append(shared: stage)
      body.append(UInt32(members.count))
      for item in members.values { Self.encode(item, into: &body) }
    }
  }

  private static func encode(_ item: ItemRecord, into body: inout ByteEncoder) {
    body.append(item.key.item)
    body.append(shared: item.run)
    body.append(item.at)
    body.append(item.milliseconds)
    body.append(UInt32(item.fingerprint.parts.count))
    for part in item.fingerprint.parts {
      body.append(shared: part.name)
      body.append(part.digest)
      body.append(shared: part.preview.map { "=" + $0 } ?? "")
    }
    body.append(UInt32(item.outputs.count))
    for output in item.outputs {
      body.append(output.path.description)
      body.append(output.content)
      body.append(output.value ?? .zero)
      body.append(output.size)
    }
    body.append(UInt32(item.decisions.count))
    for decision in item.decisions {
      body.append(shared: decision.code)
      body.append(shared: decision.message)
    }
    body.append(shared: item.acceptedBecause.map { "=" + $0 } ?? "")
  }

  private static func decodeItems(
    _ decoder: inout ByteDecoder,
    into state: inout ProjectState
  ) -> Bool {
    guard let stages = decoder.count(ofSize: 8) else { return false }
    for _ in 0..<stages {
      guard let stage = decoder.sharedText(), let count = decoder.count(ofSize: 32) else {
        return false
      }
      state.reserve(count, stage: stage)
      for _ in 0..<count {
        guard let item = decodeItem(&decoder, stage: stage) else { return false }
        state.restore(item)
      }
    }
    return true
  }

  private static func decodeItem(_ decoder: inout ByteDecoder, stage: String) -> ItemRecord? {
    guard let name = decoder.text(), let run = decoder.sharedText(),
      let at: Int64 = decoder.integer(),
      let milliseconds: Int64 = decoder.integer(), let partCount = decoder.count(ofSize: 40)
    else { return nil }
    var parts: [Fingerprint.Part] = []
    parts.reserveCapacity(partCount)
    for _ in 0..<partCount {
      guard let name = decoder.sharedText(), let digest = decoder.digest(),
        let preview = decoder.sharedText()
      else { return nil }
      parts.append(
        .init(
          name: name,
          digest: digest,
          preview: preview.isEmpty ? nil : String(preview.dropFirst())
        )
      )
    }
    guard let outputs = decodeOutputs(&decoder), let decisions = decodeDecisions(&decoder),
      let accepted = decoder.sharedText()
    else { return nil }
    return ItemRecord(
      key: ItemKey(stage: stage, item: name),
      fingerprint: Fingerprint(parts: parts),
      outputs: outputs,
      decisions: decisions,
      run: run,
      at: at,
      milliseconds: milliseconds,
      acceptedBecause: accepted.isEmpty ? nil : String(accepted.dropFirst())
    )
  }

  private static func decodeOutputs(_ decoder: inout ByteDecoder) -> [OutputRecord]? {
    guard let count = decoder.count(ofSize: 76) else { return nil }
    var outputs: [OutputRecord] = []
    outputs.reserveCapacity(count)
    for _ in 0..<count {
      guard let path = decoder.text().flatMap(ProjectPath.init), let content = decoder.digest(),
        let value = decoder.digest(), let size: Int64 = decoder.integer()
      else { return nil }
      let known = value == .zero ? nil : value
      outputs.append(OutputRecord(path: path, content: content, value: known, size: size))
    }
    return outputs
  }

  private static func decodeDecisions(_ decoder: inout ByteDecoder) -> [Decision]? {
    guard let count = decoder.count(ofSize: 8) else { return nil }
    var decisions: [Decision] = []
    for _ in 0..<count {
      guard let code = decoder.sharedText(), let message = decoder.sharedText() else { return nil }
      decisions.append(Decision(code: code, message: message))
    }
    return decisions
  }

  // MARK: - File memo

  private func encode(memo body: inout ByteEncoder) {
    body.append(UInt32(memo.count))
    for (path, entry) in memo {
      body.append(path)
      body.append(entry.size)
      body.append(entry.modified)
      body.append(entry.changed)
      body.append(entry.inode)
      body.append(entry.lookedAt)
      body.append(entry.content)
      body.append(entry.value ?? .zero)
    }
  }

  private static func decodeMemo(_ decoder: inout ByteDecoder) -> [String: FileMemo.Entry]? {
    guard let count = decoder.count(ofSize: 108) else { return nil }
    var memo: [String: FileMemo.Entry] = [:]
    memo.reserveCapacity(count)
    for _ in 0..<count {
      guard let path = decoder.text(), let size: Int64 = decoder.integer(),
        let modified: Int64 = decoder.integer(), let changed: Int64 = decoder.integer(),
        let inode: UInt64 = decoder.integer(), let lookedAt: Int64 = decoder.integer(),
        let content = decoder.digest(), let value = decoder.digest()
      else { return nil }
      memo[path] = FileMemo.Entry(
        size: size,
        modified: modified,
        changed: changed,
        inode: inode,
        content: content,
        value: value == .zero ? nil : value,
        lookedAt: lookedAt
      )
    }
    return memo
  }
}
