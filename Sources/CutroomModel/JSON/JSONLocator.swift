/// Finds where in a JSON text a value stands.
package struct JSONLocator {
  /// A place in a text, both from 1; columns count bytes, as ``JSONError`` does.
  package struct Position: Equatable, Sendable {
    package let line: Int
    package let column: Int

    package init(line: Int, column: Int) {
      self.line = line
      self.column = column
    }
  }

  private let text: [UInt8]
  private var index = 0

  /// The place of the value that `pointer` names, else of the nearest value around it.
  ///
  /// Nil for a text that the strict reader refuses.
  package static func position(of pointer: JSONPointer, in text: [UInt8]) -> Position? {
    guard (try? JSONReader.read(text)) != nil else { return nil }
    var locator = JSONLocator(text: text)
    locator.skipSpace()
    for token in pointer.tokens {
      let start = locator.index
      guard locator.enter(token) else {
        locator.index = start
        break
      }
    }
    return locator.position
  }

  private init(text: [UInt8]) { self.text = text }

  private var position: Position {
    let before = text[..<index]
    let line = before.count(where: { $0 == UInt8(ascii: "\n") }) + 1
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return Position(line: line, column: index - start + 1)
  }

  /// Goes from the start of a container to the start of the value at `token`.
  private mutating func enter(_ token: String) -> Bool {
    switch peek {
    case UInt8(ascii: "{"): return enterMember(token)
    case UInt8(ascii: "["): return Int(token).map { enterElement($0) } ?? false
    default: return false
    }
  }

  private mutating func enterMember(_ name: String) -> Bool {
    index += 1
    while true {
      skipSeparators()
      guard peek == UInt8(ascii: "\"") else { return false }
      let start = index
      skipString()
      let key = try? JSONReader.read(Array(text[start..<index]))
      skipSeparators()
      if key == .string(name) { return true }
      skipValue()
    }
  }

  private mutating func enterElement(_ wanted: Int) -> Bool {
    index += 1
    skipSeparators()
    for _ in 0..<max(0, wanted) {
      guard let byte = peek, byte != UInt8(ascii: "]") else { return false }
      skipValue()
      skipSeparators()
    }
    return peek != nil && peek != UInt8(ascii: "]")
  }

  private mutating func skipValue() {
    var depth = 0
    repeat {
      switch peek {
      case UInt8(ascii: "\""): skipString()
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        index += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        index += 1
      case nil: return
      default: skipWord()
      }
      if depth > 0 { skipSeparators() }
    } while depth > 0
  }

  private mutating func skipString() {
    index += 1
    while let byte = peek, byte != UInt8(ascii: "\"") {
      index += byte == UInt8(ascii: "\\") ? 2 : 1
    }
    index += 1
  }

  private mutating func skipWord() {
    while let byte = peek, !" \n\r\t,:]}".utf8.contains(byte) { index += 1 }
  }

  private mutating func skipSpace() {
    while let byte = peek, " \n\r\t".utf8.contains(byte) { index += 1 }
  }

  private mutating func skipSeparators() {
    while let byte = peek, " \n\r\t,:".utf8.contains(byte) { index += 1 }
  }

  private var peek: UInt8? { index < text.count ? text[index] : nil }
}
