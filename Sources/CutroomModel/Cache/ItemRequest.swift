/// The result of an item of a stage.
package struct ItemRequest: CacheRequest, Equatable {
  package static var kind: CacheKind { .items }

  /// What makes the result: the name of a built-in stage, or `run`.
  package let maker: String
  /// SHA-256 of the fingerprint's canonical bytes.
  package let fingerprint: Digest
  /// How many files the result has.
  package let outputs: Int

  package init(maker: String, fingerprint: Digest, outputs: Int) {
    self.maker = maker
    self.fingerprint = fingerprint
    self.outputs = outputs
  }

  package var parts: JSONValue {
    [
      "maker": .string(maker), "fingerprint": .string(fingerprint.description),
      "outputs": .integer(Int64(outputs)),
    ]
  }
}
