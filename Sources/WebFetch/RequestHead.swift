import CutroomModel

/// The fields of a request's header.
struct RequestHead {
  private var fields: [WebExchange.Field]
  private let isPost: Bool

  /// Throws `malformedField` for what would begin another field, or is libcurl's to say.
  init(_ exchange: WebExchange) throws(FetchError) {
    isPost = exchange.method == .post
    for field in exchange.fields where Self.isOurs(field.name) {
      throw .malformedField(Self.shown(field.name))
    }
    fields = exchange.fields
    if exchange.resumeFrom > 0 {
      fields.append(.init("Range", "bytes=\(exchange.resumeFrom)-"))
      if let condition = exchange.ifRange { fields.append(.init("If-Range", condition)) }
    }
    for field in fields where !Self.isName(field.name) || !Self.isValue(field.value) {
      throw .malformedField(Self.shown(field.name))
    }
  }

  /// Keeps the fields that any server may see.
  mutating func leaveOrigin() {
    fields.removeAll { !Self.forAnybody.contains($0.name.lowercased()) }
  }

  /// As libcurl wants them.
  var lines: [String] {
    var lines = fields.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
    if isPost {
      // Nobody waits for leave to send, and nobody is told of a form.
      lines.append("Expect:")
      if !fields.contains(where: { $0.name.lowercased() == "content-type" }) {
        lines.append("Content-Type:")
      }
    }
    return lines
  }

  /// Whether a field can have this value: a line break would begin one of somebody else's making.
  static func isValue(_ text: String) -> Bool {
    text.utf8.count <= 16_384 && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
  }

  // MARK: -

  private static let forAnybody: Set<String> = [
    "accept", "accept-language", "if-modified-since", "if-none-match", "if-range", "range",
    "user-agent",
  ]

  /// What frames the message, and what ``WebExchange`` has members for.
  private static func isOurs(_ name: String) -> Bool {
    let name = name.lowercased()
    return name.hasPrefix("proxy-")
      || [
        "accept-encoding", "connection", "content-length", "expect", "host", "if-range", "range",
        "te", "trailer", "transfer-encoding", "upgrade",
      ].contains(name)
  }

  private static func isName(_ text: String) -> Bool {
    (1...200).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
          || (0x61...0x7A).contains(byte) || "!#$%&'*+-.^_`|~".utf8.contains(byte)
      }
  }

  private static func shown(_ name: String) -> String {
    String(String.UnicodeScalarView(name.unicodeScalars.filter { $0.value > 0x20 }.prefix(60)))
  }
}
