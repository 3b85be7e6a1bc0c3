import CutroomSystem

/// Maps many elements on two threads; most of the time of a look at a file is the kernel's.
enum InTwoHalves {
  /// Below this a thread costs more than it saves.
  private static let fewest = 500

  /// The results in the elements' order; throws what the first half threw, else the second.
  static func map<Element: Sendable, Mapped: Sendable>(
    _ elements: [Element],
    _ transform: @escaping @Sendable (Element) throws -> Mapped
  ) throws -> [Mapped] {
    guard elements.count >= fewest else { return try elements.map(transform) }
    let middle = elements.count / 2
    let second = Locked<Result<[Mapped], any Error>>(.success([]))
    let thread = try WorkThread {
      let mapped = Result { try elements[middle...].map(transform) }
      second.withLock { $0 = mapped }
    }
    let first = Result { try elements[..<middle].map(transform) }
    thread.join()
    return try first.get() + second.withLock { $0 }.get()
  }
}
