import CutroomModel

// How the values of an index are written: every decoding gives nil past the end.

extension ByteEncoder {
  mutating func append(_ entry: FileMemo.Entry) {
    append(entry.size)
    append(entry.modified)
    append(entry.changed)
    append(entry.inode)
    append(entry.lookedAt)
    append(entry.content)
    append(optional: entry.value)
  }

  /// An item, without the common parts of its fingerprint where the one before had the same.
  mutating func append(_ item: ItemRecord, after common: [Fingerprint.Part]?) {
    append(item.key.item)
    append(shared: item.run)
    append(item.at)
    append(item.milliseconds)
    let isNew = common != item.fingerprint.common
    append(UInt8(isNew ? 1 : 0))
    if isNew { append(item.fingerprint.common) }
    append(item.fingerprint.own)
    append(item.outputs)
    append(UInt32(item.decisions.count))
    for decision in item.decisions {
      append(shared: decision.code)
      append(shared: decision.message)
    }
    append(optional: item.acceptedBecause)
  }

  private mutating func append(_ parts: [Fingerprint.Part]) {
    append(UInt32(parts.count))
    for part in parts {
      append(part.name)
      append(part.digest)
      append(optional: part.preview)
    }
  }

  private mutating func append(_ outputs: [OutputRecord]) {
    append(UInt32(outputs.count))
    for output in outputs {
      append(output.path.description)
      append(output.content)
      append(optional: output.value)
      append(output.size)
    }
  }

  private mutating func append(optional text: String?) {
    append(UInt8(text == nil ? 0 : 1))
    if let text { append(text) }
  }

  private mutating func append(optional digest: Digest?) {
    append(UInt8(digest == nil ? 0 : 1))
    if let digest { append(digest) }
  }
}

extension ByteDecoder {
  mutating func memoEntry() -> FileMemo.Entry? {
    guard let size: Int64 = integer(), let modified: Int64 = integer(),
      let changed: Int64 = integer(), let inode: UInt64 = integer(),
      let lookedAt: Int64 = integer(), let content = digest(),
      let value = optional({ $0.digest() })
    else { return nil }
    return FileMemo.Entry(
      size: size,
      modified: modified,
      changed: changed,
      inode: inode,
      content: content,
      value: value,
      lookedAt: lookedAt
    )
  }

  mutating func item(stage: String, after common: [Fingerprint.Part]?) -> ItemRecord? {
    guard let name = text(), let run = sharedText(), let at: Int64 = integer(),
      let milliseconds: Int64 = integer(), let isNew: UInt8 = integer(),
      let common = isNew == 1 ? parts() : common, let own = parts(), let outputs = outputs(),
      let decisions = decisions(), let accepted = optional({ $0.text() })
    else { return nil }
    return ItemRecord(
      key: ItemKey(stage: stage, item: name),
      fingerprint: Fingerprint(common: common, own: own),
      outputs: outputs,
      decisions: decisions,
      run: run,
      at: at,
      milliseconds: milliseconds,
      acceptedBecause: accepted
    )
  }

  private mutating func parts() -> [Fingerprint.Part]? {
    list(ofSize: 37) { decoder in
      guard let name = decoder.text(), let digest = decoder.digest(),
        let preview = decoder.optional({ $0.text() })
      else { return nil }
      return Fingerprint.Part(name: name, digest: digest, preview: preview)
    }
  }

  private mutating func outputs() -> [OutputRecord]? {
    list(ofSize: 45) { decoder in
      guard let path = decoder.text().flatMap(ProjectPath.init), let content = decoder.digest(),
        let value = decoder.optional({ $0.digest() }), let size: Int64 = decoder.integer()
      else { return nil }
      return OutputRecord(path: path, content: content, value: value, size: size)
    }
  }

  private mutating func decisions() -> [Decision]? {
    list(ofSize: 8) { decoder in
      guard let code = decoder.sharedText(), let message = decoder.sharedText() else { return nil }
      return Decision(code: code, message: message)
    }
  }

  private mutating func list<Element>(
    ofSize size: Int,
    _ element: (inout ByteDecoder) -> Element?
  ) -> [Element]? {
    guard let count = count(ofSize: size) else { return nil }
    var list: [Element] = []
    list.reserveCapacity(count)
    for _ in 0..<count {
      guard let next = element(&self) else { return nil }
      list.append(next)
    }
    return list
  }

  /// A value that may be missing; nil past the end.
  private mutating func optional<Value>(_ value: (inout ByteDecoder) -> Value?) -> Value?? {
    switch integer(UInt8.self) {
    case 0: .some(nil)
    case 1: value(&self).map { .some($0) }
    default: nil
    }
  }
}
