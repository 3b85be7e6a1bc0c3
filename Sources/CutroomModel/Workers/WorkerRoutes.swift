/// What a worker program answers: a handler for each request it knows.
package struct WorkerRoutes {
  private var handlers: [String: ([UInt8], [CInt]) throws -> [UInt8]] = [:]

  private let largestAnswer: Int

  /// An answer of more than `largestAnswer` bytes is replaced by a failure.
  package init(largestAnswer: Int) { self.largestAnswer = largestAnswer }

  /// Adds the handler of one request; `descriptors` are lent for the length of the call.
  ///
  /// A handler throws a `ReportedFailure` for what the client is to know; any other error is
  /// reported by its description.
  package mutating func on<Request: WorkerRequest>(
    _ type: Request.Type,
    descriptors count: Int,
    _ handler: @escaping (Request, [CInt]) throws -> Request.Answer
  ) {
    let limit = largestAnswer
    handlers[Request.name] = { bytes, descriptors in
      guard descriptors.count == count else {
        let sent = descriptors.count
        throw WorkerFailure(.badRequest, "\(Request.name) takes \(count) descriptors, not \(sent)")
      }
      let request = try WorkerMessage.body(Request.self, ofRequest: bytes)
      let answer = try handler(request, descriptors)
      let reply = try WorkerMessage.reply(answer)
      guard reply.count > limit, let shorter = Request.shortened(answer) else { return reply }
      return try WorkerMessage.reply(shorter)
    }
  }

  /// Answers one message; never fails, a failure is an answer too.
  package func answer(_ bytes: [UInt8], _ descriptors: [CInt]) -> [UInt8] {
    do {
      let name = try WorkerMessage.name(ofRequest: bytes)
      guard let handler = handlers[name] else {
        throw WorkerFailure(.badRequest, "the worker knows no request \(name)")
      }
      let answer = try handler(bytes, descriptors)
      guard answer.count <= largestAnswer else {
        throw WorkerFailure(.answerTooLarge, "the answer to \(name) has \(answer.count) bytes")
      }
      return answer
    } catch let failure as any ReportedFailure {
      return WorkerMessage.reply(failure.report)
    } catch {
      return WorkerMessage.reply(WorkerFailure(.badRequest, "\(error)"))
    }
  }
}
