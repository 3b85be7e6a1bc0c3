package import CutroomSystem

/// A clock that several processes share, and until when each of them waits: eight bytes each in a file
/// that all of them map.
///
/// The time goes on when everybody waits, and only then.
package struct SharedTime: Sendable {
  private static let name = "clock"
  private static let length = 4096
  package static let mostWorkers = 64
  private let map: SharedMap

  package init(_ folder: Folder) throws {
    let file = try folder.openAppending(Self.name, mode: 0o600)
    if try FileFacts(descriptor: file.raw).size == 0 {
      try file.writeAll([UInt8](repeating: 0, count: Self.length))
    }
    map = try SharedMap(file, length: Self.length)
  }

  /// Microseconds since 1970.
  package var now: Int64 {
    get { self[0] }
    nonmutating set { self[0] = newValue }
  }

  /// Until when a worker, from 0, waits; 0 while it works.
  package subscript(worker number: Int) -> Int64 {
    get { self[number + 1] }
    nonmutating set { self[number + 1] = newValue }
  }

  /// A clock that nobody sets, of a machine that started long ago.
  package var clock: SystemClock {
    let sinceStart: @Sendable () -> Int64 = { (self.now - 1_700_000_000_000_000) * 1000 }
    return SystemClock(now: { self.now }, monotonic: sinceStart)
  }

  private subscript(place: Int) -> Int64 {
    get {
      map.fence()
      return map.memory.load(fromByteOffset: place * 8, as: Int64.self)
    }
    nonmutating set {
      map.memory.storeBytes(of: newValue, toByteOffset: place * 8, as: Int64.self)
      map.fence()
    }
  }
}
