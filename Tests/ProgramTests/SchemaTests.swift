import CutroomModel
import CutroomSystem
import Testing

@Suite struct SchemaTests {
  static let hasValidator: Bool = {
    let probe = try? BuiltProgram.run(
      "/usr/bin/env",
      ["python3", "-c", "from jsonschema import Draft202012Validator"],
      in: "/",
      environment: ["PATH=\(ThisProcess.environment("PATH") ?? "/usr/bin")"]
    )
    return probe?.status == .exited(0)
  }()

  @Test(.enabled(if: hasValidator, "not run: python3 has no jsonschema"))
  func `the samples, the default pipeline and the examples fit the schemas`() throws {
    let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let script = """
      import glob, json, subprocess, sys
      from jsonschema import Draft202012Validator
      cutroom, root, default = sys.argv[1:]
      files = [(f.split("/")[-1][:-5], f) for f in glob.glob(root + "/Tests/Samples/1.0/*.json")]
      pipelines = glob.glob(root + "/examples/**/pipeline*.json", recursive=True)
      files += [("pipeline", f) for f in pipelines + [root + "/pipeline.json", default]]
      for kind, file in files:
        schema = json.loads(subprocess.check_output([cutroom, "schema", kind]))
        Draft202012Validator.check_schema(schema)
        for fault in Draft202012Validator(schema).iter_errors(json.load(open(file))):
          print(file, fault.json_path, fault.message)
      print(len(files), "files")
      """
    let place = try FreshFolder()
    _ = try BuiltProgram.cutroom(["init"], in: place.path)
    let outcome = try BuiltProgram.run(
      "/usr/bin/env",
      [
        "python3", "-c", script, "\(BuiltProgram.folder)/cutroom", root,
        "\(place.path)/pipeline.json",
      ],
      in: "/",
      environment: ["PATH=\(ThisProcess.environment("PATH") ?? "/usr/bin")"]
    )
    #expect(outcome.error == "")
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == 1, "\(outcome.output)")
    let count = try #require(lines.last?.split(separator: " ").first.flatMap { Int($0) })
    #expect(count >= DocumentKind.allCases.count + 4)
  }

  @Test func `every kind has a schema, and no other name has`() throws {
    for kind in DocumentKind.allCases {
      let outcome = try BuiltProgram.cutroom(["schema", kind.rawValue], in: "/")
      let schema = try JSONReader.read(Array(outcome.output.utf8))
      #expect(schema["properties"]?["kind"]?["const"] == .string(kind.rawValue))
    }
  }
}
