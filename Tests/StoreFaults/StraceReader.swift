import CutroomSystem

/// One system call that strace saw succeed.
struct RecordedCall {
  var name: String
  /// The arguments as strace writes them, strings in hexadecimal escapes.
  var arguments: [String]
  var result: Int

  /// The bytes of a string argument.
  func bytes(_ index: Int) -> [UInt8] {
    guard index < arguments.count else { return [] }
    var bytes: [UInt8] = []
    var text = Substring(arguments[index])
    guard text.first == "\"" else { return [] }
    text = text.dropFirst()
    while text.hasPrefix("\\x") {
      let digits = text.dropFirst(2).prefix(2)
      guard let byte = UInt8(digits, radix: 16) else { break }
      bytes.append(byte)
      text = text.dropFirst(4)
    }
    return bytes
  }

  func text(_ index: Int) -> String { String(decoding: bytes(index), as: UTF8.self) }

  /// A number, or the descriptor at the beginning of an argument.
  func number(_ index: Int) -> Int? {
    guard index < arguments.count else { return nil }
    let text = arguments[index].drop { $0 == "[" || $0 == "{" }
    return Int(text.prefix { $0.isNumber || $0 == "-" })
  }

  func has(_ flag: String) -> Bool { arguments.contains { $0.contains(flag) } }
}

/// Reads what `strace -xx -s 1048576 -o FILE` wrote of one thread.
enum StraceReader {
  static func calls(_ path: String) throws -> [RecordedCall] {
    let slash = path.lastIndex(of: "/") ?? path.startIndex
    let folder = try Folder.open(String(path[..<slash]))
    let bytes = try folder.openFile(String(path[path.index(after: slash)...])).readAll(
      limit: 1 << 28
    )
    return bytes.split(separator: 0x0A).compactMap { call(String(decoding: $0, as: UTF8.self)) }
  }

  /// `name(a, b, {c=1, d=2})   = 7`; nil for calls that failed and for anything else.
  static func call(_ line: String) -> RecordedCall? {
    guard let open = line.firstIndex(of: "("), let equals = line.lastIndex(of: "="),
      let close = line[..<equals].lastIndex(of: ")"), open < close
    else { return nil }
    let result = line[equals...].dropFirst(2).prefix { $0.isNumber || $0 == "-" }
    guard let result = Int(result), result >= 0 else { return nil }
    return RecordedCall(
      name: String(line[..<open]),
      arguments: split(line[line.index(after: open)..<close]),
      result: result
    )
  }

  private static func split(_ text: Substring) -> [String] {
    var parts: [String] = []
    var part = ""
    var depth = 0
    var isQuoted = false
    for character in text {
      if character == "\"" { isQuoted.toggle() }
      if !isQuoted, character == "{" || character == "[" { depth += 1 }
      if !isQuoted, character == "}" || character == "]" { depth -= 1 }
      if character == ",", depth == 0, !isQuoted {
        parts.append(part.trimmed)
        part = ""
      } else {
        part.append(character)
      }
    }
    if !part.isEmpty { parts.append(part.trimmed) }
    return parts
  }
}

extension String {
  fileprivate var trimmed: String { String(drop { $0 == " " }) }
}
