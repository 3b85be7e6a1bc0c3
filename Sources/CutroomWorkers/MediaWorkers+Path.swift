package import CutroomModel
import CutroomSystem

extension MediaWorkers {
  /// Decoding takes as long as the file's pictures are many.
  private static let decodingDeadline: Duration = .seconds(7200)

  /// Probes a file by its name, and with `deep` decodes it whole as well.
  ///
  /// `hash` adds the SHA-256 of a file that could be probed. A file that cannot be decoded to its end
  /// has a warning that says why.
  package func probe(
    path: String,
    deep: Bool = false,
    hash: Bool = false,
    deadline: Duration = .seconds(10)
  ) throws(ProbeFailure) -> ProbeFacts {
    do throws(WorkerFailure) {
      let file = try InputFile.open(path)
      var facts = try probe(file, path: path, deep: deep, deadline: deadline)
      if deep { try addDecoding(to: &facts.cutroom, of: file, path: path) }
      if hash { facts.cutroom.sha256 = try InputFile.hash(file) }
      return facts
    } catch {
      throw ProbeFailure(error)
    }
  }

  /// What `probe(path:)` answers, as JSON.
  package func probedJSON(
    path: String,
    deadline: Duration = .seconds(10)
  ) throws(ProbeFailure) -> JSONValue {
    do throws(WorkerFailure) {
      let file = try InputFile.open(path)
      let request = ProbeRequest(deadlineMs: deadline.clampedMilliseconds)
      return try read(Verbatim(request), file, path, deadline)
    } catch {
      throw ProbeFailure(error)
    }
  }

  private func addDecoding(
    to facts: inout MediaFacts,
    of file: borrowing Descriptor,
    path: String
  ) throws(WorkerFailure) {
    do throws(WorkerFailure) {
      let limit = Self.decodingDeadline
      facts.add(try verify(file, path: path, everything: true, deadline: limit))
    } catch {
      guard !error.saysNothingOfTheFile else { throw error }
      facts.warnings.append(ProbeWarning(code: ProbeWarning.notDecoded, message: error.message))
    }
  }
}

extension MediaFacts {
  fileprivate mutating func add(_ verification: Verification) {
    // A stream without a frame and without an error is damaged all the same.
    let mute = verification.streams.count { $0.frames == 0 && $0.errors == 0 }
    decodeErrors = verification.decodeErrors + mute
    sound = verification.sound
    picture = verification.picture
    warnings += verification.warnings.filter { !warnings.contains($0) }
    if decodeErrors == 0, let heard = verification.soundUs { adopt(heard) }
  }

  /// Takes the length that the samples of a file's only track have.
  private mutating func adopt(_ heardUs: Int64) {
    guard kind == .audio, spans.count == 1, heardUs > 0 else { return }
    if let packetsUs = durationUs, abs(Int128(packetsUs) - Int128(heardUs)) > Self.frameUs {
      warnings.append(
        ProbeWarning(
          code: "samples-differ",
          message: "the packets last \(packetsUs / 1000) ms, the samples in them "
            + "\(heardUs / 1000) ms, which is what is heard"
        )
      )
    }
    durationUs = heardUs
    durationSource = .decoded
    spans[0].durationUs = heardUs
  }

  /// Packets of sound last about as long: less is no difference.
  private static var frameUs: Int128 { 30_000 }
}
