import CutroomModel

/// Status and header of an answer, line by line as they come.
struct AnswerHead {
  private(set) var status = 0
  /// Names in small letters; of several with one name the last.
  private(set) var headers: [String: String] = [:]
  /// Whether the header is over, and is not that of an interim answer.
  private(set) var isWhole = false
  private static let most = 200

  /// Takes a line; true for the one that ends the header.
  mutating func take(_ line: some StringProtocol) -> Bool {
    // What comes behind the body is not believed.
    if isWhole { return false }
    if line.hasPrefix("HTTP/") {
      headers = [:]
      status = line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
      return false
    }
    if line.allSatisfy(\.isNewline) {
      isWhole = status >= 200
      return isWhole
    }
    guard let colon = line.firstIndex(of: ":"), headers.count < Self.most else { return false }
    let value = line[line.index(after: colon)...].prefix(8192)
    let start = value.drop { $0.isWhitespace }
    let end = start.lastIndex { !$0.isWhitespace }
    headers[line[..<colon].lowercased()] = end.map { String(start[...$0]) } ?? ""
    return false
  }

  /// Whether the answer is elsewhere.
  var isRedirect: Bool {
    [301, 302, 303, 307, 308].contains(status) && headers["location"]?.isEmpty == false
  }
}
