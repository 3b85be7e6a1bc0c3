import CutroomModel

/// Where a download goes on.
enum ResumePoint: Equatable {
  /// Nothing that is there is of use.
  case start
  /// So many bytes are there, of the file that this validator names.
  case middle(Int64, validator: String)
  /// All is there.
  case end

  /// Decides by what was written down of the bytes that are there.
  ///
  /// `length` counts them; `source` and `boot` are those of today.
  init(_ mark: DownloadMark?, length: Int64, source: Digest, boot: UInt64) {
    guard let mark, length > 0, mark.source == source, mark.boot == boot,
      mark.total.map({ length <= $0 }) ?? true
    else {
      self = .start
      return
    }
    if mark.total == length {
      self = .end
    } else if let validator = mark.validator {
      self = .middle(length, validator: validator)
    } else {
      self = .start
    }
  }
}
