import CLinux
import Glibc

/// An open folder: everything inside it is reached by name from its descriptor, never by a path
/// from the root, and never through a symbolic link.
///
/// A name given to a method is a single component unless the method says `path`.
package final class Folder: Sendable {
  private let descriptor: Descriptor
  /// Where the folder was found; for messages and for children, not for opening.
  package let path: String

  init(_ descriptor: consuming Descriptor, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  /// The descriptor, good while this object lives.
  package var raw: CInt { descriptor.raw }

  /// Opens a folder by an absolute or current path: open(2).
  package static func open(_ path: String) throws(SystemError) -> Folder {
    let raw = try check("open", path: path) { clinux_open(path, O_RDONLY | O_DIRECTORY, 0) }
    return Folder(Descriptor(owning: raw), path: path)
  }

  /// Opens a folder below this one, refusing links and `..`: openat2(2).
  package func folder(_ path: String) throws(SystemError) -> Folder {
    if path.isEmpty || path == "." { return self }
    let raw = try openBeneath(path, O_RDONLY | O_DIRECTORY, 0)
    return Folder(Descriptor(owning: raw), path: join(path))
  }

  /// Opens a regular file below this folder for reading; a FIFO or device is refused, not waited on.
  package func openFile(_ path: String) throws(SystemError) -> Descriptor {
    var facts: FileFacts?
    return try openFile(path, &facts)
  }

  /// The same, telling the facts of what was opened.
  package func openFile(
    _ path: String,
    _ facts: inout FileFacts?
  ) throws(SystemError) -> Descriptor {
    let file = Descriptor(owning: try openBeneath(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW, 0))
    let found = try FileFacts(descriptor: file.raw)
    guard found.kind == .regular else {
      throw SystemError(call: "open", code: EINVAL, path: join(path))
    }
    facts = found
    return file
  }

  /// Opens a device below this folder for reading.
  package func openDevice(_ name: String) throws(SystemError) -> Descriptor {
    Descriptor(owning: try openBeneath(name, O_RDONLY, 0))
  }

  /// Creates a file that must not exist yet: O_CREAT | O_EXCL.
  package func createFile(_ path: String, mode: UInt32) throws(SystemError) -> Descriptor {
    let flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW
    return Descriptor(owning: try openBeneath(path, flags, mode))
  }

  /// Opens a file for reading and appending, created where missing and never truncated.
  package func openAppending(_ path: String, mode: UInt32) throws(SystemError) -> Descriptor {
    let flags = O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW
    return Descriptor(owning: try openBeneath(path, flags, mode))
  }

  /// Opens a file for reading and writing at any place, created where missing and never truncated.
  package func openForWriting(_ path: String, mode: UInt32) throws(SystemError) -> Descriptor {
    let flags = O_RDWR | O_CREAT | O_NOFOLLOW
    return Descriptor(owning: try openBeneath(path, flags, mode))
  }

  /// The facts of `name` itself, not of what a link points to; nil where there is nothing.
  package func facts(_ name: String) throws(SystemError) -> FileFacts? {
    try requireOneName(name, "fstatat")
    var status = stat()
    let result = name.withCString { fstatat(raw, $0, &status, AT_SYMLINK_NOFOLLOW) }
    if result == 0 { return FileFacts(status) }
    if errno == ENOENT || errno == ENOTDIR { return nil }
    throw SystemError.last("fstatat", path: join(name))
  }

  /// What a quick look at a name gave.
  package enum Peek {
    case facts(FileFacts)
    case absent
    case unknown
  }

  /// As `facts`, for a name that is a C string already and with no error to tell: fstatat(2).
  package func peek(_ name: UnsafePointer<CChar>) -> Peek {
    var status = stat()
    if fstatat(raw, name, &status, AT_SYMLINK_NOFOLLOW) == 0 { return .facts(FileFacts(status)) }
    return errno == ENOENT || errno == ENOTDIR ? .absent : .unknown
  }

  /// A name inside a folder with what it stands for, where the file system tells without a look.
  package struct Entry: Sendable {
    package let name: String
    package let kind: FileFacts.Kind?
  }

  /// The names inside that are UTF-8, in byte order, without `.` and `..`.
  package func names() throws(SystemError) -> [String] { try entries().map(\.name) }

  /// The names inside that are UTF-8 with their kinds, in byte order, without `.` and `..`.
  package func entries() throws(SystemError) -> [Entry] { try entriesAndStrangers().entries }

  /// The same, and how many names are not UTF-8: none of those can be one of ours.
  package func entriesAndStrangers() throws(SystemError) -> (entries: [Entry], strangers: Int) {
    var strangers = 0
    let entries = try list { name, kind in
      let name = String(validatingCString: name)
      if name == nil { strangers += 1 }
      return name.map { Entry(name: $0, kind: FileFacts.Kind(directoryEntry: kind)) }
    }
    return (entries.sorted { byteOrder($0.name, $1.name) }, strangers)
  }

  /// Every name inside, in byte order, without `.` and `..`.
  package func everyName() throws(SystemError) -> [FileName] {
    try list { name, _ in FileName(name) }
      .sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
  }

  /// Shows each name inside in the order in which the file system gives them, without `.` and `..`,
  /// and keeps none: readdir(3).
  package func eachName(_ body: (UnsafePointer<CChar>) -> Void) throws(SystemError) {
    _ = try list { name, _ -> Never? in
      body(name)
      return nil
    }
  }

  private func list<Element>(
    _ make: (UnsafePointer<CChar>, UInt8) -> Element?
  ) throws(SystemError) -> [Element] {
    let copy = try check("openat", path: path) {
      clinux_openat_beneath(raw, ".", O_RDONLY | O_DIRECTORY, 0)
    }
    guard let stream = fdopendir(copy) else {
      let error = SystemError.last("fdopendir", path: path)
      _ = Glibc.close(copy)
      throw error
    }
    defer { closedir(stream) }
    var found: [Element] = []
    errno = 0
    while let entry = readdir(stream) {
      let kind = entry.pointee.d_type
      let element = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { name in
          strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ? nil : make(name, kind)
        }
      }
      if let element { found.append(element) }
      errno = 0
    }
    if errno != 0 { throw SystemError.last("readdir", path: path) }
    return found
  }

  /// Makes a folder below this one, with every folder on the way, each made durable in its parent
  /// unless it is only passing.
  package func makeFolder(
    _ path: String,
    mode: UInt32 = 0o777,
    isPassing: Bool = false
  ) throws(SystemError) -> Folder {
    var folder = self
    for name in path.split(separator: "/") {
      let name = String(name)
      try requireOneName(name, "mkdir")
      if name.withCString({ mkdirat(folder.raw, $0, mode_t(mode)) }) == 0 {
        if !isPassing { try folder.sync() }
      } else if errno != EEXIST {
        throw SystemError.last("mkdir", path: folder.join(name))
      }
      folder = try folder.folder(name)
    }
    return folder
  }

  /// Makes a folder that must not exist yet, not made durable: mkdirat(2).
  package func makeNewFolder(_ name: String, mode: UInt32) throws(SystemError) -> Folder {
    try requireOneName(name, "mkdir")
    try check("mkdir", path: join(name)) {
      name.withCString { mkdirat(raw, $0, mode_t(mode)) }
    }
    return try folder(name)
  }

  /// Removes a file's name; false where there was none.
  @discardableResult
  package func remove(_ name: String) throws(SystemError) -> Bool {
    try requireOneName(name, "unlink")
    if name.withCString({ unlinkat(raw, $0, 0) }) == 0 { return true }
    if errno == ENOENT { return false }
    throw SystemError.last("unlink", path: join(name))
  }

  /// Removes an empty folder.
  package func removeEmptyFolder(_ name: String) throws(SystemError) {
    try requireOneName(name, "rmdir")
    try check("rmdir", path: join(name)) {
      name.withCString { unlinkat(raw, $0, AT_REMOVEDIR) }
    }
  }

  /// Makes the names in this folder durable: fsync(2).
  package func sync() throws(SystemError) {
    // Not retried after a failure: the kernel forgets which pages it lost.
    if fsync(raw) == -1 { throw SystemError.last("fsync", path: path) }
  }

  /// Opens the folder anew.
  package func reopened() throws(SystemError) -> Folder {
    Folder(Descriptor(owning: try openBeneath(".", O_RDONLY | O_DIRECTORY, 0)), path: path)
  }

  /// Makes everything durable that the file system of this folder holds: syncfs(2).
  ///
  /// Programs behind FUSE are not told: there it does not reach the disk. An error in writing back is
  /// told once to each descriptor that was open when it happened.
  package func syncFileSystem() throws(SystemError) {
    if clinux_syncfs(raw) == -1 { throw SystemError.last("syncfs", path: path) }
  }

  /// Gives the folder itself a mode: fchmod(2).
  package func setMode(_ mode: UInt32) throws(SystemError) {
    try check("fchmod", path: path) { fchmod(raw, mode_t(mode)) }
  }

  /// `path` seen from where this folder was opened, for messages.
  package func join(_ path: String) -> String { "\(self.path)/\(path)" }

  /// A slash or a NUL in a name would make the kernel look elsewhere.
  func requireOneName(_ name: String, _ call: String) throws(SystemError) {
    if name.has(UInt8(ascii: "/")) || name.has(0) {
      throw SystemError(call: call, code: EINVAL, path: join(name))
    }
  }

  func requireOneName(_ name: some Sequence<UInt8>, _ call: String) throws(SystemError) {
    if name.contains(where: { $0 == UInt8(ascii: "/") || $0 == 0 }) {
      throw SystemError(
        call: call,
        code: EINVAL,
        path: join(String(decoding: Array(name), as: UTF8.self))
      )
    }
  }

  private func openBeneath(
    _ path: String,
    _ flags: CInt,
    _ mode: UInt32
  ) throws(SystemError)
    -> CInt
  {
    if path.has(0) {
      throw SystemError(call: "open", code: EINVAL, path: join(path))
    }
    // Not handed over as it is: that would copy it, and once more for the zero at its end.
    return try check("open", path: join(path)) {
      path.withCString { clinux_openat_beneath(raw, $0, flags, mode) }
    }
  }
}
