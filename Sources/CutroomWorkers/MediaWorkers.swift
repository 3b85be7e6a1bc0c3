package import CutroomModel
package import CutroomSystem
import Glibc

/// The media worker programs: they read, make and speak media in processes of their own, and this
/// process never touches the bytes.
///
/// Calls block and may come from several threads. Every call throws `WorkerFailure`: a code of the
/// worker's own, or `worker-crashed`, `timeout`, `worker-answer-unreadable`, `program-missing`. The
/// descriptors given are not kept, and their offsets stay where they are.
package struct MediaWorkers: Sendable {
  /// The most workers of each kind.
  package let workersAtOnce: Int
  let pools: MediaPools
  private var cancellation: Cancellation?

  /// Starts nothing yet.
  ///
  /// `atOnce` bounds the workers of each kind. The programs are looked for in `folder`, or beside
  /// the running program. The workers end with the last copy of this value.
  package init(atOnce size: Int, folder: String? = nil) {
    workersAtOnce = size
    pools = MediaPools(atOnce: size, folder: folder)
  }

  /// The same workers, for requests that fail with `cancelled` once `cancellation` is cancelled;
  /// a worker that is busy with one is then killed at once.
  package func stopped(by cancellation: Cancellation) -> MediaWorkers {
    var workers = self
    workers.cancellation = cancellation
    return workers
  }

  /// Ends the workers; requests made later fail with `workers-closed`.
  package func close() { pools.close() }

  // MARK: - Reading

  /// Measures a media file; `path` is for messages only.
  package func probe(
    _ file: borrowing Descriptor,
    path: String,
    deep: Bool = false,
    deadline: Duration = .seconds(10)
  ) throws(WorkerFailure) -> ProbeFacts {
    let request = ProbeRequest(deep: deep, deadlineMs: deadline.clampedMilliseconds)
    return try read(request, file, path, deadline)
  }

  /// Decodes a media file, whole or its first frames.
  package func verify(
    _ file: borrowing Descriptor,
    path: String,
    everything: Bool,
    deadline: Duration = .seconds(600)
  ) throws(WorkerFailure) -> Verification {
    let milliseconds = deadline.clampedMilliseconds
    let request = VerifyRequest(everything: everything, deadlineMs: milliseconds)
    return try read(request, file, path, deadline)
  }

  /// Counts the samples that a listener hears.
  package func decodedAudio(
    _ file: borrowing Descriptor,
    path: String,
    deadline: Duration = .seconds(600)
  ) throws(WorkerFailure) -> DecodedAudio {
    let request = DecodedAudioRequest(deadlineMs: deadline.clampedMilliseconds)
    return try read(request, file, path, deadline)
  }

  // MARK: - Sound

  /// Writes the file's first audio stream as an MP3; returns what is heard of it.
  ///
  /// `output` must be open for reading and writing.
  package func encodeAudio(
    _ file: borrowing Descriptor,
    path: String,
    channels: Int = 2,
    quality: Int = 2,
    to output: borrowing Descriptor,
    deadline: Duration = .seconds(1800)
  ) throws(WorkerFailure) -> DecodedAudio {
    let request = EncodeAudioRequest(channels: channels, quality: quality)
    return try make(request, file, output, path, deadline)
  }

  // MARK: - Speaking

  /// Speaks `tokens` into an MP3; equal tokens, voice and settings give equal bytes.
  ///
  /// `output` must be open for reading and writing. Throws `unknown-voice`, naming it, as well as
  /// `bad-speech-settings` and `nothing-to-say`.
  package func speak(
    _ tokens: [SpeechToken],
    voice: String,
    wordsPerMinute: Int = 160,
    pitch: Int = 50,
    to output: borrowing Descriptor,
    deadline: Duration = .seconds(300)
  ) throws(WorkerFailure) -> SpokenAudio {
    let settings = SpeechSettings(wordsPerMinute: wordsPerMinute, pitch: pitch)
    return try pools.speakers(voice: voice).call(
      SpeakRequest(tokens: tokens, settings: settings),
      descriptors: [output.raw],
      file: nil,
      deadline: deadline,
      cancellation: cancellation
    )
  }

  /// The voices that are installed.
  package func voices() throws(WorkerFailure) -> VoiceList {
    let pool = pools.lister()
    defer { pool.close() }
    return try pool.call(VoicesRequest(), descriptors: [], file: nil, deadline: .seconds(30))
  }

  /// Lets a worker that probes, makes or speaks try what its sandbox refuses.
  package func selfCheck(
    _ request: SelfCheckRequest,
    writing file: borrowing Descriptor,
    kind: Kind = .probe,
    deadline: Duration = .seconds(10)
  ) throws(WorkerFailure) -> SelfCheck {
    let pool =
      switch kind {
      case .probe: pools.probers
      case .make: pools.makers
      case .speak(let voice): pools.speakers(voice: voice)
      }
    return try pool.call(
      request,
      descriptors: [file.raw],
      file: request.path,
      deadline: deadline,
      cancellation: cancellation
    )
  }

  /// What a media worker is started for.
  package enum Kind: Hashable, Sendable {
    case probe
    case make
    case speak(voice: String)
  }

  // MARK: - Calls

  func read<Request: WorkerRequest>(
    _ request: Request,
    _ file: borrowing Descriptor,
    _ path: String,
    _ deadline: Duration
  ) throws(WorkerFailure) -> Request.Answer {
    // The worker has a deadline of its own and a better answer when it passes.
    try pools.probers.call(
      request,
      descriptors: [file.raw],
      file: path,
      deadline: deadline + .seconds(2),
      cancellation: cancellation
    )
  }

  func make<Request: WorkerRequest>(
    _ request: Request,
    _ file: borrowing Descriptor,
    _ output: borrowing Descriptor,
    _ path: String,
    _ deadline: Duration
  ) throws(WorkerFailure) -> Request.Answer {
    try pools.makers.call(
      request,
      descriptors: [file.raw, output.raw],
      file: path,
      deadline: deadline,
      cancellation: cancellation
    )
  }
}

extension Duration {
  /// Milliseconds between 0 and what an `Int32` holds.
  var clampedMilliseconds: Int {
    let (seconds, attoseconds) = components
    guard seconds >= 0 else { return 0 }
    guard seconds < 2_000_000 else { return 2_000_000_000 }
    return Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
  }
}
