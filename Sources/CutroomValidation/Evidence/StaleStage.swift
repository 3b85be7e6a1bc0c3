/// A stage of which a run would make something again, as the caller of the gate knows it.
package struct StaleStage: Equatable, Sendable {
  package var stage: String
  /// How many of its items were made before and would be made again.
  package var items: Int
  /// Why the first of them would, in words.
  package var reason: String

  package init(stage: String, items: Int, reason: String) {
    self.stage = stage
    self.items = items
    self.reason = reason
  }
}
