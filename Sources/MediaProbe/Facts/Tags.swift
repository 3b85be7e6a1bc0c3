import CFFmpeg

private let entryLimit = 32
private let lengthLimit = 256

/// The tags of a file or stream, with limits that keep an answer small; nil where there are none.
func tags(_ dictionary: OpaquePointer?) -> [String: String]? {
  var found: [String: String] = [:]
  var entry: UnsafeMutablePointer<AVDictionaryEntry>?
  while found.count < entryLimit {
    entry = av_dict_get(dictionary, "", entry, AV_DICT_IGNORE_SUFFIX)
    guard let entry else { break }
    guard let key = string(entry.pointee.key), let value = string(entry.pointee.value) else {
      continue
    }
    found[String(key.prefix(64))] = String(value.prefix(lengthLimit))
  }
  return found.isEmpty ? nil : found
}

func tag(_ key: String, of dictionary: OpaquePointer?) -> String? {
  av_dict_get(dictionary, key, nil, 0).flatMap { string($0.pointee.value) }
}
