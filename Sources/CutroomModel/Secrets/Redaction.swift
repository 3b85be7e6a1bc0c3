/// Takes secrets out of what is written: values that are known to be secret, and whatever stands
/// where secrets stand.
///
/// A value that is known must have 8 bytes at least: a shorter one would be found in ordinary words.
package struct Redaction: Sendable {
  /// What stands in the place of a secret.
  package static let mask = "***"
  /// The fewest bytes of a value that is looked for everywhere.
  package static let shortestValue = 8

  /// What is looked for.
  package enum Extent: Sendable {
    /// Known values, names before the `@` of addresses, parameters, headers.
    case everything
    /// The same without known values: what depends on the text alone.
    case places
    /// Known values, and names before the `@` of addresses: for documents, whose links to others
    /// must go on leading somewhere.
    case document
  }

  private static let maskBytes = Array(mask.utf8)
  /// Longest first, so that no value is masked by half.
  private var values: [[UInt8]] = []
  private var beginnings = [Bool](repeating: false, count: 256)

  package init(values: some Sequence<String> = []) { learn(values) }

  /// Adds values that are secret, with the forms that they have inside JSON and line by line.
  package mutating func learn(_ secrets: some Sequence<String>) {
    var all = Set(values)
    for secret in secrets {
      for form in Self.forms(of: secret) where form.count >= Self.shortestValue { all.insert(form) }
    }
    guard all.count > values.count else { return }
    values = all.sorted {
      $0.count == $1.count ? $0.lexicographicallyPrecedes($1) : $0.count > $1.count
    }
    for value in values { beginnings[Int(value[0])] = true }
  }

  private static func forms(of secret: String) -> [[UInt8]] {
    let lines = secret.split(whereSeparator: \.isNewline).map { Array($0.utf8) }
    let quoted = JSONWriter.canonical(.string(secret))
    return [Array(secret.utf8), Array(quoted.dropFirst().dropLast())] + lines
  }

  /// The text with every secret replaced by `***`.
  package func text(_ text: String, _ extent: Extent = .everything) -> String {
    var text = text
    let hidden: [UInt8]? = text.withUTF8 { redacted($0, extent) }
    return hidden.map { String(decoding: $0, as: UTF8.self) } ?? text
  }

  /// Words of others as one line of so many characters, cut only after every secret was replaced.
  package func line(_ text: String, atMost length: Int) -> String {
    let line = self.text(text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return line.count > length ? line.prefix(length) + "…" : line
  }

  /// The bytes with every secret replaced by `***`.
  package func bytes(_ bytes: [UInt8], _ extent: Extent = .everything) -> [UInt8] {
    bytes.withUnsafeBufferPointer { redacted($0, extent) } ?? bytes
  }

  /// A JSON value with every secret in its strings replaced; names of members stay.
  package func json(_ value: JSONValue, _ extent: Extent = .everything) -> JSONValue {
    switch value {
    case .string(let string): .string(text(string, extent))
    case .array(let elements): .array(elements.map { json($0, extent) })
    case .object(let members): .object(members.mapValues { json($0, extent) })
    case .null, .bool, .integer, .number: value
    }
  }

  /// What stands where secrets stand.
  package static func secrets(in text: String) -> [String] {
    var text = text
    return text.withUTF8 { bytes in
      let scan = SecretScan(bytes)
      return bytes.indices.compactMap { place in
        scan.secret(announcedAt: place).map { String(decoding: bytes[$0], as: UTF8.self) }
      }
    }
  }

  /// Nil where there is nothing to hide.
  private func redacted(_ bytes: UnsafeBufferPointer<UInt8>, _ extent: Extent) -> [UInt8]? {
    let scan = SecretScan(bytes, addressOnly: extent == .document)
    let looksForValues = extent != .places && !values.isEmpty
    var result: [UInt8]?
    var kept = 0
    var place = 0
    while place < bytes.count {
      var secret: Range<Int>?
      if looksForValues, beginnings[Int(bytes[place])] { secret = value(at: place, in: bytes) }
      if secret == nil { secret = scan.secret(announcedAt: place) }
      guard let secret, !bytes[secret].elementsEqual(Self.maskBytes) else {
        place += 1
        continue
      }
      result = (result ?? []) + bytes[kept..<secret.lowerBound] + Self.maskBytes
      kept = secret.upperBound
      place = kept
    }
    return result.map { $0 + bytes[kept...] }
  }

  private func value(at place: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
    let rest = bytes[place...]
    return values.first { rest.starts(with: $0) }.map { place..<place + $0.count }
  }
}
