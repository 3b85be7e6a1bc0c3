/// An item of a stage.
package struct ItemKey: Hashable, Sendable, Comparable, Codable, CustomStringConvertible {
  package let stage: String
  package let item: String

  package init(stage: String, item: String) {
    self.stage = stage
    self.item = item
  }

  package var description: String { "\(stage)/\(item)" }

  /// By bytes, as the paths that items are named after.
  package static func == (left: ItemKey, right: ItemKey) -> Bool {
    left.item.utf8.elementsEqual(right.item.utf8) && left.stage.utf8.elementsEqual(right.stage.utf8)
  }

  package static func < (left: ItemKey, right: ItemKey) -> Bool {
    left.stage == right.stage
      ? left.item.utf8.lexicographicallyPrecedes(right.item.utf8)
      : left.stage.utf8.lexicographicallyPrecedes(right.stage.utf8)
  }
}
