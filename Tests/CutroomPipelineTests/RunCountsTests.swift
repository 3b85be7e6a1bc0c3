import CutroomModel
import CutroomPipeline
import Testing

@Suite struct RunCountsTests {
  @Test func `a run counts what is done, running and still to do`() {
    let step = RunMachine.Step(
      stage: "copy",
      number: 0,
      upstream: [],
      pool: "cpu",
      retries: 0,
      isSelected: true
    )
    var machine = RunMachine(steps: [step], pools: ["cpu": 2], keepsGoing: true)
    _ = machine.begin()
    #expect(machine.counts(step: 0) == nil)
    let verdicts: [Verdict] = [
      .fresh, .stale([StaleReason(.neverRun)]), .stale([StaleReason(.neverRun)]),
      .stale([StaleReason(.neverRun)]), .awaiting([StaleReason(.outputUnrecorded)]),
    ]
    let items = verdicts.enumerated().map { index, verdict in
      RunMachine.Item(id: "\(index)", verdict: verdict, inputs: [], outputs: [])
    }
    _ = machine.handle(.expanded(step: 0, items))
    _ = machine.handle(.committed(step: 0, item: 1))
    let counts = machine.counts(step: 0)
    #expect(counts == .init(total: 5, done: 2, failed: 0, running: 2, blocked: 0, awaiting: 1))
  }

  @Test func `a status by a run's word needs a run`() throws {
    let fixture = try EngineFixture(EngineTests.copyStage)
    try fixture.write("a", to: "in/a.txt")
    try fixture.run()
    let loaded = try LoadedPipeline.load(fixture.project, builtins: [:])
    #expect(try StatusReport.ofRun(on: fixture.project, graph: loaded.graph) == nil)
    #expect(try fixture.read(".cutroom/run.json") == nil)
  }
}
