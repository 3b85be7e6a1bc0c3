import BuiltPrograms
import CacheTrials
import CutroomSystem

/// The program of trials that need processes of their own, which is built beside the tests.
enum LimitFaults {
  static let program = "\(builtPrograms)/limit-faults"

  static func start(_ words: [String], _ place: TrialFolder) throws -> ChildProcess {
    try place.start(program, words)
  }
}
