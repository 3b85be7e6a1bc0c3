/// The result of an item of a stage.
package struct ItemRequest: CacheRequest, Equatable {
  package static var kind: CacheKind { .items }

  /// What makes the result: the name of a built-in stage with the number of its step, or `run` with
  /// what tells the program's own files from others.
  package let maker: String
  package let item: String
  /// Where the outputs go, as far as that is known beforehand.
  package let outputs: [ProjectPath]
  /// SHA-256 of the fingerprint's canonical bytes.
  package let fingerprint: Digest

  package init(maker: String, item: String, outputs: [ProjectPath], fingerprint: Digest) {
    self.maker = maker
    self.item = item
    self.outputs = outputs
    self.fingerprint = fingerprint
  }

  package var parts: JSONValue {
    [
      "maker": .string(maker), "item": .string(item),
      "outputs": .array(outputs.map { .string($0.description) }),
      "fingerprint": .string(fingerprint.description),
    ]
  }
}
