/// First in, first out, without moving what waits.
struct WorkQueue: Sendable {
  private var items: [(step: Int, item: Int)] = []
  private var head = 0

  mutating func append(step: Int, item: Int) { items.append((step, item)) }

  mutating func popFirst() -> (step: Int, item: Int)? {
    guard head < items.count else { return nil }
    defer { head += 1 }
    return items[head]
  }
}
