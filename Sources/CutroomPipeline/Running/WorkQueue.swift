/// First in, first out, without moving what waits.
struct WorkQueue: Sendable {
  private var items: [(place: PoolQueues.Place, number: Int)] = []
  private var head = 0

  /// What the first was numbered with; nil where there is none.
  var firstNumber: Int? { head < items.count ? items[head].number : nil }

  /// All that wait, in order.
  var rest: [PoolQueues.Place] { items[head...].map(\.place) }

  mutating func append(_ place: PoolQueues.Place, number: Int) { items.append((place, number)) }

  mutating func popFirst() -> PoolQueues.Place? {
    guard head < items.count else { return nil }
    defer { head += 1 }
    return items[head].place
  }
}
