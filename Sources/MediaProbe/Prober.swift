package import CutroomModel

/// Measures media files through libavformat, from a descriptor and never from a name.
package enum Prober {
  /// The facts of the file behind `descriptor`, a seekable file of `size` bytes.
  ///
  /// The descriptor is borrowed and its offset left alone. Nothing but these bytes is read:
  /// whatever the file refers to is refused.
  package static func probe(
    descriptor: CInt,
    size: Int64,
    options: ProbeOptions = ProbeOptions()
  ) throws(ProbeFailure) -> ProbeFacts {
    throw ProbeFailure(.unsupported, "probing is not built in")
  }
}
