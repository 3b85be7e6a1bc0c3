import CutroomModel
import CutroomSystem

/// A survey as bytes, compared with the disk where it lies: no value is made of any of its files.
///
/// Layout: magic, program, steps, folders, runs of files, CRC-32C of all that. A run is at most
/// `longestRun` files of one folder: its folder's number, its count, its bytes.
struct SurveyImage {
  /// A folder, and what must be true of it.
  struct Folder {
    let root: Survey.Root
    let path: String
    let state: Survey.Place.State
  }

  /// Files of one folder, one after the other in the image.
  struct Run {
    let folder: Int
    let count: Int
    let bytes: Range<Int>
  }

  let bytes: [UInt8]
  let program: Stamp
  let steps: [Survey.Step]
  let folders: [Folder]
  let runs: [Run]

  private static let magic = Array("cutroom survey 2\n".utf8)
  private static let longestRun = 1024

  static func encode(_ survey: Survey) -> [UInt8] {
    var body = ByteEncoder(magic)
    body.reserve(survey.places.reduce(4096) { $0 + 56 * $1.files.count })
    body.append(survey.program)
    body.append(UInt32(survey.steps.count))
    for step in survey.steps { encode(step, into: &body) }
    body.append(UInt32(survey.places.count))
    for place in survey.places { encode(place, into: &body) }
    let runs = survey.places.indices.flatMap { folder in
      survey.places[folder].files.chunked(longestRun).map { (folder, $0) }
    }
    body.append(UInt32(runs.count))
    for (folder, files) in runs { encode(files, of: folder, into: &body) }
    body.append(body.bytes.withUnsafeBytes { CRC32C.checksum($0) })
    return body.bytes
  }

  private static func encode(_ step: Survey.Step, into body: inout ByteEncoder) {
    body.append(step.stage)
    body.append(UInt32(step.total))
    body.append(UInt32(step.decisions.count))
    for decided in step.decisions {
      body.append(decided.key.item)
      body.append(decided.decision.code)
      body.append(decided.decision.message)
    }
  }

  private static func encode(_ place: Survey.Place, into body: inout ByteEncoder) {
    body.append(place.root.rawValue)
    body.append(place.path)
    switch place.state {
    case .absent: body.append(UInt8(0))
    case .there: body.append(UInt8(1))
    case .listed(let stamp):
      body.append(UInt8(2))
      body.append(stamp)
    }
  }

  private static func encode(
    _ files: ArraySlice<Survey.File>,
    of folder: Int,
    into body: inout ByteEncoder
  ) {
    var bytes = ByteEncoder()
    for file in files {
      bytes.append(file.stamp)
      bytes.append(file.name)
      // The name is handed to the kernel as it lies there.
      bytes.append(UInt8(0))
    }
    body.append(UInt32(folder))
    body.append(UInt32(files.count))
    body.append(raw: bytes.bytes)
  }

  /// Whether the bytes are an image of this version that is not whole.
  static func isDamaged(_ bytes: [UInt8]) -> Bool {
    SurveyImage(bytes) == nil && !ImageVersion.isAnother(bytes, than: magic)
  }

  /// Nil where the bytes are not a whole image of this version.
  init?(_ bytes: [UInt8]) {
    guard bytes.starts(with: Self.magic) else { return nil }
    self.bytes = bytes
    let parts = bytes.withUnsafeBytes { buffer -> Parts? in
      var decoder = ByteDecoder(buffer, from: Self.magic.count)
      guard decoder.hasTrueChecksum else { return nil }
      return Parts(&decoder)
    }
    guard let parts else { return nil }
    (program, steps, folders, runs) = (parts.program, parts.steps, parts.folders, parts.runs)
  }
}

/// What an image begins with.
private struct Parts {
  let program: Stamp
  var steps: [Survey.Step] = []
  var folders: [SurveyImage.Folder] = []
  var runs: [SurveyImage.Run] = []

  init?(_ decoder: inout ByteDecoder) {
    guard let program = decoder.stamp(), let stepCount = decoder.count(ofSize: 12) else {
      return nil
    }
    self.program = program
    for _ in 0..<stepCount {
      guard let step = Survey.Step(&decoder) else { return nil }
      steps.append(step)
    }
    guard let folderCount = decoder.count(ofSize: 6) else { return nil }
    for _ in 0..<folderCount {
      guard let folder = SurveyImage.Folder(&decoder) else { return nil }
      folders.append(folder)
    }
    guard let runCount = decoder.count(ofSize: 12) else { return nil }
    for _ in 0..<runCount {
      guard let folder: UInt32 = decoder.integer(), folder < folders.count,
        let count: UInt32 = decoder.integer(), let bytes = decoder.rawBytes()
      else { return nil }
      let range = (decoder.position - bytes.count)..<decoder.position
      runs.append(SurveyImage.Run(folder: Int(folder), count: Int(count), bytes: range))
    }
  }
}

extension Survey.Step {
  fileprivate init?(_ decoder: inout ByteDecoder) {
    guard let stage = decoder.text(), let total: UInt32 = decoder.integer(),
      let count = decoder.count(ofSize: 12)
    else { return nil }
    self.init(stage: stage, total: Int(total))
    for _ in 0..<count {
      guard let item = decoder.text(), let code = decoder.text(), let message = decoder.text()
      else { return nil }
      let key = ItemKey(stage: stage, item: item)
      decisions.append(ItemDecision(key, Decision(code: code, message: message)))
    }
  }
}

extension SurveyImage.Folder {
  fileprivate init?(_ decoder: inout ByteDecoder) {
    guard let root = decoder.integer(UInt8.self).flatMap(Survey.Root.init),
      let path = decoder.text(),
      let state: UInt8 = decoder.integer()
    else { return nil }
    self.root = root
    self.path = path
    switch state {
    case 0: self.state = .absent
    case 1: self.state = .there
    case 2:
      guard let stamp = decoder.stamp() else { return nil }
      self.state = .listed(stamp)
    default: return nil
    }
  }
}

extension ByteEncoder {
  mutating func append(_ stamp: Stamp) {
    append(stamp.size)
    append(stamp.modified)
    append(stamp.changed)
    append(stamp.inode)
  }
}

extension ByteDecoder {
  mutating func stamp() -> Stamp? {
    guard let size: Int64 = integer(), let modified: Int64 = integer(),
      let changed: Int64 = integer(), let inode: UInt64 = integer()
    else { return nil }
    return Stamp(size: size, modified: modified, changed: changed, inode: inode)
  }
}

extension Array {
  /// The elements in slices of at most `length`.
  fileprivate func chunked(_ length: Int) -> [ArraySlice<Element>] {
    stride(from: 0, to: count, by: length).map { self[$0..<Swift.min($0 + length, count)] }
  }
}
