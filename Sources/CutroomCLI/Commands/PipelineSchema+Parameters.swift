import CutroomModel
import CutroomPipeline

extension JSONValue {
  /// The schema of `pipeline.json` with what each built-in stage's `with` may have.
  func describing(_ stages: [BuiltinStage]) -> JSONValue {
    var schema = self
    guard var stage = schema["properties"]?["stages"]?["items"],
      var list = schema["properties"]?["stages"], var properties = schema["properties"]
    else { return schema }
    stage["allOf"] = .array(stages.map(Self.condition))
    list["items"] = stage
    properties["stages"] = list
    schema["properties"] = properties
    return schema
  }

  private static func condition(_ stage: BuiltinStage) -> JSONValue {
    let parameters = Dictionary(stage.parameters.map { ($0.name, $0.schema) }) { $1 }
    let needs = stage.parameters.filter { !$0.needs.isEmpty }.map { parameter in
      (parameter.name, JSONValue.array(parameter.needs.map { .string($0) }))
    }
    var with: JSONValue = ["properties": .object(parameters), "additionalProperties": false]
    if !needs.isEmpty { with["dependentRequired"] = .object(Dictionary(needs) { $1 }) }
    return [
      "if": ["properties": ["uses": ["const": .string(stage.name)]], "required": ["uses"]],
      "then": ["properties": ["with": with]],
    ]
  }
}
