internal import CutroomModel
internal import CutroomPipeline

extension StageScope {
  /// A whole number from `with`.
  func whole(_ name: String, in range: ClosedRange<Int64>, otherwise: Int) throws -> Int {
    guard let value = self[name] else { return otherwise }
    guard let whole = value.integer, range.contains(whole) else {
      let bounds = "\(range.lowerBound) to \(range.upperBound)"
      throw badParameter(name, "must be a whole number from \(bounds)")
    }
    return Int(whole)
  }

  /// A text from `with`; nil where it has none.
  func text(_ name: String) throws -> String? {
    guard let value = self[name] else { return nil }
    guard let text = value.string, !text.isEmpty else {
      throw badParameter(name, "must be a string that is not empty")
    }
    return text
  }

  /// A list of texts from `with`, also given as one text; nil where it has none.
  func texts(_ name: String) throws -> [String]? {
    guard let value = self[name] else { return nil }
    if let text = value.string { return [text] }
    let texts = value.array?.compactMap(\.string) ?? []
    guard !texts.isEmpty, texts.count == value.array?.count else {
      throw badParameter(name, "must be a list of strings")
    }
    return texts
  }

  /// One of a few words from `with`; the first where it has none.
  func word(_ name: String, of words: [String]) throws -> String {
    let word = try text(name) ?? words[0]
    guard words.contains(word) else {
      throw badParameter(name, "must be one of: \(words.joined(separator: ", "))")
    }
    return word
  }

  func badParameter(_ name: String, _ complaint: String) -> ItemFault {
    ItemFault(
      "bad-parameter",
      "pipeline.json: \"\(name)\" of the stage \"\(stage.id)\" \(complaint)"
    )
  }
}
