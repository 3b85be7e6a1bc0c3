import CutroomModel
import CutroomStore
import CutroomSystem
import Testing

@Suite struct ProjectCreationTests {
  let kept: KeptProject

  init() throws { kept = try KeptProject() }

  @Test func `an id that is taken leaves no draft behind`() throws {
    let control = try kept.workspace.controlFolder()
    let before = try control.names()
    #expect(throws: StoreError.self) {
      try kept.workspace.createProject(id: kept.project.id, title: "again")
    }
    #expect(try control.names() == before)
  }
}
