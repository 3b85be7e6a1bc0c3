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
    return try [Mapped](unsafeUninitializedCapacity: elements.count) { buffer, count in
      let first = Half(elements[..<middle], UnsafeMutableBufferPointer(rebasing: buffer[..<middle]))
      let second = Half(
        elements[middle...],
        UnsafeMutableBufferPointer(rebasing: buffer[middle...])
      )
      let thread = try WorkThread { second.fill(transform) }
      first.fill(transform)
      thread.join()
      count = first.filled
      if let error = first.error ?? second.error {
        second.empty()
        throw error
      }
      count += second.filled
    }
  }
}

/// A part of the elements, with the place of its results.
///
/// Sendable: one thread fills it, and another looks at it once that one was joined.
private final class Half<Element: Sendable, Mapped: Sendable>: @unchecked Sendable {
  private let elements: ArraySlice<Element>
  private let results: UnsafeMutableBufferPointer<Mapped>
  private(set) var filled = 0
  private(set) var error: (any Error)?

  init(_ elements: ArraySlice<Element>, _ results: UnsafeMutableBufferPointer<Mapped>) {
    self.elements = elements
    self.results = results
  }

  func fill(_ transform: (Element) throws -> Mapped) {
    do {
      for element in elements {
        results.initializeElement(at: filled, to: try transform(element))
        filled += 1
      }
    } catch { self.error = error }
  }

  /// Takes out again what was filled in.
  func empty() { results[..<filled].deinitialize() }
}
