import CutroomModel
import CutroomSystem

/// The journal as one binary image: disposable, rebuilt from the journal whenever it does not fit.
///
/// Layout: magic; bytes of journal covered, SHA-256 of the journal's last covered bytes, number of
/// records; file memo; items; other records as JSON lines; table of strings; where items and strings
/// begin; CRC-32C of all that.
package struct IndexImage {
  var state: ProjectState
  var memo: FileTable
  /// How many bytes of the journal are in here.
  var covered: Int64
  /// The digest of the last bytes that are covered: another journal has others.
  var seal: Digest

  private static let magic = Array("cutroom index 4\n".utf8)
  /// The journal's bytes before `covered` that the seal is taken of.
  static let sealLength = 256

  // MARK: - Writing

  /// Puts the image at a name, piece by piece: of a large project it would fill the memory.
  func save(as name: String, in folder: Folder) throws(SystemError) {
    try FileWriter(folder: folder).replacePassing(name, mode: 0o600) {
      (file) throws(SystemError) in
      try encode { (piece) throws(SystemError) in try file.writeAll(piece, path: name) }
    }
  }

  /// The image in one piece.
  func encoded() throws(SystemError) -> [UInt8] {
    var bytes: [UInt8] = []
    try encode { bytes += $0 }
    return bytes
  }

  private func encode(_ write: ([UInt8]) throws(SystemError) -> Void) throws(SystemError) {
    var body = PieceEncoder(Self.magic)
    body.encoder.append(covered)
    body.encoder.append(seal)
    body.encoder.append(UInt64(state.recordCount))
    try encode(memo: &body, write)
    let itemsAt = body.length
    try encode(items: &body, write)
    body.encoder.append(raw: state.otherRecords.flatMap { JournalLine.encode($0) })
    let superseded = state.superseded.sorted { $0.key < $1.key }.flatMap(\.value)
    body.encoder.append(raw: superseded.flatMap { JournalLine.encode(.committed($0)) })
    let stringsAt = body.length
    let strings = body.encoder.strings
    body.encoder.append(UInt32(strings.count))
    for text in strings { body.encoder.append(text) }
    body.encoder.append(UInt64(itemsAt))
    body.encoder.append(UInt64(stringsAt))
    try body.finish(write)
  }

  private func encode(
    memo body: inout PieceEncoder,
    _ write: ([UInt8]) throws(SystemError) -> Void
  ) throws(SystemError) {
    body.encoder.append(UInt32(memo.count))
    for (path, entry) in memo {
      body.encoder.append(path)
      body.encoder.append(entry)
      try body.handOn(write)
    }
  }

  private func encode(
    items body: inout PieceEncoder,
    _ write: ([UInt8]) throws(SystemError) -> Void
  ) throws(SystemError) {
    body.encoder.append(UInt32(state.items.count))
    for (stage, members) in state.items {
      body.encoder.append(shared: stage)
      body.encoder.append(UInt32(members.count))
      var common: [Fingerprint.Part]?
      for item in members.values {
        body.encoder.append(item, after: common)
        common = item.fingerprint.common
        try body.handOn(write)
      }
    }
  }

  // MARK: - Reading

  /// Nil where the bytes are not a whole image of this version.
  static func decode(_ bytes: [UInt8]) -> IndexImage? {
    guard bytes.starts(with: magic) else { return nil }
    return bytes.withUnsafeBytes { buffer in
      guard ByteDecoder(buffer).hasTrueChecksum else { return nil }
      return decode(buffer)
    }
  }

  /// Whether the bytes are a whole image of this version.
  package static func isReadable(_ bytes: [UInt8]) -> Bool { decode(bytes) != nil }

  /// Whether the bytes begin as an index of another version does.
  static func isOfAnotherVersion(_ bytes: [UInt8]) -> Bool {
    ImageVersion.isAnother(bytes, than: magic)
  }

  private static func decode(_ buffer: UnsafeRawBufferPointer) -> IndexImage? {
    let places = ByteDecoder(buffer, from: max(magic.count, buffer.count - 20))
    var head = ByteDecoder(buffer, from: magic.count)
    guard let (itemsAt, stringsAt) = places.placesOfParts, let covered: Int64 = head.integer(),
      let seal = head.digest(), let records: UInt64 = head.integer(), itemsAt >= head.position
    else { return nil }
    var items = ByteDecoder(buffer, from: itemsAt)
    var strings = ByteDecoder(buffer, from: stringsAt)
    guard let table = strings.texts() else { return nil }
    items.strings = table
    var state = ProjectState()
    let memoBytes = UnsafeRawBufferPointer(rebasing: buffer[head.position..<itemsAt])
    let (isWhole, memo) = withMemo(of: memoBytes) { decode(items: &items, into: &state) }
    guard isWhole, let memo, let lines = items.raw(), let generations = items.raw() else {
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
  ) -> (Bool, FileTable?) {
    // Borrowed for no longer than this call: the thread is joined before it returns.
    nonisolated(unsafe) let bytes = bytes
    let memo = Locked<FileTable?>(nil)
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

  private static func decodeMemo(_ decoder: inout ByteDecoder) -> FileTable? {
    guard let count = decoder.count(ofSize: 77) else { return nil }
    var memo = FileTable()
    memo.reserveCapacity(count)
    for _ in 0..<count {
      guard let path = decoder.text(), let entry = decoder.memoEntry() else { return nil }
      memo[path] = entry
    }
    return memo
  }

  private static func decode(
    items decoder: inout ByteDecoder,
    into state: inout ProjectState
  )
    -> Bool
  {
    guard let stages = decoder.count(ofSize: 8) else { return false }
    for _ in 0..<stages {
      guard let stage = decoder.sharedText(), let count = decoder.count(ofSize: 40) else {
        return false
      }
      state.reserve(count, stage: stage)
      var common: [Fingerprint.Part]?
      for _ in 0..<count {
        guard let item = decoder.item(stage: stage, after: common) else { return false }
        common = item.fingerprint.common
        state.restore(item)
      }
    }
    return true
  }
}

/// Encodes an image and hands it on in pieces.
private struct PieceEncoder {
  var encoder: ByteEncoder
  private var checksum: UInt32 = 0
  private var handedOn = 0

  private static let pieceLength = 1 << 18

  init(_ bytes: [UInt8]) { encoder = ByteEncoder(bytes) }

  /// How many bytes there are so far.
  var length: Int { handedOn + encoder.bytes.count }

  /// Hands on what there is, once that is enough.
  mutating func handOn(
    atLeast length: Int = pieceLength,
    _ write: ([UInt8]) throws(SystemError) -> Void
  ) throws(SystemError) {
    guard encoder.bytes.count >= length else { return }
    let piece = encoder.drain()
    checksum = piece.withUnsafeBytes { CRC32C.checksum($0, after: checksum) }
    handedOn += piece.count
    try write(piece)
  }

  /// Hands on the rest and the checksum of everything.
  mutating func finish(_ write: ([UInt8]) throws(SystemError) -> Void) throws(SystemError) {
    try handOn(atLeast: 1, write)
    encoder.append(checksum)
    try write(encoder.drain())
  }
}

extension ByteDecoder {
  /// Where items and strings begin, told at the end; nil where that is outside.
  fileprivate var placesOfParts: (items: Int, strings: Int)? {
    var copy = self
    guard let items: UInt64 = copy.integer(), let strings: UInt64 = copy.integer(),
      items <= strings, strings <= UInt64(position)
    else { return nil }
    return (Int(items), Int(strings))
  }

  fileprivate mutating func texts() -> [String]? {
    guard let count = count(ofSize: 4) else { return nil }
    var texts: [String] = []
    texts.reserveCapacity(count)
    for _ in 0..<count {
      guard let text = text() else { return nil }
      texts.append(text)
    }
    return texts
  }
}
