/// How much the cache may hold, and for how long.
package struct CacheLimits: Equatable, Sendable {
  /// Bytes of everything in it.
  package var bytes: Int64
  /// Bytes among these for what was kept last and is small, a second time, side by side in one file.
  package var recentBytes: Int64
  package var mediaDays: Int
  package var ttsDays: Int
  package var itemDays: Int

  /// What a configuration may say, in GB of 2^30 bytes and in days.
  package static let gigabytes = 0.001...1_000_000.0
  package static let days = 1...36_500

  package init(
    bytes: Int64 = 10 << 30,
    mediaDays: Int = 30,
    ttsDays: Int = 90,
    itemDays: Int = 90,
    recentBytes: Int64? = nil
  ) {
    self.bytes = bytes
    self.recentBytes = recentBytes ?? Self.recentBytes(of: bytes)
    self.mediaDays = mediaDays
    self.ttsDays = ttsDays
    self.itemDays = itemDays
  }

  /// Reads the section `cache` of a pipeline's settings; what it does not say stays as it is.
  package init(settings: JSONValue) throws(CacheLimitFault) {
    self.init()
    if let size = settings["maxSizeGB"] {
      // Written so that NaN is refused: it compares with nothing.
      guard let number = size.double, Self.gigabytes.contains(number) else {
        throw CacheLimitFault(member: "maxSizeGB", range: "0.001 to 1000000")
      }
      bytes = Int64(number * Double(1 << 30))
      recentBytes = Self.recentBytes(of: bytes)
    }
    mediaDays = try Self.days(settings, "mediaDays") ?? mediaDays
    ttsDays = try Self.days(settings, "ttsDays") ?? ttsDays
    itemDays = try Self.days(settings, "itemDays") ?? itemDays
  }

  /// Bytes that entries may take.
  package var entryBytes: Int64 { bytes - recentBytes }

  /// A twentieth, at most 384 MB; none where that would be too little to be of use.
  private static func recentBytes(of bytes: Int64) -> Int64 {
    let share = min(bytes / 20, 384 << 20)
    return share < 1 << 20 ? 0 : share
  }

  private static func days(_ settings: JSONValue, _ name: String) throws(CacheLimitFault) -> Int? {
    guard let value = settings[name] else { return nil }
    guard let whole = value.integer, let count = Int(exactly: whole), days.contains(count) else {
      throw CacheLimitFault(member: name, range: "a whole number from 1 to 36500")
    }
    return count
  }
}

/// A setting of the cache that is no limit.
package struct CacheLimitFault: Error, Equatable, Sendable, CustomStringConvertible {
  package let member: String
  package let range: String

  package var description: String { "\(member) must be \(range)" }
}

extension CacheLimits {
  /// Microseconds for which entries of a kind are good.
  package func lifetime(_ kind: CacheKind) -> Int64 {
    let days =
      switch kind {
      case .media: mediaDays
      case .tts: ttsDays
      case .items: itemDays
      }
    return Int64(days) * 86_400_000_000
  }

  /// Whether an entry is too old; all times are microseconds since 1970, `expiry` is its own end.
  ///
  /// One that was made more than a lifetime in the future was made by a wrong clock, and would never
  /// end; a clock that was set back a little takes nothing away.
  package func isExpired(
    _ kind: CacheKind,
    createdAt: Int64,
    expiry: Int64?,
    now: Int64
  ) -> Bool {
    if let expiry, expiry <= now { return true }
    let age = now.subtractingReportingOverflow(createdAt)
    if age.overflow { return true }
    return age.partialValue >= lifetime(kind) || age.partialValue < -lifetime(kind)
  }
}
