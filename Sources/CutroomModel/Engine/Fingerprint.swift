/// Everything an item's result depends on, part by part, so that a difference can be named.
package struct Fingerprint: Equatable, Sendable {
  /// One thing a result depends on.
  package struct Part: Equatable, Sendable {
    /// Such as `code`, `with.voice`, `scripts/dunes.json#/segments/dunes-01/text`.
    package var name: String
    package var digest: Digest
    /// The value itself where it is short enough to show.
    package var preview: String?

    package init(name: String, digest: Digest, preview: String? = nil) {
      self.name = name
      self.digest = digest
      self.preview = preview
    }

    /// Says that an input was written to while the item read it: no later fingerprint has such a
    /// part, so the item is stale as soon as it is committed.
    package static func unsettled(_ input: String) -> Part {
      Part(name: "\(unsettledPrefix)\(input)", digest: .zero)
    }

    private static let unsettledPrefix = "unsettled "

    fileprivate var unsettledInput: String? {
      name.hasPrefix(Self.unsettledPrefix)
        ? String(name.dropFirst(Self.unsettledPrefix.count)) : nil
    }

    /// What a person sees of the value.
    package var shown: String { preview ?? digest.short }

    // A preview is only how a digest is shown.
    package static func == (left: Part, right: Part) -> Bool {
      left.digest == right.digest && left.name == right.name
    }
  }

  /// The parts that many items have alike, in one array for all of them.
  package private(set) var common: [Part]
  /// The parts that come after them.
  package private(set) var own: [Part]

  package init(common: [Part] = [], own: [Part]) {
    self.common = common
    self.own = own
  }

  package init(parts: [Part]) { self.init(own: parts) }

  /// All parts, in order.
  package var parts: [Part] {
    get { common.isEmpty ? own : common + own }
    set { self = Fingerprint(parts: newValue) }
  }

  /// Adds parts of its own.
  package mutating func append(_ parts: [Part]) { own += parts }

  /// The same fingerprint, keeping the parts that it has in common with another one in one array for
  /// both: there may be many.
  package func sharing(with other: Fingerprint) -> Fingerprint {
    let (parts, others) = (parts, other.parts)
    let alike = zip(parts, others).prefix { $0 == $1 && $0.preview == $1.preview }.count
    if alike == common.count { return self }
    return Fingerprint(
      common: alike == other.common.count ? other.common : Array(parts[..<alike]),
      own: Array(parts[alike...])
    )
  }

  /// The same fingerprint with what a person sees of its values in other words.
  package func showing(_ words: (String) -> String) -> Fingerprint {
    Fingerprint(common: Self.showing(common, words), own: Self.showing(own, words))
  }

  /// The same array where the words stay as they are.
  private static func showing(_ parts: [Part], _ words: (String) -> String) -> [Part] {
    var shown = parts
    for (index, part) in parts.enumerated() {
      guard let preview = part.preview else { continue }
      let new = words(preview)
      if new != preview { shown[index].preview = new }
    }
    return shown
  }

  package static func == (left: Fingerprint, right: Fingerprint) -> Bool {
    left.common.count == right.common.count
      ? left.common == right.common && left.own == right.own : left.parts == right.parts
  }

  /// The text whose SHA-256 stands for the whole: a line `name digest` for each part.
  package var canonicalBytes: [UInt8] {
    var bytes: [UInt8] = []
    for part in parts {
      bytes.append(contentsOf: part.name.utf8)
      bytes.append(0x20)
      bytes.append(contentsOf: part.digest.description.utf8)
      bytes.append(0x0A)
    }
    return bytes
  }

  /// Why a result recorded for `old` is not good for this fingerprint; empty where it is.
  package func changes(since old: Fingerprint) -> [StaleReason] {
    if self == old { return [] }
    let (parts, oldParts) = (parts, old.parts)
    let before = Dictionary(oldParts.map { ($0.name, $0) }) { first, _ in first }
    let after = Set(parts.map(\.name))
    var reasons: [StaleReason] = []
    for part in parts {
      guard let was = before[part.name] else {
        reasons.append(StaleReason(.inputAdded, input: part.name, new: part.shown))
        continue
      }
      guard was.digest != part.digest else { continue }
      // What hides a secret looks the same before and after; the digests tell them apart.
      let isShown = was.shown != part.shown
      reasons.append(
        StaleReason(
          .inputChanged,
          input: part.name,
          old: isShown ? was.shown : was.digest.short,
          new: isShown ? part.shown : part.digest.short
        )
      )
    }
    for part in oldParts where !after.contains(part.name) {
      if let input = part.unsettledInput {
        reasons.append(StaleReason(.inputChanged, input: input, old: "in motion", new: "at rest"))
        continue
      }
      reasons.append(StaleReason(.inputRemoved, input: part.name, old: part.shown))
    }
    return reasons.isEmpty ? [StaleReason(.inputChanged, input: "the order of inputs")] : reasons
  }
}

/// Why an item is not fresh.
package struct StaleReason: Hashable, Sendable, Codable {
  /// The kinds of reasons, by the word that `plan` and `explain` print.
  package enum Cause: String, Hashable, Sendable, Codable {
    case neverRun = "never-run"
    case inputChanged = "input-changed"
    case inputAdded = "input-added"
    case inputRemoved = "input-removed"
    case inputWillChange = "input-will-change"
    case outputMissing = "output-missing"
    case outputCorrupt = "output-corrupt"
    case outputDamaged = "output-damaged"
    case outputUnrecorded = "output-unrecorded"
    case editedByHand = "edited-by-hand"
    case accepted
    case decisionNeeded = "decision-needed"
    case purchaseUndecided = "purchase-undecided"
    case waitsFor = "waits-for"
    case forced
    case failed
  }

  package var cause: Cause
  package var input: String?
  package var old: String?
  package var new: String?

  package init(_ cause: Cause, input: String? = nil, old: String? = nil, new: String? = nil) {
    self.cause = cause
    self.input = input
    self.old = old
    self.new = new
  }
}
