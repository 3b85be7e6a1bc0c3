/// Something that can be asked for again: all that its answer depends on, and nothing else.
package protocol CacheRequest: Sendable {
  static var kind: CacheKind { get }
  /// Every part by its name.
  var parts: JSONValue { get }
}

extension CacheRequest {
  /// The bytes whose SHA-256 is the key: the kind, so that no request of another one has the same,
  /// and the parts in canonical JSON.
  package var canonicalBytes: [UInt8] {
    Array("cutroom cache 1 \(Self.kind.rawValue)\n".utf8) + JSONWriter.canonical(parts)
  }
}

/// Why a request cannot have a key.
package enum CacheRequestFault: Error, Equatable, Sendable, CustomStringConvertible {
  case empty(part: String)
  /// The asset is an address with a query, a fragment or a password: it changes, or must not be kept.
  case signedAddress

  package var description: String {
    switch self {
    case .empty(let part): "the request has no \(part)"
    case .signedAddress:
      "an address with a query, a fragment or a password names no asset; name it by the provider's id"
    }
  }

  static func require(_ parts: KeyValuePairs<String, String>) throws(CacheRequestFault) {
    for (name, text) in parts where text.isEmpty { throw .empty(part: name) }
  }
}
