import CutroomModel
import CutroomSystem

/// `rate-limits.json` on the disk: read, changed and put in place durably under a lock of its own.
final class LimitFile: Sendable {
  /// Far beyond any book.
  private static let limit = 8 << 20

  private let folder: Folder
  /// Held over a whole change, as flock(2) on the lock file is between processes; opened, and what
  /// killed processes left swept, with the first.
  private let turn = Locked<LockFile?>(nil)
  private let seen = Locked<(facts: FileFacts, book: RateLimitBook)?>(nil)

  private final class LockFile: Sendable {
    let file: Descriptor
    init(_ file: consuming Descriptor) { self.file = file }
  }

  init(_ folder: Folder) { self.folder = folder }

  /// Changes the book while nobody else does; what `body` says it changed is durable when this
  /// returns.
  ///
  /// The moment is one under the lock: who was there before has been counted. A book that is damaged is
  /// put aside, and the one in its place says so.
  func change<Result>(
    _ moment: () -> LimitMoment,
    _ body: (inout RateLimitBook, LimitMoment) -> (Result, isChanged: Bool)
  ) throws -> Result {
    try turn.withLock { opened in
      let lock = try opened ?? open()
      try lock.file.lock()
      defer { lock.file.unlock() }
      if opened == nil { try sweep() }
      opened = lock
      let now = moment()
      var book = try load(at: now)
      let (result, isChanged) = body(&book, now)
      if isChanged { try save(book) }
      return result
    }
  }

  /// The book as it stands, without a lock where it can be read; nil where there is none.
  func glance(_ moment: () -> LimitMoment) throws -> RateLimitBook? {
    guard let facts = try folder.facts(RateLimitBook.name) else { return nil }
    if let known = seen.withLock({ $0 }), known.facts == facts { return known.book }
    guard case .book(let book) = try read() else {
      return try change(moment) { book, _ in (book, false) }
    }
    seen.withLock { $0 = (facts, book) }
    return book
  }

  // MARK: -

  private enum Reading {
    case book(RateLimitBook)
    case none
    case damaged
  }

  private func open() throws(SystemError) -> LockFile {
    let state = try folder.makeFolder(".cutroom", mode: 0o700)
    return LockFile(try state.openAppending("limits-lock", mode: 0o600))
  }

  private func load(at now: LimitMoment) throws -> RateLimitBook {
    switch try read() {
    case .book(let book): return book
    case .none: return RateLimitBook()
    case .damaged:
      let book = RateLimitBook(lost: LimitLoss(at: now.wall, keptAs: try putAside(now)), at: now)
      try save(book)
      return book
    }
  }

  private func read() throws -> Reading {
    let path = folder.join(RateLimitBook.name)
    guard let facts = try folder.facts(RateLimitBook.name) else { return .none }
    guard facts.kind == .regular, facts.size <= Self.limit else { return .damaged }
    let bytes = try folder.openFile(RateLimitBook.name).readAll(limit: Self.limit, path: path)
    guard let json = try? JSONReader.read(bytes) else { return .damaged }
    do throws(RateLimitBook.Misreading) {
      return .book(try RateLimitBook(json: json))
    } catch {
      guard case .newer(let version) = error else { return .damaged }
      throw StoreError.newer(path: path, version: version, supported: RateLimitBook.version)
    }
  }

  private func save(_ book: RateLimitBook) throws {
    let bytes = JSONWriter.document(book.json)
    try FileWriter(folder: folder).replace(RateLimitBook.name, bytes: bytes, mode: 0o600)
  }

  /// Gives bad bytes a further name; the file itself stays until a book takes its place, so that a kill
  /// in between forgets nothing.
  private func putAside(_ now: LimitMoment) throws(SystemError) -> String {
    var time = now.wall / 1000
    while true {
      let name = "\(RateLimitBook.name).corrupt-\(time)"
      do {
        try folder.link(RateLimitBook.name, to: name)
        return name
      } catch {
        guard error.code == .exists else {
          throw error
        }
        time += 1
      }
    }
  }

  /// Removes what killed processes were writing.
  private func sweep() throws(SystemError) {
    for name in try folder.names() where FileWriter.isTemporary(name) { try folder.remove(name) }
  }
}
