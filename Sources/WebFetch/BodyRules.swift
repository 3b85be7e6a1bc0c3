import CutroomModel

/// What becomes of an answer's body.
enum BodyPlan: Equatable {
  /// It is written where the output stands.
  case keep(limit: Int64)
  /// It is written from this place of the file on, of which nothing behind it stays.
  case place(at: Int64, limit: Int64)
  /// It says why there is none: its beginning goes along with the answer, and into no file.
  case page(limit: Int)
}

/// Decides what becomes of an answer's body.
struct BodyRules {
  let exchange: WebExchange
  /// Whether the output is a file of which there may be a part.
  let isDownload: Bool
  /// Bytes of an error's page.
  let pageBytes: Int

  /// Throws `tooLarge` where the header says so already, and `badAnswer` for a part that was not asked
  /// for.
  func plan(_ head: AnswerHead) throws(FetchError) -> BodyPlan {
    guard (200...299).contains(head.status) else { return .page(limit: pageBytes) }
    let length = head.headers["content-length"].flatMap { Int64($0) } ?? 0
    let start = head.status == 206 ? exchange.resumeFrom : 0
    if head.status == 206 { try requirePart(head) }
    let limit = exchange.maxBytes - start
    guard length <= limit else { throw .tooLarge(limit: exchange.maxBytes) }
    return isDownload || exchange.resumeFrom > 0
      ? .place(at: start, limit: limit) : .keep(limit: limit)
  }

  private func requirePart(_ head: AnswerHead) throws(FetchError) {
    let range = head.headers["content-range"].flatMap { ContentRange($0) }
    guard exchange.resumeFrom > 0, range?.bytes?.lowerBound == exchange.resumeFrom,
      head.headers["content-encoding"] == nil
    else { throw .badAnswer("the server sent another part than it was asked for") }
    if let wanted = exchange.ifRange, wanted.hasPrefix("\""), let etag = head.headers["etag"],
      etag != wanted
    {
      throw .badAnswer("the server sent a part of another file")
    }
  }
}
