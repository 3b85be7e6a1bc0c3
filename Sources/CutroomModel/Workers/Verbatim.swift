/// A request whose answer stays JSON: for who passes it on, which costs a third of decoding it and
/// encoding it again.
package struct Verbatim<Request: WorkerRequest>: WorkerRequest {
  package typealias Answer = JSONValue
  package static var name: String { Request.name }
  package static var isRepeatable: Bool { Request.isRepeatable }

  private let request: Request

  package init(_ request: Request) { self.request = request }

  package init(from decoder: any Decoder) throws { request = try Request(from: decoder) }

  package func encode(to encoder: any Encoder) throws { try request.encode(to: encoder) }

  package static func read(_ bytes: [UInt8]) throws(WorkerFailure) -> JSONValue {
    let reply = try? JSONReader.read(bytes, limits: .machine)
    if let answer = reply?["answer"] { return answer }
    // A failure, or nothing that can be read.
    return try WorkerMessage.decode(JSONValue.self, from: bytes)
  }
}
