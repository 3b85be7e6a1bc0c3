package import CutroomModel

/// A text with `${…}` in it.
package struct Template: Sendable, Hashable, CustomStringConvertible {
  /// What may stand between `${` and `}`.
  package enum Variable: Sendable, Hashable {
    case itemPath
    case itemName
    case itemStem
    case itemID
    case itemJSON
    case output(Int)
    case project
    case workspace
  }

  package enum Piece: Sendable, Hashable {
    case text(String)
    case variable(Variable)
  }

  /// A variable that there is none of.
  package struct UnknownVariable: Error, Equatable {
    package let name: String
  }

  package let description: String
  package let pieces: [Piece]

  package init(_ text: String) throws(UnknownVariable) {
    description = text
    var pieces: [Piece] = []
    var rest = text[...]
    while let opening = rest.firstRange(of: "${"),
      let closing = rest[opening.upperBound...].firstIndex(of: "}")
    {
      if opening.lowerBound > rest.startIndex {
        pieces.append(.text(String(rest[..<opening.lowerBound])))
      }
      let name = String(rest[opening.upperBound..<closing])
      guard let variable = Variable(name) else { throw UnknownVariable(name: name) }
      pieces.append(.variable(variable))
      rest = rest[rest.index(after: closing)...]
    }
    if !rest.isEmpty { pieces.append(.text(String(rest))) }
    self.pieces = pieces
  }

  package var variables: [Variable] {
    pieces.compactMap { if case .variable(let variable) = $0 { variable } else { nil } }
  }

  package var usesItem: Bool {
    variables.contains {
      switch $0 {
      case .itemPath, .itemName, .itemStem, .itemID, .itemJSON: true
      default: false
      }
    }
  }

  /// The text with every variable replaced.
  package func expanded(_ value: (Variable) -> String) -> String {
    pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .variable(let variable): value(variable)
      }
    }.joined()
  }

  /// Every path this template may become, as a glob; nil where it is no relative path.
  package var pattern: PathPattern? {
    PathPattern(expanded { $0 == .itemPath ? "**" : "*" })
  }
}

extension Template.Variable {
  /// Whether it stands for a place outside the project's own paths, known only when an item runs.
  var isPlace: Bool {
    switch self {
    case .output, .project, .workspace: true
    default: false
    }
  }

  init?(_ name: String) {
    switch name {
    case "item.path": self = .itemPath
    case "item.name": self = .itemName
    case "item.stem": self = .itemStem
    case "item.id": self = .itemID
    case "item.json": self = .itemJSON
    case "output": self = .output(0)
    case "project": self = .project
    case "workspace": self = .workspace
    default:
      guard name.hasPrefix("outputs."), let number = Int(name.dropFirst(8)), number >= 0 else {
        return nil
      }
      self = .output(number)
    }
  }
}
