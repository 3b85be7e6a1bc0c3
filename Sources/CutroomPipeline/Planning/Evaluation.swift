package import CutroomModel

/// What is to be done about an item.
package enum Verdict: Sendable, Equatable {
  case fresh
  /// To be run.
  case stale([StaleReason])
  /// An earlier commit has this fingerprint, and its bytes are kept.
  indirect case restore([StaleReason], from: ItemRecord)
  /// Some project made it from the same inputs, and the cache has it.
  case share([StaleReason], CacheKey)
  /// The record fits; outputs that are missing or unreadable can be brought back.
  case heal([StaleReason], outputs: [OutputRecord])
  /// A person must decide first.
  case awaiting([StaleReason])

  package var reasons: [StaleReason] {
    switch self {
    case .fresh: []
    case .stale(let reasons), .restore(let reasons, _), .share(let reasons, _),
      .heal(let reasons, _),
      .awaiting(let reasons):
      reasons
    }
  }

  package var isFresh: Bool { self == .fresh }
}

/// An item as it stands now.
package struct EvaluatedItem: Sendable {
  package let key: ItemKey
  /// The place of its step in the stage.
  package let step: Int
  package private(set) var spec: ItemSpec
  package let fingerprint: Fingerprint
  package var verdict: Verdict
  /// Under which the cache keeps the result; nil where it is not for others.
  let shared: CacheKey?
  /// Outputs that somebody edited.
  package let modified: [ProjectPath]
  /// Assets whose bytes are not the recorded ones.
  package let damaged: [ProjectPath]
  /// What the inputs looked like then, where the item is going to run.
  var seen: InputFacts?

  /// Whether somebody said that it is to be done anew.
  var isForced: Bool { verdict.reasons.contains { $0.cause == .forced } }

  /// Where the outputs go, from the specification and from what was made before.
  func knownOutputs(_ record: ItemRecord?) -> [ProjectPath] {
    guard let record, !record.outputs.isEmpty else { return spec.outputs }
    let made = record.outputs.lazy.map(\.path)
    return spec.outputs + made.filter { !spec.outputs.contains($0) }
  }

  /// Lets go of what a finished item needs no more: there may be many.
  mutating func release() {
    spec = ItemSpec(id: spec.id, inputs: [], outputs: [])
    seen = nil
  }
}

/// A step as it stands now.
package enum Expansion: Sendable {
  case items([EvaluatedItem])
  /// Another stage must run before the items are known.
  case waits(for: String)
  /// The items cannot be told: what is wrong.
  case fault(ItemFault)
}
