import CutroomStore
import CutroomSystem
import Glibc
import Testing

@Suite struct FileTurnsTests {
  let kept: KeptProject
  let turns = FileTurns()

  init() throws { kept = try KeptProject() }

  @Test(.timeLimit(.minutes(1)), arguments: [2, 3, 4, 8, 32, 256])
  func `so many writers come one at a time, and leave nothing behind`(count: Int) throws {
    let folder = kept.project.tree.root
    let (inside, most, done) = (Locked(0), Locked(0), Locked(0))
    let threads = try (0..<count).map { _ in
      try WorkThread { [turns] in
        try? turns.take("a.json", in: folder) {
          let now = inside.withLock {
            $0 += 1
            return $0
          }
          most.withLock { $0 = max($0, now) }
          sched_yield()
          inside.withLock { $0 -= 1 }
          done.withLock { $0 += 1 }
        }
      }
    }
    for thread in threads { thread.join() }
    #expect(most.withLock { $0 } == 1)
    #expect(done.withLock { $0 } == count)
    #expect(turns.count == 0)
  }

  @Test(.timeLimit(.minutes(1)))
  func `who asked first goes first`() throws {
    let folder = kept.project.tree.root
    let order = Locked<[Int]>([])
    var threads: [WorkThread] = []
    try turns.take("a.json", in: folder) {
      for number in 0..<6 {
        threads.append(
          try WorkThread { [turns] in
            try? turns.take("a.json", in: folder) { order.withLock { $0.append(number) } }
          }
        )
        while try turns.waiting(for: "a.json", in: folder) != number + 1 { sched_yield() }
      }
    }
    for thread in threads { thread.join() }
    #expect(order.withLock { $0 } == Array(0..<6))
  }

  @Test(.timeLimit(.minutes(1)))
  func `a failure of one is nothing to the next`() throws {
    struct Failure: Error {}
    let folder = kept.project.tree.root
    let done = Locked(0)
    var threads: [WorkThread] = []
    #expect(throws: Failure.self) {
      try turns.take("a.json", in: folder) {
        for number in 1...3 {
          threads.append(
            try WorkThread { [turns] in
              try? turns.take("a.json", in: folder) { done.withLock { $0 += 1 } }
            }
          )
          while try turns.waiting(for: "a.json", in: folder) != number { sched_yield() }
        }
        throw Failure()
      }
    }
    for thread in threads { thread.join() }
    #expect(done.withLock { $0 } == 3)
    #expect(turns.count == 0)
  }

  @Test func `a file is one file by whatever path its folder was reached`() throws {
    let link = "/tmp/cutroom-alias-\(RandomName.hex(8))"
    symlink(kept.path, link)
    defer { unlink(link) }
    let first = try Folder.open("\(kept.path)/public/projects/p")
    let second = try Folder.open("\(link)/public/../public/projects/p/scripts").folder(".")
    let third = try Folder.open("\(link)//public/./projects/p")
    try turns.take("a.json", in: first) { () throws -> Void in
      #expect(try turns.isBusy("a.json", in: third))
      #expect(try !turns.isBusy("a.json", in: second))
      #expect(try !turns.isBusy("A.json", in: third))
    }
  }
}
