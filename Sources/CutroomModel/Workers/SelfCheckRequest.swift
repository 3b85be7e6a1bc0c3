/// Lets a worker try what its sandbox forbids.
package struct SelfCheckRequest: WorkerRequest, Equatable {
  package typealias Answer = SelfCheck
  package static let name = "self-check"
  package static let isRepeatable = true

  /// A file that exists and that the worker shall try to open.
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
  package var createSocket: Int32
  package var startProgram: Int32
  package var signalParent: Int32
  /// Writing a byte to the file of descriptor 0, where one was sent.
  package var writeFile: Int32?
  package var openDescriptors: Int
  package var pid: Int32

  package init(
    missingGuards: [String],
    openFile: Int32,
    createSocket: Int32,
    startProgram: Int32,
    signalParent: Int32,
    writeFile: Int32?,
    openDescriptors: Int,
    pid: Int32
  ) {
    self.missingGuards = missingGuards
    self.openFile = openFile
    self.createSocket = createSocket
    self.startProgram = startProgram
    self.signalParent = signalParent
    self.writeFile = writeFile
    self.openDescriptors = openDescriptors
    self.pid = pid
  }
}
