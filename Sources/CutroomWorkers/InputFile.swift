import CutroomModel
import CutroomSystem

/// Files that a user names, opened for a worker.
enum InputFile {
  /// Opens a regular file for reading; a FIFO or device is refused, not waited on.
  static func open(_ path: String) throws(WorkerFailure) -> Descriptor {
    let file = try descriptor(path)
    let kind = try? FileFacts(descriptor: file.raw).kind
    guard kind == .regular else {
      let what = kind == .directory ? "a folder" : "not a regular file"
      throw WorkerFailure(.unreadable, "it is \(what)", file: path)
    }
    return file
  }

  private static func descriptor(_ path: String) throws(WorkerFailure) -> Descriptor {
    do throws(SystemError) {
      return try Descriptor.openForReading(path)
    } catch {
      throw WorkerFailure(.unreadable, "it cannot be opened: \(error.code)", file: path)
    }
  }

  /// The SHA-256 of the whole file, in hexadecimal digits.
  static func hash(_ file: borrowing Descriptor) throws(WorkerFailure) -> String? {
    do throws(SystemError) {
      return Digest(bytes: try file.sha256())?.description
    } catch {
      throw WorkerFailure(.unreadable, "it cannot be read: \(error.code)")
    }
  }
}
