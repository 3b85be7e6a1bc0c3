import CutroomSystem

/// Space on disk that is held back, and given up where the disk is full, so that the end of what
/// was begun can still be written.
///
/// The file has blocks and no bytes: nothing in it can be damaged, copied or archived.
final class Headroom: Sendable {
  static let name = "reserve"
  private static let length: Int64 = 128 << 10
  private let folder: Folder
  private let isLookedAfter = Locked(false)

  init(_ folder: Folder) { self.folder = folder }

  /// Holds the space back, once in a session; a disk that has none is no error yet.
  func keep() {
    let isFirst = isLookedAfter.withLock { isDone in
      defer { isDone = true }
      return !isDone
    }
    if isFirst { try? hold() }
  }

  /// The same, where the end must be possible before the begin: throws where the disk has no room.
  ///
  /// On a file system that cannot give blocks without bytes there is no reserve, and nothing to wait
  /// for.
  func require() throws(SystemError) {
    isLookedAfter.withLock { $0 = true }
    do throws(SystemError) { try hold() } catch {
      let isUnknown = [.notSupported, .invalidArgument, .noSuchCall].contains(error.code)
      guard isUnknown, error.call == "fallocate" else { throw error }
    }
  }

  private func hold() throws(SystemError) {
    do throws(SystemError) {
      // It may be there without its blocks: a copy of the folder has none.
      let file = try folder.openAppending(Self.name, mode: 0o600)
      // Earlier builds gave it bytes. Cutting what has none would give its blocks back.
      if try FileFacts(descriptor: file.raw).size > 0 { try file.truncate(to: 0) }
      try file.allocate(Self.length)
    } catch {
      _ = try? folder.remove(Self.name)
      let (call, code) = (error.call, error.code.rawValue)
      throw SystemError(call: call, code: code, path: folder.join(Self.name))
    }
  }

  /// Does what must be done; where the disk is full, once more with the space given up.
  func write<Result>(_ body: () throws -> Result) throws -> Result {
    do { return try body() } catch {
      guard error.isOutOfSpace, (try? folder.remove(Self.name)) == true else { throw error }
      return try body()
    }
  }
}

extension Error {
  /// Whether the disk or the share of it that one may use is full.
  package var isOutOfSpace: Bool {
    let error = (self as? StoreError)?.systemError ?? self as? SystemError
    return error.map { [.noSpace, .quotaExceeded].contains($0.code) } ?? false
  }
}

extension StoreError {
  fileprivate var systemError: SystemError? {
    switch self {
    case .system(let error), .unwritable(_, let error, _): error
    default: nil
    }
  }
}
