import CutroomModel
import CutroomSystem

/// What one process of this program is for; it can do nothing else.
enum Mode: Equatable {
  /// Reads media, writes nothing.
  case probe
  /// Encodes audio, makes thumbnails and waveforms.
  case make
  /// Speaks with one voice.
  case speak(voice: String)
  /// Lists the voices.
  case voices

  init?(_ arguments: ArraySlice<String>) {
    switch Array(arguments) {
    case ["probe"]: self = .probe
    case ["make"]: self = .make
    case ["voices"]: self = .voices
    case let words where words.count == 2 && words[0] == "speak": self = .speak(voice: words[1])
    default: return nil
    }
  }

  var sandbox: Sandbox {
    var limits = ResourceLimits(
      addressSpace: 2 << 30,
      openFiles: WorkerLoop.openFiles(descriptors: 2),
      fileSize: 2 << 30
    )
    if isReading {
      limits.addressSpace = 512 << 20
      limits.openFiles = WorkerLoop.openFiles(descriptors: 1)
      limits.fileSize = 0
    }
    return Sandbox(limits: limits, reach: .descriptors(writes: !isReading, forks: !isReading))
  }

  private var isReading: Bool { self == .probe || self == .voices }

  /// Bytes of one answer; the client takes no more.
  var largestAnswer: Int {
    self == .probe ? ProbeRequest.largestAnswer : MessageSocket.largestMessage
  }

  /// What is made must not depend on what was made before, so each request gets a fork.
  var loop: WorkerLoop {
    switch self {
    case .probe, .voices: WorkerLoop(isolation: .shared, secondsPerRequest: 10)
    case .make: WorkerLoop(isolation: .processPerRequest, secondsPerRequest: 1800)
    case .speak: WorkerLoop(isolation: .processPerRequest, secondsPerRequest: 300)
    }
  }

  /// Opens what has to be open before the sandbox closes.
  func prepare() -> (inout WorkerRoutes) -> Void {
    switch self {
    case .probe: ReadingRoutes.add
    case .make: MakingRoutes.add
    case .speak(let voice): SpeechRoutes.speaking(voice: voice)
    case .voices: SpeechRoutes.listing()
    }
  }
}
