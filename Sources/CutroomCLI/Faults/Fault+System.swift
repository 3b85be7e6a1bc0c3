import CutroomStore
import CutroomSystem
import Glibc

extension Fault {
  init(_ error: SystemError) {
    if error.call == "exec" {
      self.init(programThatDidNotStart: error)
      return
    }
    let place = error.path ?? "a file"
    var (code, complaint, hint) = Self.words(for: error.code)
    if error.isOutOfSpace, let disk = error.path.flatMap(MountedDisk.of) {
      complaint = "the disk \(disk) is full"
    }
    let message = "\(place): \(complaint) (\(error.call): \(error.code))"
    self.init(.unavailable, code, message, path: error.path, hint: hint)
  }

  /// Standard output could not be written.
  init(outputFailure error: SystemError) {
    self.init(SystemError(call: error.call, code: error.code.rawValue, path: "standard output"))
  }

  private init(programThatDidNotStart error: SystemError) {
    let program = error.path ?? "a program"
    if error.code == .noSuchFile {
      self.init(missingProgram: program)
      return
    }
    let message = "\(program) cannot be started: \(error.code)"
    self.init(.unavailable, "program-unusable", message, path: error.path)
  }

  /// A program that is needed is not installed.
  package init(missingProgram program: String) {
    let name = program.split(separator: "/").last.map(String.init) ?? program
    let hint = DebianPackages.package(with: name).map { "Install it: apt-get install \($0)" }
    self.init(
      .unavailable,
      "program-missing",
      "the program \(program) is missing",
      path: program,
      hint: hint ?? "Install it, or name another in pipeline.json."
    )
  }

  private static func words(for code: Errno) -> (code: String, complaint: String, hint: String?) {
    switch code {
    case .noSpace, .quotaExceeded:
      (
        "disk-full", "the disk is full",
        "Make room (du -sh cache .cutroom shows what is large), then type the command again; "
          + "what was finished is kept."
      )
    case .accessDenied, .notPermitted:
      (
        "permission-denied", "permission denied",
        "Look at who owns it (ls -ld), or run cutroom as that user."
      )
    case .readOnlyFileSystem:
      (
        "read-only", "the file system is read-only",
        "Mount it for writing, or copy the workspace elsewhere."
      )
    case .noSuchFile: ("not-found", "there is no such file or folder", nil)
    case .notDirectory: ("not-a-folder", "it is not a folder", nil)
    case .inputOutput:
      (
        "input-output", "the disk reports an error",
        "Nothing was repaired or removed. Look at dmesg, and copy the workspace to another disk."
      )
    case .tooManyOpenFiles: ("too-many-files", "too many open files", "Raise `ulimit -n`.")
    case .tooManyLinks, .crossDevice:
      ("unsafe-path", "a symbolic link leads away from here", "cutroom follows no links here.")
    case .fileTooLarge: ("too-large", "it is too large", nil)
    default: ("system", "it could not be used", nil)
    }
  }
}
