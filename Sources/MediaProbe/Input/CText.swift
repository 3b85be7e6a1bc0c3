/// A Swift copy of C text; broken UTF-8 is mended.
func string(_ text: UnsafePointer<CChar>?) -> String? { text.map { String(cString: $0) } }

func string(_ text: UnsafeMutablePointer<CChar>?) -> String? { text.map { String(cString: $0) } }
