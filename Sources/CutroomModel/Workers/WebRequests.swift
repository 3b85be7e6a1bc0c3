/// Fetches an address and writes the body to descriptor 0.
extension FetchRequest: WorkerRequest {
  package typealias Answer = WorkerOutcome<FetchResult, FetchError>
  package static let name = "fetch"
  package static let isRepeatable = true
}

/// Makes an exchange: the body of an answer that succeeds goes to descriptor 0, what a `post` sends is
/// behind descriptor 1.
///
/// What may cost money is not asked twice.
extension WebExchange: WorkerRequest {
  package typealias Answer = WorkerOutcome<WebReply, WebFailure>
  package static let name = "exchange"
  package static let isRepeatable = false
}

/// Gets a file, or the rest of it: its bytes go to descriptor 0, before them the mark to descriptor 1.
///
/// Of answers that bring no bytes of the file, neither is touched.
package struct WebDownload: WorkerRequest, Hashable {
  package typealias Answer = WorkerOutcome<WebReply, WebFailure>
  package static let name = "download"
  package static let isRepeatable = false

  package var exchange: WebExchange
  /// What is known beforehand; the server's own words are added.
  package var mark: DownloadMark

  package init(_ exchange: WebExchange, mark: DownloadMark) {
    self.exchange = exchange
    self.mark = mark
  }
}

/// Reads the feed behind descriptor 0.
package struct ParseFeedRequest: WorkerRequest, Equatable {
  package typealias Answer = WorkerOutcome<Feed, FeedError>
  package static let name = "parse-feed"
  package static let isRepeatable = true

  /// What the server declared.
  package var charset: String?
  /// The feed's address, against which relative links are resolved.
  package var base: String?

  package init(charset: String? = nil, base: String? = nil) {
    self.charset = charset
    self.base = base
  }
}

/// Takes the plain text out of the page behind descriptor 0.
package struct PlainTextRequest: WorkerRequest, Equatable {
  package typealias Answer = WorkerOutcome<String, FeedError>
  package static let name = "plain-text"
  package static let isRepeatable = true

  /// What the server declared.
  package var charset: String?

  package init(charset: String? = nil) { self.charset = charset }
}

/// An answer that may be a failure of a kind of its own, to be handled by case.
package enum WorkerOutcome<Success: Codable & Sendable, Failure: Error & Codable>: Codable, Sendable
{
  case success(Success)
  case failure(Failure)

  /// Runs `body` and keeps what comes of it.
  package init(_ body: () throws(Failure) -> Success) {
    do throws(Failure) {
      self = .success(try body())
    } catch {
      self = .failure(error)
    }
  }

  /// The value, or the failure thrown.
  package func get() throws(Failure) -> Success {
    switch self {
    case .success(let value): return value
    case .failure(let failure): throw failure
    }
  }
}
