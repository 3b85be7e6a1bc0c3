import CutroomSystem
import Testing

/// Runs whose work is in the hands of a worker or of ffmpeg when they are told to stop.
@Suite struct StoppingTests {
  /// A server that takes one connection and never says a word.
  private static let silentServer = """
    import socket, time
    server = socket.create_server(("127.0.0.1", 0))
    open("port", "w").write(f"{server.getsockname()[1]}\\n")
    connection, _ = server.accept()
    open("begun", "w").write("x\\n")
    time.sleep(600)
    """

  private func workspace(_ more: String = "") throws -> StageWorkspace {
    let work = try StageWorkspace(
      """
      {"id": "discover", "uses": "discover"\(more),
       "with": {"feeds": ["http://127.0.0.1:PORT/feed"], "allowPrivateHosts": true}}
      """
    )
    try work.place.write(Self.silentServer, to: "server.py")
    return work
  }

  /// Runs the project against the server; `meanwhile` is done once the worker waits for its answer.
  private func run(_ work: StageWorkspace, meanwhile: String) throws -> BuiltProgram.Outcome {
    try work.shell(
      """
      set -m
      mkfifo port begun && exec 8<>port 9<>begun
      python3 server.py & server=$!
      trap 'kill -KILL $server $run 2> /dev/null' EXIT
      read -r -t 30 -u 8 port || exit 99
      sed -i "s/PORT/$port/" pipeline.json
      "$cutroom" run p & run=$!
      read -r -t 30 -u 9 || exit 99
      \(meanwhile)
      SECONDS=0
      wait $run; code=$?
      echo $SECONDS
      exit $code
      """
    )
  }

  @Test(.timeLimit(.minutes(2)))
  func `Ctrl-C ends a fetch that gets no answer`() throws {
    let work = try workspace()
    let run = try run(work, meanwhile: "kill -INT $run")
    #expect(run.status == .exited(130), "\(run.error)")
    #expect(try #require(Int(run.output.trimmed)) < 5, "\(run.error)")
    #expect(run.error.contains("go on with: cutroom resume p"))
    #expect(try Folder.open("\(work.path)/.cutroom/p/attempts").names() == [])
  }

  @Test(.timeLimit(.minutes(2)))
  func `a built-in stage that takes too long is ended with the worker that it waits for`() throws {
    let work = try workspace(", \"timeout\": \"1s\", \"retries\": 1")
    let run = try run(work, meanwhile: ":")
    #expect(run.status == .exited(1), "\(run.error)")
    #expect(try #require(Int(run.output.trimmed)) < 10, "\(run.error)")
    let said = "discover/discovered failed (timeout): the stage discover took longer than 1000 ms"
    #expect(run.error.contains(said), "\(run.error)")
  }

  @Test(.timeLimit(.minutes(2)))
  func `a second Ctrl-C does not wait for an ffmpeg that will not end`() throws {
    let tiny = try TinyWorkspace(isDone: false)
    try tiny.write(
      """
      #!/bin/bash
      trap 'echo x > \(tiny.path)/asked' TERM
      echo "$$ $CUTROOM_RUN" > \(tiny.path)/begun
      while :; do sleep 0.05; done
      """,
      to: "programs/ffmpeg"
    )
    let run = try tiny.shell(
      """
      set -m
      chmod +x programs/ffmpeg
      mkfifo begun asked && exec 8<>begun 9<>asked
      trap 'kill -KILL $child $run 2> /dev/null' EXIT
      PATH="$PWD/programs:$PATH" "$cutroom" run tiny --until music & run=$!
      read -r -t 30 -u 8 child mark || exit 99
      kill -INT $run
      read -r -t 30 -u 9 || exit 99
      SECONDS=0
      kill -INT $run
      wait $run; code=$?
      [ $SECONDS -lt 5 ] || echo "it took $SECONDS s"
      [ -n "$mark" ] || echo "no mark of the run"
      kill -0 $child 2> /dev/null && echo "ffmpeg lives"
      exit $code
      """
    )
    #expect(run.status == .exited(130), "\(run.error)")
    #expect(run.output == "")
    #expect(try tiny.names(in: ".cutroom/tiny/attempts", containing: "") == [])
  }

  @Test(.timeLimit(.minutes(2)), arguments: [("INT", 130), ("HUP", 143)])
  func `a second signal ends a run that does not look up, two seconds later`(
    signal: String,
    code: CInt
  ) throws {
    let work = try StageWorkspace(
      """
      {"id": "a", "inputs": ["large.bin"], "outputs": ["a.txt"],
       "run": ["sh", "-c", "echo > $1", "sh", "${output}"]}
      """
    )
    // A minute's hashing at the least: the run has it open all the while.
    let run = try work.shell(
      """
      set -m
      truncate -s 200G \(work.project)/large.bin
      "$cutroom" run p & run=$!
      trap 'kill -KILL $run 2> /dev/null' EXIT
      for try in {1..3000}; do
        ls -l /proc/$run/fd | grep -q large.bin && break
        sleep 0.01
      done
      [ $try -lt 3000 ] || exit 99
      kill -\(signal) $run
      SECONDS=0
      # Two that are alike and pending are one.
      while [ $SECONDS -lt 30 ] && kill -\(signal) $run 2> /dev/null; do sleep 0.1; done
      wait $run; code=$?
      [ $SECONDS -lt 10 ] || echo "it took $SECONDS s"
      exit $code
      """
    )
    #expect(run.status == .exited(code), "\(run.error)")
    #expect(run.output == "")
    try work.place.write("small", to: "\(work.project)/large.bin")
    #expect(try work.cutroom("run", "p").status.isSuccess)
  }
}
