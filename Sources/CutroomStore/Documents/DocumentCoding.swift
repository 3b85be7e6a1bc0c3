package import CutroomModel
import CutroomSystem
import FoundationEssentials

/// Documents as bytes, as JSON values and as Swift values.
package enum DocumentCoding {
  /// The JSON value of a document with its envelope.
  package static func value<D: Document>(_ document: D, createdAt: Instant) throws -> JSONValue {
    var value = try plainValue(document)
    value["kind"] = .string(D.kind.rawValue)
    value["version"] = .string(D.kind.currentVersion)
    value["createdAt"] = .string(createdAt.iso8601)
    return value
  }

  /// The JSON value of anything encodable, without an envelope.
  package static func plainValue(_ encodable: some Encodable) throws -> JSONValue {
    let bytes = Array(try JSONEncoder().encode(encodable))
    return try JSONReader.read(bytes, limits: .machine)
  }

  /// Decodes a value that was read strictly.
  ///
  /// Throws `StoreError.invalid` naming the member that does not fit.
  package static func decode<D: Decodable>(
    _ type: D.Type,
    from value: JSONValue,
    path: String
  ) throws -> D {
    do {
      return try JSONDecoder().decode(type, from: Data(JSONWriter.canonical(value)))
    } catch let error as DecodingError {
      throw StoreError.invalid(path: path, reason: error.words(about: value))
    }
  }

  /// The bytes of a document: two-space indent, sorted keys, one final newline.
  package static func bytes(_ value: JSONValue) -> [UInt8] { JSONWriter.document(value) }

  /// The bytes of a document, read back strictly before anybody writes them.
  ///
  /// Throws `StoreError.invalid` or `.malformed` for what would not read back as the same document.
  package static func checkedBytes(
    _ value: JSONValue,
    at path: ProjectPath
  ) throws(StoreError) -> [UInt8] {
    let bytes = bytes(value)
    guard value.hasOnlyFiniteNumbers else {
      throw .invalid(path: path.description, reason: "it has a number that JSON cannot say")
    }
    _ = try Project.parse(bytes, path: path)
    return bytes
  }

  /// The digest of what a document says.
  package static func digest(_ value: JSONValue) -> Digest {
    digest(ofCanonical: content(of: value))
  }

  /// What a document says: without `version`, `kind`, `createdAt` and an empty `metadata`.
  package static func content(of value: JSONValue) -> JSONValue {
    guard case .object(var members) = value else { return value }
    for key in ["version", "kind", "createdAt"] { members[key] = nil }
    if members["metadata"] == .object([:]) { members["metadata"] = nil }
    return .object(members)
  }

  /// The digest of a value as it is.
  package static func digest(ofCanonical value: JSONValue) -> Digest {
    Digest(sha256: JSONWriter.canonical(value))
  }
}

extension Digest {
  /// The SHA-256 digest of `bytes`.
  package init(sha256 bytes: [UInt8]) {
    self = Digest(bytes: SHA256.hash(bytes)) ?? .zero
  }

  /// Takes the 32 bytes that a hash gave.
  package init(hash: [UInt8]) { self = Digest(bytes: hash) ?? .zero }
}

extension DecodingError {
  /// The place and the complaint, in one line.
  fileprivate func words(about value: JSONValue) -> String {
    switch self {
    case .keyNotFound(let key, let context):
      "\(pointer(context.codingPath)) has no member \"\(key.stringValue)\""
    case .typeMismatch(let type, let context):
      "\(pointer(context.codingPath)) is not of type \(name(type))"
    case .valueNotFound(_, let context): "\(pointer(context.codingPath)) is null"
    case .dataCorrupted(let context):
      refusal(context, in: value)
        ?? "\(pointer(context.codingPath)): \(context.debugDescription)"
    @unknown default: "it cannot be decoded"
    }
  }

  /// What a single value is that its place does not allow; nil for anything larger, and where the
  /// context has words of cutroom's own.
  private func refusal(_ context: Context, in value: JSONValue) -> String? {
    let complaint = context.debugDescription
    guard complaint.hasPrefix("Cannot initialize") || complaint.contains("JSON number") else {
      return nil
    }
    let path = context.codingPath
    return switch JSONPointer(tokens: tokens(path)).resolve(in: value) {
    case .string(let text)?:
      "\(pointer(path)) is \"\(text.prefix(60))\", which is not allowed here"
    case .integer(let whole)?: "\(pointer(path)) is \(whole), which is not allowed here"
    case .number(let real)?: "\(pointer(path)) is \(real), which is not allowed here"
    default: nil
    }
  }

  private func tokens(_ path: [any CodingKey]) -> [String] {
    path.map { $0.intValue.map(String.init) ?? $0.stringValue }
  }

  private func pointer(_ path: [any CodingKey]) -> String {
    let tokens = tokens(path)
    return tokens.isEmpty ? "the document" : JSONPointer(tokens: tokens).description
  }

  private func name(_ type: Any.Type) -> String {
    switch type {
    case is String.Type: "string"
    case is Bool.Type: "boolean"
    case is Double.Type, is Int.Type, is Int64.Type: "number"
    default: "\(type)".hasPrefix("Array") ? "array" : "object"
    }
  }
}
