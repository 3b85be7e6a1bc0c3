/// Values by name, in no order that means anything.
///
/// They stand side by side: a dictionary that held them itself would leave room for twice as many.
package struct NameTable<Value: Sendable>: Sendable {
  private var places: [String: UInt32] = [:]
  private var rows: [Row] = []
  private var removed: [UInt32] = []

  private struct Row: Sendable {
    var name: String
    /// Nil where the row waits to be used again.
    var value: Value?
  }

  package init() {}

  package var count: Int { places.count }
  package var isEmpty: Bool { places.isEmpty }
  package var keys: some Collection<String> { places.keys }
  package var values: some Sequence<Value> { rows.lazy.compactMap(\.value) }

  mutating func reserveCapacity(_ count: Int) {
    places.reserveCapacity(count)
    rows.reserveCapacity(count)
  }

  package func contains(_ name: String) -> Bool { places[name] != nil }

  package subscript(name: String) -> Value? {
    get { places[name].flatMap { rows[Int($0)].value } }
    set {
      if let newValue { put(newValue, at: name) } else { removeValue(forKey: name) }
    }
  }

  private mutating func put(_ value: Value, at name: String) {
    if let place = places[name] {
      rows[Int(place)].value = value
    } else if let place = removed.popLast() {
      rows[Int(place)] = Row(name: name, value: value)
      places[name] = place
    } else {
      places[name] = UInt32(rows.count)
      rows.append(Row(name: name, value: value))
    }
  }

  @discardableResult
  package mutating func removeValue(forKey name: String) -> Value? {
    guard let place = places.removeValue(forKey: name) else { return nil }
    let value = rows[Int(place)].value
    rows[Int(place)] = Row(name: "", value: nil)
    removed.append(place)
    return value
  }
}

extension NameTable: Sequence {
  package func makeIterator() -> some IteratorProtocol<(key: String, value: Value)> {
    rows.lazy.compactMap { row in row.value.map { (key: row.name, value: $0) } }.makeIterator()
  }
}

extension NameTable: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, Value)...) {
    for (name, value) in elements { self[name] = value }
  }
}

extension NameTable: Equatable where Value: Equatable {
  package static func == (left: NameTable, right: NameTable) -> Bool {
    left.count == right.count && left.allSatisfy { right[$0.key] == $0.value }
  }
}

/// What is remembered of files, by path.
package typealias FileTable = NameTable<FileMemo.Entry>
