import CutroomModel
import CutroomSystem
import CutroomWorkers

/// Gets the bytes of a download that are not there yet.
struct PartFetch {
  let net: NetWorkers
  let download: Download
  let part: PartFile
  let clock: SystemClock

  /// Leaves the whole file in the part; whether it is as long as the server said, and not just over.
  ///
  /// Throws `ProviderFault`; what a later try can go on with stays. Throws `SystemError` where the
  /// part cannot be written, and `WorkerFailure` where there is no worker.
  func run() throws -> Bool {
    var tries = DownloadTries()
    while true {
      let point = try part.resumePoint()
      if point == .end { return true }
      if point == .start { try part.clear() }
      let attempt = part.attempt()
      do {
        let reply = try ask(point)
        if try isWhole(reply, &tries) { return try part.noteWhole() }
      } catch let failure as WebFailure {
        // A server that began anew has cut what was there.
        try judge(failure, part.attempt() == attempt ? point : .start, &tries)
      }
    }
  }

  private func ask(_ point: ResumePoint) throws -> WebReply {
    var exchange = WebExchange(
      url: download.url,
      maxBytes: download.maxBytes,
      timeoutMs: download.timeoutMs,
      followsRedirects: true,
      wantsPlainBytes: true,
      allowPrivatePeers: download.allowPrivatePeers
    )
    if case .middle(let length, let validator) = point {
      exchange.resumeFrom = length
      exchange.ifRange = validator
    }
    return try part.fill { file, mark, facts in
      try net.download(WebDownload(exchange, mark: facts), to: file, marking: mark)
    }
  }

  /// Whether an answer has brought all; false to ask again.
  private func isWhole(_ reply: WebReply, _ tries: inout DownloadTries) throws -> Bool {
    switch reply.status {
    case 200, 203: return true
    case 206:
      let length = try part.length()
      if reply.contentRange?.total.map({ $0 == length }) ?? true { return true }
      if tries.brokeOff(start: length - reply.bytes, length: length) == .again { return false }
      throw fault(.network, "the file does not end where it should")
    case 416:
      if try reply.contentRange?.total == part.length() { return true }
      try part.clear()
      if tries.wereUseless() { return false }
      throw fault(.badAnswer, "the server has no part of the file to send")
    case 404, 410: try part.remove()
    case 201...299: throw fault(.badAnswer, "the server answered \(reply.status), without a file")
    default: break
    }
    throw ReplyFault(download.host, reply, now: Instant(microseconds: clock.now())).fault
  }

  /// Returns where a failure is worth another try at once.
  private func judge(
    _ failure: WebFailure,
    _ point: ResumePoint,
    _ tries: inout DownloadTries
  ) throws {
    switch failure.error {
    case .output(let code): throw SystemError(call: "write", code: code, path: part.path)
    case .tooLarge(let limit):
      try part.remove()
      throw fault(.badAnswer, "it is larger than \(limit / 1_000_000) MB")
    case .badAnswer where point != .start:
      try part.clear()
      if tries.wereUseless() { return }
    case .network:
      var start: Int64 = 0
      if case .middle(let length, _) = point { start = length }
      let length = try part.length()
      switch tries.brokeOff(start: start, length: length) {
      case .again: return
      case .later: break
      case .never:
        let total = part.total().map { " of \($0)" } ?? ""
        try part.remove()
        throw fault(.badAnswer, "the server ends after \(length)\(total) bytes each time")
      }
    default: break
    }
    throw ProviderFault(failure, from: download.host)
  }

  private func fault(_ code: ProviderFault.Code, _ words: String) -> ProviderFault {
    ProviderFault(code, "\(download.host): \(words)")
  }
}
