import CutroomModel

/// A line that a provider program writes.
enum ProgramEvent: Equatable {
  case capabilities(ProviderCapabilities, [RateLimit])
  /// How far the work is, 0…1.
  case progress(id: String, Double)
  /// The work was taken on under this name.
  case submitted(id: String, job: String)
  /// The members of the answer are read once it is known what was asked.
  case result(id: String, JSONValue)
  case error(id: String, ProviderFault)
  /// One that a later contract may know.
  case unknown

  /// What is wrong with a line.
  struct Malformed: Error, Equatable {
    var reason: String
  }

  private static let limits = JSONLimits(bytes: LineBuffer.longestLine)
  private static let longestText = 2000

  static func read(_ line: [UInt8]) throws(Malformed) -> ProgramEvent {
    let value: JSONValue
    do throws(JSONError) { value = try JSONReader.read(line, limits: limits) } catch {
      throw Malformed(reason: "a line that is no JSON (\(error))")
    }
    guard let name = value["event"]?.string else {
      throw Malformed(reason: "a line without an event")
    }
    switch name {
    case "capabilities": return try capabilities(value)
    case "progress":
      guard let fraction = value["fraction"]?.double, (0...1).contains(fraction) else {
        throw Malformed(reason: "progress without a fraction from 0 to 1")
      }
      return .progress(id: try id(value), fraction)
    case "submitted": return .submitted(id: try id(value), job: try text("job", value))
    case "result": return .result(id: try id(value), value)
    case "error": return try error(value)
    default: return .unknown
    }
  }

  // MARK: -

  private static func id(_ value: JSONValue) throws(Malformed) -> String { try text("id", value) }

  private static func text(_ name: String, _ value: JSONValue) throws(Malformed) -> String {
    guard let text = value[name]?.string, !text.isEmpty, text.utf8.count <= longestText,
      text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
    else { throw Malformed(reason: "a line without \"\(name)\", a text of one line") }
    return text
  }

  private static func flag(
    _ name: String,
    _ value: JSONValue,
    else standard: Bool
  ) throws(Malformed) -> Bool {
    guard let member = value[name], member != .null else { return standard }
    guard let flag = member.bool else { throw Malformed(reason: "\"\(name)\" that is no flag") }
    return flag
  }

  private static func capabilities(_ value: JSONValue) throws(Malformed) -> ProgramEvent {
    let contract = try text("contract", value)
    guard contract.split(separator: ".").first == "1" else {
      throw Malformed(reason: "the contract \(contract), where 1.0 is spoken")
    }
    let tasks = (value["tasks"]?.array ?? []).map { $0.string.flatMap(ProviderTask.init) }
    guard !tasks.isEmpty, !tasks.contains(nil), Set(tasks).count == tasks.count else {
      let all = ProviderTask.allCases.map(\.rawValue).joined(separator: ", ")
      throw Malformed(reason: "\"tasks\" that are none of: \(all)")
    }
    let capabilities = ProviderCapabilities(
      contract: contract,
      version: try text("version", value),
      tasks: tasks.compactMap(\.self),
      isLocal: try flag("isLocal", value, else: false),
      isIdempotent: try flag("isIdempotent", value, else: false),
      isPaid: try flag("isPaid", value, else: true)
    )
    return .capabilities(capabilities, try limits(value["limits"]))
  }

  private static func limits(_ value: JSONValue?) throws(Malformed) -> [RateLimit] {
    guard let value, value != .null else { return [] }
    guard let members = value.object else {
      throw Malformed(reason: "\"limits\" that are no object")
    }
    var limits: [RateLimit] = []
    for (name, count) in members.sorted(by: { $0.key < $1.key }) {
      guard let span = RateLimit.Span(rawValue: name), let count = count.integer,
        (1...1_000_000_000).contains(count)
      else { throw Malformed(reason: "\"limits\" with \(name) of another form") }
      limits.append(RateLimit(Int(count), per: span))
    }
    return limits
  }

  private static func error(_ value: JSONValue) throws(Malformed) -> ProgramEvent {
    let codes: [ProviderFault.Code] = [
      .rateLimit, .auth, .invalidInput, .network, .server, .notFound, .badAnswer,
    ]
    guard let code = value["code"]?.string.flatMap(ProviderFault.Code.init), codes.contains(code)
    else {
      let all = codes.map(\.rawValue).joined(separator: ", ")
      throw Malformed(reason: "an error whose code is none of: \(all)")
    }
    guard let message = value["message"]?.string else {
      throw Malformed(reason: "an error without a message")
    }
    var retryAfterMs: Int64?
    if let after = value["retryAfter"], after != .null {
      guard let seconds = after.double, seconds >= 0 else {
        throw Malformed(reason: "\"retryAfter\" that is no count of seconds")
      }
      retryAfterMs = Int64(min(seconds * 1000, Double(RetryAfter.longest)).rounded(.up))
    }
    let fault = ProviderFault(
      code,
      message,
      retryAfterMs: retryAfterMs,
      mayBeCharged: try flag("mayBeCharged", value, else: false)
    )
    return .error(id: try id(value), fault)
  }
}
