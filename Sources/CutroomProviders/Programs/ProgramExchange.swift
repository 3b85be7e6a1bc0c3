import CutroomModel

/// One request to a provider program: what comes in, what is to be done.
struct ProgramExchange {
  enum Action: Equatable {
    case progress(Double)
    case submitted(String)
    case answer(ProviderAnswer)
    case fault(ProviderFault)
  }

  /// Lines that one request may bring.
  static let mostLines = 20_000
  /// Bytes that one request may bring.
  static let mostBytes = 16 << 20

  let id: String
  let request: ProviderRequest
  private var lines = 0
  private var bytes = 0
  private(set) var isDone = false

  init(id: String, request: ProviderRequest) {
    self.id = id
    self.request = request
  }

  /// Takes a line; nil where nothing is to be done.
  mutating func take(_ line: [UInt8]) throws(ProgramEvent.Malformed) -> Action? {
    lines += 1
    bytes += line.count
    guard lines <= Self.mostLines, bytes <= Self.mostBytes else {
      throw .init(reason: "more than \(Self.mostLines) lines or \(Self.mostBytes) bytes")
    }
    if line.allSatisfy({ [0x20, 0x09, 0x0D].contains($0) }) { return nil }
    switch try ProgramEvent.read(line) {
    case .unknown: return nil
    case .capabilities: throw .init(reason: "capabilities that nobody asked for")
    case .progress(let id, let fraction):
      try check(id)
      return .progress(fraction)
    case .submitted(let id, let job):
      try check(id)
      return .submitted(job)
    case .result(let id, let value):
      try check(id)
      isDone = true
      return .answer(try ProgramResult.read(value, for: request))
    case .error(let id, let fault):
      try check(id)
      isDone = true
      return .fault(fault)
    }
  }

  private func check(_ id: String) throws(ProgramEvent.Malformed) {
    guard id == self.id else { throw .init(reason: "an answer to a request that nobody made") }
    if isDone { throw .init(reason: "more than one answer to one request") }
  }
}
