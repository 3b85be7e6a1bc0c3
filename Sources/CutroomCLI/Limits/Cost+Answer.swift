import CutroomModel

extension Cost {
  /// The amount as `--json` answers it.
  var json: JSONValue { ["micros": .integer(micros), "currency": .string(currency)] }
}
