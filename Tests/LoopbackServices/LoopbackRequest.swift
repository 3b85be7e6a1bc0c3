import CutroomModel

/// A request that came to a loopback server.
package struct LoopbackRequest: Sendable {
  package let method: String
  /// With the query.
  package let path: String
  /// Names in small letters.
  package let headers: [String: String]
  package let body: String
  /// Microseconds since 1970.
  package let time: Int64
  /// Bytes of the answer's body that were handed to the kernel; nil while it is not done.
  package var sent: Int64?

  init?(_ json: JSONValue) {
    guard let method = json["method"]?.string, let path = json["path"]?.string,
      let headers = json["headers"]?.object, let body = json["body"]?.string,
      let time = json["time"]?.integer
    else { return nil }
    self.method = method
    self.path = path
    self.headers = headers.compactMapValues(\.string)
    self.body = body
    self.time = time
  }
}
