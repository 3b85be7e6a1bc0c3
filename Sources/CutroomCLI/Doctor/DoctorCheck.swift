import CutroomModel

/// One thing that cutroom needs of the machine.
struct DoctorCheck {
  enum State: String {
    case ok
    /// Some stages work less well, or not at all.
    case warning
    /// The ordinary pipeline cannot run.
    case missing
  }

  var name: String
  var state: State
  /// What was found: a version, a number, or what is wrong.
  var detail: String
  /// What to do; nil where nothing is to do.
  var hint: String?

  init(_ name: String, _ state: State, _ detail: String, hint: String? = nil) {
    self.name = name
    self.state = state
    self.detail = detail
    self.hint = hint
  }

  var json: JSONValue {
    [
      "name": .string(name), "state": .string(state.rawValue), "detail": .string(detail),
      "hint": hint.map { .string($0) } ?? .null,
    ]
  }
}
