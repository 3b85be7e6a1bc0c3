import CutroomModel
import CutroomSystem
import Glibc

/// Tries, from inside, what the sandbox is there to refuse.
struct SelfCheckRoute {
  let missing: [MissingGuard]

  func add(to routes: inout WorkerRoutes) {
    let missing = missing.map(\.rawValue)
    routes.on(SelfCheckRequest.self, descriptors: 1) { request, files in
      if let ending = request.ending { end(ending, telling: files[0]) }
      return SelfCheck(
        missingGuards: missing,
        openFile: attempt { Glibc.open(request.path, O_RDONLY) },
        signalParent: attempt { kill(getppid(), 0) },
        mapCode: attempt { mapCode() },
        startProcess: attempt { startProcess() },
        changeMode: attempt { fchmod(files[0], 0o600) },
        writeFile: attempt { CInt(clamping: write(files[0], "x", 1)) },
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

private func mapCode() -> CInt {
  let rights = PROT_READ | PROT_WRITE | PROT_EXEC
  return mmap(nil, 4096, rights, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? -1 : 0
}

/// There is no such program: ENOENT shows that a process for it could be started.
private func startProcess() -> CInt {
  var arguments: [UnsafeMutablePointer<CChar>?] = [nil]
  var child: pid_t = 0
  errno = posix_spawn(&child, "/nonexistent", nil, nil, &arguments, &arguments)
  return errno == 0 ? 0 : -1
}

/// In place of this process.
private func startNothing() {
  var arguments: [UnsafeMutablePointer<CChar>?] = [nil]
  execve("/nonexistent", &arguments, &arguments)
}

private func connectToNobody() {
  let connection = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
  close(connection)
}

private func end(_ ending: SelfCheckRequest.Ending, telling file: CInt) {
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
  case .startProgram: startNothing()
  case .connect: connectToNobody()
  case .openToWrite: close(open("/dev/null", O_WRONLY))
  }
}
