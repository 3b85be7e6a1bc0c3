import CFFmpeg
package import CutroomModel
import Glibc

extension WorkerFailure.Code {
  /// The input's content is no media that can be read.
  package static let undecodable = WorkerFailure.Code(rawValue: "undecodable")
  /// The input has no audio to work on.
  package static let noAudio = WorkerFailure.Code(rawValue: "no-audio")
  /// The input has no picture to work on.
  package static let noPicture = WorkerFailure.Code(rawValue: "no-picture")
  /// The output could not be written.
  package static let unwritable = WorkerFailure.Code(rawValue: "unwritable")
  /// The output's file system has no room.
  package static let diskFull = WorkerFailure.Code(rawValue: "disk-full")
  /// A size, time or quality that cannot be made.
  package static let badSettings = WorkerFailure.Code(rawValue: "bad-settings")
}

/// Runs a call of libav that reports failure as a negative status.
@discardableResult
func require(
  _ status: CInt,
  _ code: WorkerFailure.Code,
  _ what: @autoclosure () -> String
) throws(WorkerFailure) -> CInt {
  guard status < 0 else { return status }
  var words = [CChar](repeating: 0, count: 128)
  av_strerror(status, &words, words.count)
  let cause = words.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
  throw WorkerFailure(isFull(-status) ? .diskFull : code, "\(what()): \(cause)")
}

/// Whether an error number says that a file system has no room.
func isFull(_ code: CInt) -> Bool { code == ENOSPC || code == EDQUOT }

/// Turns a missing allocation into a failure.
func allocated<Value>(_ value: Value?) throws(WorkerFailure) -> Value {
  guard let value else { throw WorkerFailure(.system, "there is not enough memory") }
  return value
}
