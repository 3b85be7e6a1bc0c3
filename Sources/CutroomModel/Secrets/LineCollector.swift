/// Gathers output into whole lines, so that a secret that came in two pieces is found.
package struct LineCollector: Sendable {
  /// A line that is longer is passed on in pieces.
  private static let longestLine = 1 << 16
  /// What is held back of such a piece: a secret may go on in the next one.
  private static let overlap = 1 << 12

  private var pending: [UInt8] = []

  package init() {}

  /// The lines that are whole now, without secrets.
  package mutating func add(_ bytes: [UInt8], _ redaction: Redaction) -> [UInt8] {
    guard let end = bytes.lastIndex(where: { $0 == 0x0A || $0 == 0x0D }) else {
      pending += bytes
      return pending.count > Self.longestLine ? piece(redaction) : []
    }
    let lines = pending + bytes[...end]
    pending = Array(bytes[(end + 1)...])
    return redaction.bytes(lines)
  }

  /// What came without a newline.
  package mutating func rest(_ redaction: Redaction) -> [UInt8] {
    defer { pending = [] }
    return redaction.bytes(pending)
  }

  private mutating func piece(_ redaction: Redaction) -> [UInt8] {
    let hidden = redaction.bytes(pending)
    let end = max(0, hidden.count - Self.overlap)
    pending = Array(hidden[end...])
    return Array(hidden[..<end])
  }
}
