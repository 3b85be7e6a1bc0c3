import CutroomModel
import CutroomSystem
import Glibc

/// Prepares what the mode needs, gives up what it does not, then answers requests.
enum MediaProgram {
  static func run(_ arguments: [String]) -> CInt {
    guard let mode = Mode(arguments.dropFirst()) else {
      complain("usage: cutroom-media probe | make | speak VOICE | voices (started by cutroom)")
      return 2
    }
    let addRoutes = mode.prepare()
    do throws(SystemError) {
      let missing = try mode.sandbox.enter()
      var routes = WorkerRoutes(largestAnswer: mode.largestAnswer)
      SelfCheckRoute(missing: missing).add(to: &routes)
      addRoutes(&routes)
      return mode.loop.run(routes.answer)
    } catch {
      complain("cutroom-media: \(error)")
      return 1
    }
  }

  private static func complain(_ words: String) {
    let line = Array("\(words)\n".utf8)
    _ = write(STDERR_FILENO, line, line.count)
  }
}
