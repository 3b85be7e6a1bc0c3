/// Lets a worker try what its sandbox forbids.
package struct SelfCheckRequest: WorkerRequest, Equatable {
  package typealias Answer = SelfCheck
  package static let name = "self-check"
  package static let isRepeatable = true

  /// A file that exists and that the worker shall try to open, for reading.
  package var path: String
  /// Then ends in this way instead of answering.
  package var ending: Ending?

  /// Ways in which a worker may fail, for those who test what happens then.
  package enum Ending: String, Codable, Sendable {
    case crash
    /// Writes a byte to the file that was sent, then does nothing more.
    case hang
    case burnProcessor = "burn-processor"
    case nonsense
    /// Three that the sandbox ends a worker for; it answers where there is none.
    case startProgram = "start-program"
    case connect
    case openToWrite = "open-to-write"
  }

  package init(path: String, ending: Ending? = nil) {
    self.path = path
    self.ending = ending
  }
}

/// What came of it: the `errno` of each attempt, 0 where it worked.
package struct SelfCheck: Codable, Equatable, Sendable {
  /// Guards that the kernel does not offer.
  package var missingGuards: [String]
  package var openFile: Int32
  package var signalParent: Int32
  /// Making memory executable.
  package var mapCode: Int32
  package var startProcess: Int32
  /// Changing the mode of the file that was sent.
  package var changeMode: Int32
  /// Writing a byte to the file that was sent.
  package var writeFile: Int32
  package var openDescriptors: Int
  package var pid: Int32

  package init(
    missingGuards: [String],
    openFile: Int32,
    signalParent: Int32,
    mapCode: Int32,
    startProcess: Int32,
    changeMode: Int32,
    writeFile: Int32,
    openDescriptors: Int,
    pid: Int32
  ) {
    self.missingGuards = missingGuards
    self.openFile = openFile
    self.signalParent = signalParent
    self.mapCode = mapCode
    self.startProcess = startProcess
    self.changeMode = changeMode
    self.writeFile = writeFile
    self.openDescriptors = openDescriptors
    self.pid = pid
  }
}
