import Glibc

/// A thread of its own for work that blocks.
package struct WorkThread: Sendable {
  private let handle: pthread_t

  /// Starts `body` on a new thread with a stack of 2 MB.
  package init(_ body: @escaping @Sendable () -> Void) throws(SystemError) {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, 2 << 20)
    let box = Unmanaged.passRetained(Body(run: body))
    var handle = pthread_t()
    let failure = pthread_create(&handle, &attributes, startBody, box.toOpaque())
    guard failure == 0 else {
      box.release()
      throw SystemError(call: "pthread_create", code: failure)
    }
    self.handle = handle
  }

  /// Waits until the body has returned; to be called once.
  package func join() { pthread_join(handle, nil) }
}

private final class Body {
  let run: @Sendable () -> Void
  init(run: @escaping @Sendable () -> Void) { self.run = run }
}

private func startBody(_ raw: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let raw else { return nil }
  Unmanaged<Body>.fromOpaque(raw).takeRetainedValue().run()
  return nil
}
