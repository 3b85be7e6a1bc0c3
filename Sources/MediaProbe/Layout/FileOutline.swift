/// What a file's own structure says, before libav is asked for more.
struct FileOutline {
  let layout: BoxLayout
  let claimedSize: Int64?
  let lacksPictureEnd: Bool
  /// Several pictures in a WebP: its header has the flag.
  let isAnimatedWebP: Bool
  /// How a camera says that a still picture is to be held; nil where it does not.
  let orientation: ExifOrientation?

  init(_ bytes: FileBytes) {
    let head = bytes.bytes(at: 0, count: Sniff.length)
    layout = BoxLayout(bytes)
    claimedSize = ClaimedSize.of(head: head, bytes: bytes)
    lacksPictureEnd = PictureEnd.isMissing(head: head, bytes: bytes)
    isAnimatedWebP =
      head.starts(with: Array("RIFF".utf8)) && head.count > 20 && head[20] & 2 != 0
      && head.dropFirst(8).starts(with: Array("WEBPVP8X".utf8))
    orientation = ExifPlace.of(head: head, bytes).flatMap { ExifOrientation(bytes, at: $0) }
  }
}
