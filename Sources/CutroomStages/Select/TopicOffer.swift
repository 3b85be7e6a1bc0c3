package import CutroomModel
import CutroomStore

/// What `topics/discovered.json` offers to choose from.
package struct TopicOffer: Sendable {
  /// The topics' ids, best first.
  package let ids: [String]
  private let values: [String: JSONValue]

  /// Reads the value of the document.
  package init(_ discovered: JSONValue) {
    var values: [String: JSONValue] = [:]
    var ids: [String] = []
    for topic in discovered["topics"]?.array ?? [] {
      guard let id = topic["id"]?.string, values[id] == nil else { continue }
      ids.append(id)
      values[id] = Self.lasting(topic)
    }
    self.ids = ids
    self.values = values
  }

  /// What a topic says; nil where there is none of that id.
  ///
  /// The score is left out: it moves with every newer item of the batch.
  package func value(_ id: String) -> JSONValue? { values[id] }

  /// The digest that a choice is bound to: of the chosen topics' ids and values, in their order;
  /// nil where one is not offered.
  package func digest(of chosen: [String]) -> Digest? {
    var parts: [JSONValue] = []
    for id in chosen {
      guard let value = values[id] else { return nil }
      parts.append([.string(id), value])
    }
    return DocumentCoding.digest(ofCanonical: .array(parts))
  }

  private static func lasting(_ topic: JSONValue) -> JSONValue {
    var topic = topic
    topic["score"] = nil
    return topic
  }
}
