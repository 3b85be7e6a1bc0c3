import CutroomModel

extension ItemRecord {
  func json(type: String) -> JSONValue {
    var value: JSONValue = [
      "type": .string(type), "stage": .string(key.stage), "item": .string(key.item),
      "parts": .array(fingerprint.parts.map(\.json)), "outputs": .array(outputs.map(\.json)),
      "run": .string(run), "at": .integer(at), "ms": .integer(milliseconds),
    ]
    if !decisions.isEmpty {
      value["decisions"] = .array(
        decisions.map { ["code": .string($0.code), "message": .string($0.message)] }
      )
    }
    if let acceptedBecause { value["accepted"] = .string(acceptedBecause) }
    return value
  }

  init?(_ reader: RecordReader) {
    guard let key = reader.key, let parts = reader.list("parts", Fingerprint.Part.init(json:)),
      let outputs = reader.list("outputs", OutputRecord.init(json:)), let run = reader.text("run"),
      let at = reader.whole("at"), let milliseconds = reader.whole("ms"),
      let accepted = reader.optional("accepted", \.string)
    else { return nil }
    var decisions: [Decision] = []
    if reader.json["decisions"] != nil {
      guard let all = reader.list("decisions", Decision.init(json:)) else { return nil }
      decisions = all
    }
    self.init(
      key: key,
      fingerprint: Fingerprint(parts: parts),
      outputs: outputs,
      decisions: decisions,
      run: run,
      at: at,
      milliseconds: milliseconds,
      acceptedBecause: accepted
    )
  }
}

extension Decision {
  fileprivate init?(json: JSONValue) {
    guard let code = json["code"]?.string, let message = json["message"]?.string else { return nil }
    self.init(code: code, message: message)
  }
}

extension Fingerprint.Part {
  fileprivate var json: JSONValue {
    var fields: [JSONValue] = [.string(name), .string(digest.description)]
    if let preview { fields.append(.string(preview)) }
    return .array(fields)
  }

  fileprivate init?(json: JSONValue) {
    guard let fields = json.array, fields.count >= 2, let name = fields[0].string,
      let digest = fields[1].string.flatMap(Digest.init)
    else { return nil }
    self.init(name: name, digest: digest, preview: fields.count > 2 ? fields[2].string : nil)
  }
}

extension OutputRecord {
  func json(type: String, at: Int64) -> JSONValue {
    var value = json
    value["type"] = .string(type)
    value["at"] = .integer(at)
    return value
  }

  fileprivate var json: JSONValue {
    var json: JSONValue = [
      "path": .string(path.description), "sha256": .string(content.description),
      "size": .integer(size),
    ]
    if let value { json["value"] = .string(value.description) }
    return json
  }

  init?(json: JSONValue) {
    let reader = RecordReader(json)
    guard let path = reader.path("path"), let content = reader.digest("sha256"),
      let size = reader.whole("size"), let value = reader.optional("value", Digest.init(json:))
    else { return nil }
    self.init(path: path, content: content, value: value, size: size)
  }
}
