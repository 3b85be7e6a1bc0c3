package import CutroomModel
package import CutroomSystem
package import CutroomWorkers

extension NetWorkers: WebTransport {}
extension NetWorkers {
  package func exchange(
    _ exchange: WebExchange,
    body: [UInt8]?,
    to output: borrowing Descriptor
  ) throws -> WebReply { throw WorkerFailure(.closed, "stub") }
}
