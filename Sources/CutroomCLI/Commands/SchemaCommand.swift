import CutroomModel

/// `cutroom schema`.
struct SchemaCommand: Command {
  let name = "schema"
  let summary = "the JSON Schema of a kind of document"
  let details = [
    "Draft 2020-12, at the version that this program writes. `cutroom schema list` names the kinds."
  ]
  let positionals = [kind]

  private static let kind = Positional(
    "KIND",
    help: "such as script, timeline, pipeline",
    choices: DocumentKind.allCases.map(\.rawValue)
  )

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let name = try arguments.need(Self.kind)
    guard let kind = DocumentKind(rawValue: name) else {
      let names = DocumentKind.allCases.map(\.rawValue)
      let near = NearNames.of(name, among: names)
      let guess = near.isEmpty ? "" : "Did you mean \(near.joined(separator: ", "))? "
      throw UsageError.other(
        "there is no kind of document \"\(name)\"",
        hint: "\(guess)There are: \(names.joined(separator: ", "))"
      )
    }
    var schema = DocumentSchema.of(kind).value
    if kind == .pipeline { schema = schema.describing(Engine.stages) }
    context.output.write(bytes: JSONWriter.document(schema))
    return .done
  }
}

/// `cutroom schema list`.
struct SchemaListCommand: Command {
  let name = "schema list"
  let summary = "the kinds of documents"
  let options: [any OptionDeclaration] = [CommonOptions.json]

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let schemas = DocumentKind.allCases.map { DocumentSchema.of($0) }
    if context.wantsJSON {
      let kinds = schemas.map { schema -> JSONValue in
        ["kind": .string(schema.kind.rawValue), "title": .string(schema.title)]
      }
      context.answer(["kinds": .array(kinds)])
      return .done
    }
    var table = TextTable()
    for schema in schemas { table.add([schema.kind.rawValue, schema.title]) }
    context.say(table)
    return .done
  }
}
