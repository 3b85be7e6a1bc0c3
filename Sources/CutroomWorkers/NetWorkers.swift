package import CutroomModel
package import CutroomSystem

/// The net worker programs: one kind fetches and may use the network, the other parses what came
/// and may use nothing.
///
/// Calls block and may come from several threads. They throw the failure of the work itself
/// (`FetchError`, `FeedError`), or `WorkerFailure` where the worker failed.
package struct NetWorkers: Sendable {
  private let pools: NetPools
  /// Whether nothing may go over a network.
  private let isOffline: Bool
  private var cancellation: Cancellation?

  /// Starts nothing yet.
  ///
  /// `atOnce` bounds the workers of each kind. The program is looked for in `folder`, or beside
  /// the running one. The workers end with the last copy of this value.
  ///
  /// Those that are `isOffline` read what is there and fetch nothing.
  package init(atOnce size: Int, folder: String? = nil, isOffline: Bool = false) {
    self.isOffline = isOffline
    pools = NetPools(atOnce: size, folder: folder)
  }

  /// The same workers, for requests that fail with `cancelled` once `cancellation` is cancelled;
  /// a worker that is busy with one is then killed at once.
  package func stopped(by cancellation: Cancellation) -> NetWorkers {
    var workers = self
    workers.cancellation = cancellation
    return workers
  }

  /// Ends the workers; requests made later fail with `workers-closed`.
  package func close() { pools.close() }

  /// Fetches an address; the body is written to `output`.
  package func fetch(
    _ request: FetchRequest,
    to output: borrowing Descriptor
  ) throws -> FetchResult {
    if isOffline { throw FetchError.offline }
    return try pools.fetchers.call(
      request,
      descriptors: [output.raw],
      file: request.url,
      // The worker keeps to its own limit and has a better answer when it passes.
      deadline: .milliseconds(request.timeoutMs) + .seconds(5),
      cancellation: cancellation
    ).get()
  }

  /// Makes an HTTP exchange; an answer of any status is one, and the body of one that succeeds is written
  /// to `output`.
  ///
  /// Throws `WebFailure`, which tells whether the server may have acted on the request, or
  /// `WorkerFailure` where no worker could be asked. Nothing is sent twice.
  package func exchange(
    _ exchange: WebExchange,
    body: [UInt8]? = nil,
    to output: borrowing Descriptor
  ) throws -> WebReply {
    let sent = try Descriptor.inMemory("body")
    if let body { try sent.writeAll(body) }
    return try ask(exchange, exchange, descriptors: [output.raw, sent.raw])
  }

  /// Gets a file or the rest of it into `part`, and what its next part needs to be known into `mark`.
  ///
  /// Throws as ``exchange(_:body:to:)`` does.
  package func download(
    _ download: WebDownload,
    to part: borrowing Descriptor,
    marking mark: borrowing Descriptor
  ) throws -> WebReply {
    try ask(download, download.exchange, descriptors: [part.raw, mark.raw])
  }

  private func ask<Request: WorkerRequest>(
    _ request: Request,
    _ exchange: WebExchange,
    descriptors: [CInt]
  ) throws -> WebReply where Request.Answer == WorkerOutcome<WebReply, WebFailure> {
    if isOffline { throw WebFailure(.offline, mayHaveArrived: false) }
    var wasAsked = false
    let outcome: WorkerOutcome<WebReply, WebFailure>
    do throws(WorkerFailure) {
      outcome = try pools.fetchers.call(
        request,
        descriptors: descriptors,
        file: nil,
        deadline: .milliseconds(exchange.timeoutMs) + .seconds(5),
        cancellation: cancellation,
        willAsk: { wasAsked = true }
      )
    } catch {
      switch error.code {
      case .cancelled: throw WebFailure(.cancelled, mayHaveArrived: wasAsked)
      case _ where !wasAsked: throw error
      case .timeout: throw WebFailure(.timeout, mayHaveArrived: true)
      default: throw WebFailure(.worker(error.message), mayHaveArrived: true)
      }
    }
    return try outcome.get()
  }

  /// Reads a feed; `path` is for messages only.
  package func parseFeed(
    _ file: borrowing Descriptor,
    path: String,
    charset: String? = nil,
    base: String? = nil,
    deadline: Duration = .seconds(60)
  ) throws -> Feed {
    try pools.parsers.call(
      ParseFeedRequest(charset: charset, base: base),
      descriptors: [file.raw],
      file: path,
      deadline: deadline,
      cancellation: cancellation
    ).get()
  }

  /// Takes the plain text out of a page; `path` is for messages only.
  package func plainText(
    of file: borrowing Descriptor,
    path: String,
    charset: String? = nil,
    deadline: Duration = .seconds(60)
  ) throws -> String {
    try pools.parsers.call(
      PlainTextRequest(charset: charset),
      descriptors: [file.raw],
      file: path,
      deadline: deadline,
      cancellation: cancellation
    ).get()
  }
}

/// The modes that the net program is started in.
private struct NetPools: Sendable {
  private let pools: WorkerPools
  /// What tells libcurl whom to trust and which way to go.
  private static let environment = [
    "SSL_CERT_FILE", "SSL_CERT_DIR", "http_proxy", "https_proxy", "HTTPS_PROXY", "no_proxy",
    "NO_PROXY", "all_proxy", "ALL_PROXY",
  ]

  init(atOnce size: Int, folder: String?) {
    pools = WorkerPools(of: "cutroom-net", atOnce: size, folder: folder)
  }

  var fetchers: WorkerPool { pools.pool(["fetch"], environment: Self.environment) }

  var parsers: WorkerPool { pools.pool(["parse"]) }

  func close() { pools.close() }
}
