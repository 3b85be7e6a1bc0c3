import CutroomModel

/// Entries of a file memo by path, side by side: a dictionary that held the entries themselves would
/// leave room for twice as many.
package struct FileTable: Sendable {
  private var places: [String: UInt32] = [:]
  private var rows: [Row] = []
  private var removed: [UInt32] = []

  private struct Row: Sendable {
    var path: String
    /// Nil where the row waits to be used again.
    var entry: FileMemo.Entry?
  }

  package init() {}

  package var count: Int { places.count }

  mutating func reserveCapacity(_ count: Int) {
    places.reserveCapacity(count)
    rows.reserveCapacity(count)
  }

  package subscript(path: String) -> FileMemo.Entry? {
    get { places[path].flatMap { rows[Int($0)].entry } }
    set {
      if let newValue { put(newValue, at: path) } else { remove(path) }
    }
  }

  private mutating func put(_ entry: FileMemo.Entry, at path: String) {
    if let place = places[path] {
      rows[Int(place)].entry = entry
    } else if let place = removed.popLast() {
      rows[Int(place)] = Row(path: path, entry: entry)
      places[path] = place
    } else {
      places[path] = UInt32(rows.count)
      rows.append(Row(path: path, entry: entry))
    }
  }

  private mutating func remove(_ path: String) {
    guard let place = places.removeValue(forKey: path) else { return }
    rows[Int(place)] = Row(path: "", entry: nil)
    removed.append(place)
  }
}

extension FileTable: Sequence {
  package func makeIterator() -> some IteratorProtocol<(path: String, entry: FileMemo.Entry)> {
    rows.lazy.compactMap { row in row.entry.map { (row.path, $0) } }.makeIterator()
  }
}

extension FileTable: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, FileMemo.Entry)...) {
    for (path, entry) in elements { self[path] = entry }
  }
}

extension FileTable: Equatable {
  package static func == (left: FileTable, right: FileTable) -> Bool {
    left.count == right.count && left.allSatisfy { right[$0.path] == $0.entry }
  }
}
