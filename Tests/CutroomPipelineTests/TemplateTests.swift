import CutroomModel
import CutroomPipeline
import Testing

@Suite struct TemplateTests {
  @Test func `variables stand anywhere in a text`() throws {
    let template = try Template("-i${item.path} $ {x} $${output}${outputs.3}")
    #expect(template.variables == [.itemPath, .output(0), .output(3)])
    let text = template.expanded { variable in
      switch variable {
      case .itemPath: "a ${output} b"
      default: "<>"
      }
    }
    // What a variable stands for is not looked through again.
    #expect(text == "-ia ${output} b $ {x} $<><>")
  }

  @Test(arguments: [
    "${}", "${ output}", "${item}", "${item.paths}", "${outputs.}", "${outputs.-1}",
  ])
  func `a variable that there is none of is named`(text: String) {
    let error = #expect(throws: Template.UnknownVariable.self) { try Template(text) }
    #expect("${\(error?.name ?? "")}" == text)
  }

  @Test func `a template's paths are told as a pattern`() throws {
    #expect(try Template("out/${item.stem}.mp4").pattern?.description == "out/*.mp4")
    #expect(try Template("out/${item.path}").pattern?.description == "out/**")
    #expect(try Template("/out").pattern == nil)
    #expect(try Template("../${item.id}").pattern == nil)
  }
}
