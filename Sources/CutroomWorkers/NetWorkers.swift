package import CutroomModel
package import CutroomSystem

/// The net worker programs: one kind fetches and may use the network, the other parses what came
/// and may use nothing.
///
/// Calls block and may come from several threads. They throw the failure of the work itself
/// (`FetchError`, `FeedError`), or `WorkerFailure` where the worker failed.
package final class NetWorkers: Sendable {
  private let starter = StartingThread()
  private let fetchers: WorkerPool
  private let parsers: WorkerPool

  /// Starts nothing yet.
  ///
  /// `atOnce` bounds the workers of each kind. The program is looked for in `folder`, or beside
  /// the running one.
  package init(atOnce size: Int, folder: String? = nil) {
    let folder = folder ?? WorkerProgram.ownFolder
    let fetcher = WorkerProgram(
      netProgram,
      ["fetch"],
      in: folder,
      environment: [
        "SSL_CERT_FILE", "SSL_CERT_DIR", "http_proxy", "https_proxy", "HTTPS_PROXY", "no_proxy",
        "NO_PROXY", "all_proxy", "ALL_PROXY",
      ]
    )
    fetchers = WorkerPool(fetcher, size: size, starter: starter)
    let parser = WorkerProgram(netProgram, ["parse"], in: folder)
    parsers = WorkerPool(parser, size: size, starter: starter)
  }

  deinit { close() }

  /// Ends the workers; requests made later fail with `workers-closed`.
  package func close() {
    fetchers.close()
    parsers.close()
    starter.close()
  }

  /// Fetches an address; the body is written to `output`.
  package func fetch(
    _ request: FetchRequest,
    to output: borrowing Descriptor
  ) throws -> FetchResult {
    try fetchers.call(
      request,
      descriptors: [output.raw],
      file: request.url,
      // The worker keeps to its own limit and has a better answer when it passes.
      deadline: .milliseconds(request.timeoutMs) + .seconds(5)
    ).get()
  }

  /// Reads a feed; `path` is for messages only.
  package func parseFeed(
    _ file: borrowing Descriptor,
    path: String,
    charset: String? = nil,
    base: String? = nil,
    deadline: Duration = .seconds(60)
  ) throws -> Feed {
    try parsers.call(
      ParseFeedRequest(charset: charset, base: base),
      descriptors: [file.raw],
      file: path,
      deadline: deadline
    ).get()
  }

  /// Takes the plain text out of a page; `path` is for messages only.
  package func plainText(
    of file: borrowing Descriptor,
    path: String,
    charset: String? = nil,
    deadline: Duration = .seconds(60)
  ) throws -> String {
    try parsers.call(
      PlainTextRequest(charset: charset),
      descriptors: [file.raw],
      file: path,
      deadline: deadline
    ).get()
  }
}

private let netProgram = "cutroom-net"
