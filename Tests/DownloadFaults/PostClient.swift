import CutroomModel
import CutroomSystem
import CutroomWorkers

/// The process whose worker is killed: it asks for something that may cost money.
enum PostClient {
  static func run(_ url: String) throws {
    let exchange = WebExchange(url: url, method: .post, allowPrivatePeers: true)
    do {
      let output = try Descriptor.inMemory("answer")
      let reply = try NetWorkers(atOnce: 1).exchange(exchange, body: [1], to: output)
      print("answered \(reply.status)")
    } catch let failure as WebFailure {
      print("\(failure), may have arrived: \(failure.mayHaveArrived)")
    }
  }
}
