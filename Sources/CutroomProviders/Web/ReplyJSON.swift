import CutroomModel

/// Reads what services answer: strictly as JSON, leniently as to members nobody needs.
enum ReplyJSON {
  static let limits = JSONLimits(bytes: 16 << 20, depth: 64, members: 400_000, stringBytes: 4 << 20)

  static func read(
    _ body: [UInt8],
    from service: String,
    isPaid: Bool = false
  ) throws(ProviderFault) -> JSONValue {
    do throws(JSONError) { return try JSONReader.read(body, limits: limits) } catch {
      throw ProviderFault(
        .badAnswer,
        "\(service) did not answer with JSON: \(error)",
        mayBeCharged: isPaid
      )
    }
  }
}

extension JSONValue {
  /// The text of a member that has one.
  func text(_ name: String) -> String? {
    guard let text = self[name]?.string, !text.isEmpty else { return nil }
    return text
  }

  /// A whole number above 0.
  func count(_ name: String) -> Int? {
    guard let number = self[name]?.integer, number > 0, number <= Int64(Int32.max) else {
      return nil
    }
    return Int(number)
  }

  /// A count of seconds in milliseconds; nil for what no clip takes.
  func milliseconds(_ name: String) -> Int64? {
    guard let seconds = self[name]?.double, (0...1_000_000).contains(seconds) else { return nil }
    return Int64(seconds * 1000)
  }

  /// An id, which some services write as a number and some as a text.
  func id(_ name: String) -> String? {
    self[name]?.integer.map(String.init) ?? text(name)
  }

  /// An address that can be fetched.
  func address(_ name: String) -> String? {
    text(name).flatMap { WebAddress($0).isWeb ? $0 : nil }
  }
}
