import CutroomSystem
import Glibc

/// Sound of 8000 samples a second, 16 bits, one channel.
func wave(samples: Int) -> [UInt8] {
  let length = UInt64(samples * 2)
  let rates = join(little(8000, 4), little(16_000, 4))
  let format = join(little(1, 2), little(1, 2), rates, little(2, 2), little(16, 2))
  let sound = repeated(samples) { little(UInt64(bitPattern: Int64($0 % 40 - 20) * 500), 2) }
  let head = join(ascii("RIFF"), little(36 + length, 4), ascii("WAVE"))
  return join(head, chunk("fmt ", format), chunk("data", sound))
}

extension FreshFolder {
  /// Writes a file that looks old: by the times of one touched a moment ago nobody goes.
  func writeSettled(_ bytes: [UInt8], to name: String) throws {
    let slash = name.lastIndex(of: "/")
    let parent = slash.map { "/" + name[..<$0] } ?? ""
    let folder = try Folder.open(path + parent)
    let last = String(name[(slash.map { name.index(after: $0) } ?? name.startIndex)...])
    try folder.remove(last)
    try folder.createFile(last, mode: 0o644).writeAll(bytes)
    var times = [
      timeval(tv_sec: 1_700_000_000, tv_usec: 0), timeval(tv_sec: 1_700_000_000, tv_usec: 0),
    ]
    utimes("\(path)/\(name)", &times)
  }
}
