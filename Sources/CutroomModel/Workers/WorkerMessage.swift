import FoundationEssentials

/// The JSON of requests and answers.
package enum WorkerMessage {
  /// The bytes of a request: `{"body": …, "request": NAME}`.
  package static func encode<Request: WorkerRequest>(_ request: Request) throws -> [UInt8] {
    try Array(JSONEncoder().encode(Envelope(request: Request.name, body: request)))
  }

  /// The answer in the bytes that a worker sent; throws the failure that it reports, or
  /// `worker-answer-unreadable`.
  package static func decode<Answer: Decodable>(
    _ type: Answer.Type,
    from bytes: [UInt8]
  ) throws(WorkerFailure) -> Answer {
    let reply: Reply<Answer>
    do {
      reply = try JSONDecoder().decode(Reply<Answer>.self, from: Data(bytes))
    } catch {
      throw WorkerFailure(.unreadableAnswer, "the worker's answer cannot be read")
    }
    if let failure = reply.error { throw failure }
    guard let answer = reply.answer else {
      throw WorkerFailure(.unreadableAnswer, "the worker's answer is empty")
    }
    return answer
  }

  static func name(ofRequest bytes: [UInt8]) throws -> String {
    try JSONDecoder().decode(Header.self, from: Data(bytes)).request
  }

  static func body<Request: WorkerRequest>(
    _ type: Request.Type,
    ofRequest bytes: [UInt8]
  ) throws -> Request {
    try JSONDecoder().decode(Envelope<Request>.self, from: Data(bytes)).body
  }

  static func reply<Answer: Encodable>(_ answer: Answer) throws -> [UInt8] {
    try Array(JSONEncoder().encode(Reply(answer: answer)))
  }

  static func reply(_ failure: WorkerFailure) -> [UInt8] {
    let reply = Reply<Done>(error: failure)
    return (try? Array(JSONEncoder().encode(reply))) ?? Array("{}".utf8)
  }
}

private struct Header: Decodable {
  var request: String
}

private struct Envelope<Body> {
  var request: String
  var body: Body
}

extension Envelope: Encodable where Body: Encodable {}
extension Envelope: Decodable where Body: Decodable {}

private struct Reply<Answer> {
  var answer: Answer?
  var error: WorkerFailure?
}

extension Reply: Encodable where Answer: Encodable {}
extension Reply: Decodable where Answer: Decodable {}
