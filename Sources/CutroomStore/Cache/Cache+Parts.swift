import CutroomModel
package import CutroomSystem

extension Cache {
  /// Days after which nobody goes on with a part.
  private static let partDays: Int64 = 7

  /// `parts`: files that are on their way, `<hash of the key>.part`, each with what is known of it in
  /// `<hash>.json`; whoever writes one has it locked.
  package func parts() throws -> Folder { try folders.root.makeFolder("parts", mode: 0o700) }

  /// Removes the parts that nobody has touched for a week; returns their bytes.
  func sweepParts(isDry: Bool) throws -> Int64 {
    let parts = try parts()
    let oldest = clock.now() * 1000 - Self.partDays * 86_400_000_000_000
    var freed: Int64 = 0
    for name in try parts.names() {
      guard let facts = try parts.facts(name), facts.modified < oldest else { continue }
      if name.hasSuffix(".json"), try parts.facts("\(name.dropLast(5)).part") != nil { continue }
      guard let file = try? parts.openFile(name), try file.tryLock() else { continue }
      defer { file.unlock() }
      freed += facts.size
      guard !isDry else { continue }
      try parts.remove(name)
      if name.hasSuffix(".part") { try parts.remove("\(name.dropLast(5)).json") }
    }
    return freed
  }
}
