import CFFmpeg
import CutroomModel

/// Turns libav's status into the cause that a person can act on.
struct OpenFailure {
  let status: CInt
  let bytes: FileBytes
  let log: LogCapture

  var reason: ProbeFailure {
    if let failure = bytes.failure { return failure }
    if bytes.isOverdue || status == cffmpeg_interrupted {
      return ProbeFailure(.timedOut, "the file was not understood before the deadline")
    }
    if status == cffmpeg_out_of_memory {
      return ProbeFailure(.outOfMemory, "the file asks for more memory than is allowed")
    }
    if log.lines.contains(where: { $0.hasPrefix("Format not on whitelist") }) {
      return ProbeFailure(
        .formatNotAllowed,
        "its content is in a format that can refer to other files or is not supported"
      )
    }
    return damage
  }

  private var damage: ProbeFailure {
    let layout = BoxLayout(bytes)
    if layout.isStill, layout.missingBytes == 0 {
      return ProbeFailure(
        .unsupported,
        "it is a HEIF picture (\(layout.brand)), which this libavformat does not read; make it a JPEG"
      )
    }
    if layout.isMovie, !layout.hasIndex {
      let cause =
        layout.missingBytes > 0
        ? "\(layout.missingBytes) bytes are missing at its end, the index (moov) with them"
        : "it has no index (moov): the copy or the recording did not finish"
      return ProbeFailure(.truncated, cause)
    }
    let hint = log.lines.last.map { " (\($0))" } ?? ""
    if layout.isMovie || bytes.size < 64 || startsLikeMedia {
      return ProbeFailure(.damaged, "it starts like media but cannot be read\(hint)")
    }
    return ProbeFailure(.notMedia, "its content is no media format that is known here")
  }

  /// Signs of containers that libav gives up on where no stream can be read.
  private var startsLikeMedia: Bool {
    let head = bytes.bytes(at: 0, count: 4)
    let marks = [
      "OggS", "RIFF", "RF64", "FORM", "fLaC", "caff", "wvpk", "TTA1", "MAC ", "FLV\u{1}",
    ]
    return head == [0x1A, 0x45, 0xDF, 0xA3] || marks.contains { head == Array($0.utf8) }
  }
}
