import CutroomModel
package import CutroomStore
import CutroomSystem

/// The journal's side of buying: what was asked for and is not answered for good.
package struct PurchaseLog: Sendable {
  private let session: ProjectSession

  package init(_ session: ProjectSession) { self.session = session }

  var project: ProjectID { session.project.id }

  /// What was asked before under the same key and is still open.
  func open(_ request: CacheKey) -> PurchaseIntent? { session.withState { $0.purchases[request] } }

  /// Notes a request before it is sent, or the job that it became; on disk when this returns.
  func ask(_ purchase: PurchaseIntent) throws {
    try session.record([.asked(purchase)], durable: true)
  }

  /// Notes that there is nothing left to find out.
  ///
  /// Not flushed: where it is lost, the answer is found in the cache, or the request is asked about
  /// once more.
  func settle(_ request: CacheKey) throws {
    guard open(request) != nil else { return }
    try session.record(
      [.answered(request, at: session.project.clock.now())],
      durable: false
    )
  }
}
