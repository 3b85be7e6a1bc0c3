/// An option with a value: `--name VALUE` or `--name=VALUE`.
package struct Option<Value: Sendable>: Sendable {
  package let name: String
  /// What stands for the value in help.
  let placeholderText: String
  package let help: String
  package let isRepeated: Bool
  let kind: ValueKind<Value>

  package init(
    _ name: String,
    _ placeholder: String,
    _ kind: ValueKind<Value>,
    help: String,
    isRepeated: Bool = false
  ) {
    self.name = name
    placeholderText = placeholder
    self.kind = kind
    self.help = help
    self.isRepeated = isRepeated
  }
}

/// An option without a value: `--name`.
package struct Flag: Sendable {
  package let name: String
  package let help: String

  package init(_ name: String, help: String) {
    self.name = name
    self.help = help
  }
}

/// An argument known by its place.
package struct Positional: Sendable {
  package let name: String
  package let help: String
  package let isOptional: Bool
  /// Takes all that is left.
  package let isRepeated: Bool
  /// The words there are, where they can be listed; for completion.
  package let choices: [String]

  package init(
    _ name: String,
    help: String,
    isOptional: Bool = false,
    isRepeated: Bool = false,
    choices: [String] = []
  ) {
    self.name = name
    self.help = help
    self.isOptional = isOptional
    self.isRepeated = isRepeated
    self.choices = choices
  }
}

/// What the parser, help and completion know of an option or flag.
package protocol OptionDeclaration: Sendable {
  var name: String { get }
  /// Nil for a flag.
  var placeholder: String? { get }
  var help: String { get }
  var isRepeated: Bool { get }
  /// The values there are, where they can be listed.
  var choices: [String] { get }
  /// Why a value does not fit; nil where it does.
  func complaint(about text: String) -> String?
}

extension Option: OptionDeclaration {
  package var placeholder: String? { placeholderText }
  package var choices: [String] { kind.choices }

  package func complaint(about text: String) -> String? {
    kind.read(text) == nil ? kind.expectation : nil
  }
}

extension Flag: OptionDeclaration {
  package var placeholder: String? { nil }
  package var isRepeated: Bool { false }
  package var choices: [String] { [] }

  package func complaint(about text: String) -> String? { nil }
}
