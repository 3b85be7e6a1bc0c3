import CutroomModel
import CutroomSystem
import Glibc

/// Prepares what the mode needs, gives up what it does not, then answers requests.
enum NetProgram {
  static func run(_ arguments: [String]) -> CInt {
    guard arguments.count == 2, let mode = Mode(rawValue: arguments[1]) else {
      complain("usage: cutroom-net fetch | parse (started by cutroom)")
      return 2
    }
    mode.prepare()
    do throws(SystemError) {
      _ = try mode.sandbox.enter()
      var routes = WorkerRoutes(largestAnswer: MessageSocket.largestMessage)
      mode.addRoutes(to: &routes)
      return mode.loop.run(routes.answer)
    } catch {
      complain("cutroom-net: \(error)")
      return 1
    }
  }

  private static func complain(_ words: String) {
    let line = Array("\(words)\n".utf8)
    _ = write(STDERR_FILENO, line, line.count)
  }
}
