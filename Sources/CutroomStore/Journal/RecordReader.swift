import CutroomModel

/// Typed looks at the members of a record.
struct RecordReader {
  let json: JSONValue
  init(_ json: JSONValue) { self.json = json }

  func text(_ name: String) -> String? { json[name]?.string }
  func whole(_ name: String) -> Int64? { json[name]?.integer }
  func digest(_ name: String) -> Digest? { text(name).flatMap(Digest.init) }
  func path(_ name: String) -> ProjectPath? { text(name).flatMap(ProjectPath.init) }

  /// Nil where the member is there and cannot be read.
  func optional<Value>(_ name: String, _ read: (JSONValue) -> Value?) -> Value?? {
    guard let member = json[name] else { return .some(nil) }
    return read(member).map { .some($0) }
  }

  /// Nil where one of the elements cannot be read.
  func list<Value>(_ name: String, _ read: (JSONValue) -> Value?) -> [Value]? {
    guard let elements = json[name]?.array else { return nil }
    var values: [Value] = []
    for element in elements {
      guard let value = read(element) else { return nil }
      values.append(value)
    }
    return values
  }

  var key: ItemKey? {
    guard let stage = text("stage"), let item = text("item") else { return nil }
    return ItemKey(stage: stage, item: item)
  }

  var request: CacheKey? { text("request").flatMap { CacheKey($0) } }
}

extension Digest {
  init?(json: JSONValue) {
    guard let text = json.string else { return nil }
    self.init(text)
  }
}
