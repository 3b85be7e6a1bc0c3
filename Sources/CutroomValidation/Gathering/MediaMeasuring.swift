import CutroomModel
import CutroomStore
import CutroomSystem
import CutroomWorkers

/// Measures media files by the worker, as far as the depth asks and memory does not tell.
struct MediaMeasuring: Sendable {
  let tree: Tree
  let media: MediaWorkers
  let depth: GateDepth

  /// A file to be measured, and what is already known of it.
  struct Task: Sendable {
    var path: ProjectPath
    var content: Digest
    var known: MediaTruth?
  }

  /// What came of a task.
  struct Answer: Sendable {
    var task: Task
    /// Nil where the worker could not even be asked.
    var check: MediaCheck?
    var workerFailure: String?
  }

  /// Whether nothing is left to be found out.
  static func isEnough(_ known: MediaTruth, for path: ProjectPath, depth: GateDepth) -> Bool {
    if depth == .quick { return true }
    guard known.isCurrent else { return false }
    if path.mediaPlace == .audio, known.audioUs == nil, known.facts.hasAudio { return false }
    return depth == .normal || known.decoding != nil
  }

  func measure(_ task: Task) -> Answer {
    var answer = Answer(task: task)
    do throws(WorkerFailure) {
      answer.check = .measured(try truth(task))
    } catch {
      if error.saysNothingOfTheFile {
        answer.workerFailure = error.message
      } else {
        answer.check = .failed(ProbeFailure(error))
      }
    }
    return answer
  }

  private func truth(_ task: Task) throws(WorkerFailure) -> MediaTruth {
    let name = task.path.description
    let file = try open(task.path)
    var truth: MediaTruth
    if let known = task.known, known.isCurrent {
      truth = known
    } else {
      truth = MediaTruth(try media.probe(file, path: name, deep: depth == .deep))
    }
    if task.path.mediaPlace == .audio, truth.facts.hasAudio, truth.audioUs == nil {
      let take = try media.decodedAudio(file, path: name)
      truth.audioUs = take.durationUs
      truth.sound = take.sound
    }
    if depth == .deep, truth.decoding == nil {
      let verification = try media.verify(file, path: name, everything: true)
      truth.decoding = MediaTruth.Decoding(
        errors: verification.decodeErrors,
        isSilent: verification.streams.contains { $0.frames == 0 }
      )
      truth.sound = verification.sound ?? truth.sound
      truth.picture = verification.picture
    }
    return truth
  }

  private func open(_ path: ProjectPath) throws(WorkerFailure) -> Descriptor {
    do throws(SystemError) {
      if let file = try tree.open(path) { return file }
    } catch {
      throw WorkerFailure(.unreadable, "it cannot be opened: \(error.code)")
    }
    throw WorkerFailure(.unreadable, "it went away during the check")
  }
}
