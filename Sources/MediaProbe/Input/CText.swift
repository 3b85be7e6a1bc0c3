import CFFmpeg

/// A Swift copy of C text; broken UTF-8 is mended.
func string(_ text: UnsafePointer<CChar>?) -> String? { text.map { String(cString: $0) } }

func string(_ text: UnsafeMutablePointer<CChar>?) -> String? { text.map { String(cString: $0) } }

/// The value of a tag; nil where there is none.
func tag(_ key: String, of dictionary: OpaquePointer?) -> String? {
  av_dict_get(dictionary, key, nil, 0).flatMap { string($0.pointee.value) }
}
