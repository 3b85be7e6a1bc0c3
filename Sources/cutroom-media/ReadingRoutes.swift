import CutroomModel
import CutroomSystem
import MediaProbe

/// The requests that only read.
enum ReadingRoutes {
  static func add(to routes: inout WorkerRoutes) {
    routes.on(ProbeRequest.self, descriptors: 1) { request, files in
      let size = try begin(files[0], isQuick: !request.deep, deadlineMs: request.deadlineMs)
      let options = ProbeOptions(deep: request.deep, deadlineMs: request.deadlineMs)
      return try Prober.probe(descriptor: files[0], size: size, options: options)
    }
    routes.on(VerifyRequest.self, descriptors: 1) { request, files in
      let isQuick = !request.everything
      let size = try begin(files[0], isQuick: isQuick, deadlineMs: request.deadlineMs)
      return try Verifier.verify(
        descriptor: files[0],
        size: size,
        depth: request.everything ? .everything : .firstFrames,
        deadlineMs: request.deadlineMs
      )
    }
    routes.on(DecodedAudioRequest.self, descriptors: 1) { request, files in
      let size = try begin(files[0], isQuick: false, deadlineMs: request.deadlineMs)
      return try Verifier.decodedAudio(
        descriptor: files[0],
        size: size,
        deadlineMs: request.deadlineMs
      )
    }
  }

  /// The size of the file; from here on the processor time is bound to what the request is worth.
  private static func begin(_ file: CInt, isQuick: Bool, deadlineMs: Int) throws -> Int64 {
    let size = try sizeOfFile(file)
    let most = UInt64(clamping: deadlineMs / 1000) &+ 1
    ProcessorTime.allow(seconds: isQuick ? min(most, quickSeconds(size: size)) : most)
    return size
  }

  /// What is looked at only in part may cost less than five seconds, and one more for each gigabyte.
  private static func quickSeconds(size: Int64) -> UInt64 { 4 + UInt64(clamping: size >> 30) }
}
