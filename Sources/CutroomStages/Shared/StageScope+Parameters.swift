import CutroomModel
import CutroomPipeline

// The graph has judged the values by their parameters' kinds before any step sees them.
extension StageScope {
  /// A whole number.
  func whole(_ parameter: Parameter) -> Int { Int(self[parameter]?.integer ?? 0) }

  /// A text; nil where neither `with` nor the parameter has one.
  func text(_ parameter: Parameter) -> String? { self[parameter]?.string }

  /// A list of texts, also given as one text.
  func texts(_ parameter: Parameter) -> [String] {
    let value = self[parameter]
    if let text = value?.string { return [text] }
    return value?.array?.compactMap(\.string) ?? []
  }

  func flag(_ parameter: Parameter) -> Bool { self[parameter]?.bool ?? false }

  /// What a value that no kind can judge is refused with.
  func badParameter(_ name: String, _ complaint: String) -> ItemFault {
    ItemFault(
      "bad-parameter",
      "pipeline.json: \"\(name)\" of the stage \"\(stage.id)\" \(complaint)"
    )
  }
}
