package import CutroomModel
package import CutroomStore
package import CutroomSystem

/// Who asks, and where to work.
package struct Asking: Sendable {
  /// The name that `settings.providers` gives it.
  package var provider: String
  package var item: ItemKey
  /// SHA-256 of the item's fingerprint.
  package var fingerprint: Digest
  /// Answers that were kept before this moment do not count, microseconds since 1970; nil: all do.
  package var since: Int64?
  /// The attempt's folder: files of an answer go to a folder of their own inside.
  package var folder: Folder
  package var cancellation: Cancellation
  /// Cancelled when there is no more patience: what may be charged for is waited for until then.
  package var killSwitch: Cancellation
  package var progress: @Sendable (Double) -> Void
  package var log: @Sendable (String) -> Void
  /// For what whoever looks on should know at once; goes into the log too.
  package var announce: @Sendable (String) -> Void
  /// Does what only waits, and lets others work meanwhile.
  package var aside: @Sendable (_ wait: () throws -> Void) throws -> Void

  package init(
    provider: String,
    item: ItemKey,
    fingerprint: Digest,
    since: Int64? = nil,
    folder: Folder,
    cancellation: Cancellation,
    killSwitch: Cancellation,
    progress: @escaping @Sendable (Double) -> Void,
    log: @escaping @Sendable (String) -> Void,
    announce: (@Sendable (String) -> Void)? = nil,
    aside: @escaping @Sendable (_ wait: () throws -> Void) throws -> Void = { try $0() }
  ) {
    self.provider = provider
    self.item = item
    self.fingerprint = fingerprint
    self.since = since
    self.folder = folder
    self.cancellation = cancellation
    self.killSwitch = killSwitch
    self.progress = progress
    self.log = log
    self.announce = announce ?? log
    self.aside = aside
  }
}

extension Asking {
  /// Milliseconds of a wait that is told to whoever looks on.
  private static let longWait: Int64 = 3000

  /// Says what is waited for, to whoever looks on where that takes long.
  func tell(_ words: String, waiting milliseconds: Int64) {
    if milliseconds >= Self.longWait { announce(words) } else { log(words) }
  }

  /// What names a request to whoever charges for it: another one where an answer that is there is
  /// asked for anew, and the same again when a run goes on.
  func name(of key: CacheKey) -> String {
    since.map { "\(key.digest)-\($0)" } ?? key.digest.description
  }
}

/// A file that was bought: the cache's own, or where the cache had no room for it, what the provider
/// brought.
package enum BoughtFile: Sendable {
  case cached(CachedFile)
  case brought(Folder, String)

  /// Opens it for reading.
  package func open() throws -> Descriptor {
    switch self {
    case .cached(let file): try file.open()
    case .brought(let folder, let name): try folder.openFile(name)
    }
  }

  /// Puts it at a new name, as cheaply as the file system can; not flushed.
  package func place(as name: String, in folder: Folder) throws {
    switch self {
    case .cached(let file): _ = try file.place(as: name, in: folder)
    case .brought(let source, let original): try source.rename(original, to: name, in: folder)
    }
  }
}

/// A line that was spoken by a provider.
package struct BoughtSpeech: Sendable {
  package var audio: BoughtFile
  /// Nil where the provider does not tell when a word is said.
  package var words: [Timestamps.Word]?

  package init(audio: BoughtFile, words: [Timestamps.Word]?) {
    self.audio = audio
    self.words = words
  }
}
