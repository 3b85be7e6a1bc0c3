package import CutroomModel

/// A digest for files whose bytes are not looked at.
package func anyDigest() -> Digest {
  guard let digest = Digest(String(repeating: "0", count: 64)) else {
    fatalError("64 zeros are a digest")
  }
  return digest
}

package func rate(_ num: Int, _ den: Int = 1) -> FrameRate {
  guard let rate = FrameRate(num, den) else { fatalError("\(num)/\(den) is a rate") }
  return rate
}

package func still(_ file: String) -> AssignedVisual {
  AssignedVisual(kind: .image, file: file, sha256: anyDigest())
}

package func clip(_ file: String, seconds: Double, fps: FrameRate? = nil) -> AssignedVisual {
  AssignedVisual(
    kind: .video,
    file: file,
    sha256: anyDigest(),
    durationUs: Int64(seconds * 1_000_000),
    fps: fps
  )
}

/// A segment whose words are heard evenly.
package func segment(
  _ id: String,
  _ file: String,
  seconds: Double,
  saying text: String = "",
  showing visuals: [AssignedVisual]
) -> NarratedSegment {
  let words = text.split(separator: " ")
  let each = Int64(seconds * 1000) / Int64(max(1, words.count))
  return NarratedSegment(
    id: id,
    file: file,
    sha256: anyDigest(),
    durationUs: Int64(seconds * 1_000_000),
    words: words.enumerated().map {
      Timestamps.Word(
        text: String($1),
        startMs: Int64($0) * each,
        endMs: Int64($0 + 1) * each
      )
    },
    visuals: visuals
  )
}
