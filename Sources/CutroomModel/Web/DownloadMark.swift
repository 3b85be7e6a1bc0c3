/// What must be known of the first part of a file to go on with it: written beside it before its first
/// byte.
package struct DownloadMark: Codable, Hashable, Sendable {
  /// Digest of the address without its query.
  package var source: Digest
  /// The start of the machine in which the bytes came: of an earlier one not all may be on the disk.
  package var boot: UInt64
  /// Counts the tries: the number of the one that began with the first byte.
  package var attempt: Int
  /// `ETag`, `Last-Modified` and `Date`, as the server wrote them.
  package var etag: String?
  package var lastModified: String?
  package var date: String?
  /// Bytes of the whole file.
  package var total: Int64?

  package init(source: Digest, boot: UInt64, attempt: Int = 1) {
    self.source = source
    self.boot = boot
    self.attempt = attempt
  }

  /// The mark of an answer that brings the whole; one that was compressed on the way has no parts.
  package func noting(_ headers: [String: String]) -> DownloadMark {
    var mark = DownloadMark(source: source, boot: boot, attempt: attempt)
    if let coding = headers["content-encoding"], coding.lowercased() != "identity" { return mark }
    mark.etag = headers["etag"]
    mark.lastModified = headers["last-modified"]
    mark.date = headers["date"]
    mark.total = headers["content-length"].flatMap { Int64($0) }
    return mark
  }

  /// What `If-Range` may hold: RFC 9110, section 13.1.5; nil where another file could pass for this
  /// one.
  package var validator: String? {
    if let etag, etag.hasPrefix("\"") { return etag }
    // A date tells two files apart only when it was old already.
    guard let lastModified, let changed = DateText.http(lastModified),
      let seen = date.flatMap({ DateText.http($0) }), seen >= changed.adding(seconds: 60)
    else { return nil }
    return lastModified
  }

  // MARK: - The file

  package var bytes: [UInt8] {
    var json: JSONValue = [
      "version": "1.0", "kind": "download", "source": .string(source.description),
      "boot": .string("\(boot)"), "attempt": .integer(Int64(attempt)),
    ]
    json["etag"] = etag.map { .string($0) }
    json["lastModified"] = lastModified.map { .string($0) }
    json["date"] = date.map { .string($0) }
    json["total"] = total.map { .integer($0) }
    return JSONWriter.document(json)
  }

  /// Nil for what is not such a file.
  package init?(bytes: [UInt8]) {
    guard let json = try? JSONReader.read(bytes), json["kind"]?.string == "download",
      json["version"]?.string == "1.0",
      let source = json["source"]?.string.flatMap({ Digest($0) }),
      let boot = json["boot"]?.string.flatMap({ UInt64($0) }),
      let attempt = json["attempt"]?.integer.flatMap({ Int(exactly: $0) })
    else { return nil }
    self.init(source: source, boot: boot, attempt: attempt)
    etag = json["etag"]?.string
    lastModified = json["lastModified"]?.string
    date = json["date"]?.string
    total = json["total"]?.integer
  }
}
