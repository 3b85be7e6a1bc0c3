import CutroomModel
import CutroomSystem
import Glibc

/// Tries, from inside, what the sandbox is there to refuse.
struct SelfCheckRoute {
  let missing: [Sandbox.MissingGuard]

  func add(to routes: inout WorkerRoutes) {
    let missing = missing.map(\.rawValue)
    routes.on(SelfCheckRequest.self, descriptors: 1) { request, files in
      if let ending = request.ending { try end(ending, telling: files[0]) }
      return SelfCheck(
        missingGuards: missing,
        openFile: attempt { Glibc.open(request.path, O_RDONLY) },
        createSocket: attempt { socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0) },
        startProgram: attempt { startNothing() },
        signalParent: attempt { kill(getppid(), 0) },
        writeFile: attempt { CInt(clamping: pwrite(files[0], "x", 1, 0)) },
        openDescriptors: (0..<64).count { fcntl($0, F_GETFD) != -1 },
        pid: getpid()
      )
    }
  }
}

private func attempt(_ call: () -> CInt) -> Int32 {
  errno = 0
  return call() == -1 ? errno : 0
}

/// There is no such program: ENOENT shows that starting one would have been allowed.
private func startNothing() -> CInt {
  var arguments: [UnsafeMutablePointer<CChar>?] = [nil]
  return execve("/nonexistent", &arguments, &arguments)
}

private func end(_ ending: SelfCheckRequest.Ending, telling file: CInt) throws {
  switch ending {
  case .crash:
    signal(SIGSEGV, SIG_DFL)
    UnsafeMutablePointer<Int>(bitPattern: 8)?.pointee = 1
  case .hang:
    _ = write(file, "x", 1)
    while true { pause() }
  case .burnProcessor:
    ProcessorTime.allow(seconds: 0)
    while true {}
  case .nonsense:
    let words = Array("\u{0}this is no answer".utf8)
    _ = send(WorkerLoop.socketDescriptor, words, words.count, 0)
  }
}
