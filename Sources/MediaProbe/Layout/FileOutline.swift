/// What a file's own structure says, before libav is asked for more.
struct FileOutline {
  let layout: BoxLayout
  let claimedSize: Int64?
  let lacksPictureEnd: Bool

  init(_ bytes: FileBytes) {
    let head = bytes.bytes(at: 0, count: Sniff.length)
    layout = BoxLayout(bytes)
    claimedSize = ClaimedSize.of(head: head, bytes: bytes)
    lacksPictureEnd = PictureEnd.isMissing(head: head, bytes: bytes)
  }
}
