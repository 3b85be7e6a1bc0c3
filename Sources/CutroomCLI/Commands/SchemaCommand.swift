import CutroomModel

/// `cutroom schema`.
struct SchemaCommand: Command {
  let name = "schema"
  let summary = "the JSON Schema of a kind of document, or of an answer"
  let details = [
    "Draft 2020-12, at the version that this program writes. `cutroom schema list` names the kinds; "
      + "`cutroom schema probe` is that of what `cutroom probe --json` answers, `cutroom schema "
      + "provider-request` and `provider-answer` those of the lines of provider programs."
  ]
  let positionals = [kind]

  private static let kind = Positional(
    "KIND",
    help: "such as script, timeline, pipeline",
    choices: names
  )

  private static let names =
    DocumentKind.allCases.map(\.rawValue) + AnswerSchema.all.map(\.name)
    + MessageSchema.all.map(\.name)

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let name = try arguments.need(Self.kind)
    if let answer = AnswerSchema.all.first(where: { $0.name == name }) {
      context.output.write(bytes: JSONWriter.document(answer.value))
      return .done
    }
    if let message = MessageSchema.all.first(where: { $0.name == name }) {
      context.output.write(bytes: JSONWriter.document(message.value))
      return .done
    }
    guard let kind = DocumentKind(rawValue: name) else {
      let near = NearNames.of(name, among: Self.names)
      let guess = near.isEmpty ? "" : "Did you mean \(near.joined(separator: ", "))? "
      throw UsageError.other(
        "there is no kind of document \"\(name)\"",
        hint: "\(guess)There are: \(Self.names.joined(separator: ", "))"
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
  let summary = "the kinds of documents and answers that have one"
  let options: [any OptionDeclaration] = [CommonOptions.json]

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let documents = DocumentKind.allCases.map { ($0.rawValue, DocumentSchema.of($0).title) }
    let schemas =
      documents + AnswerSchema.all.map { ($0.name, $0.title) }
      + MessageSchema.all.map { ($0.name, $0.title) }
    if context.wantsJSON {
      let kinds = schemas.map { kind, title -> JSONValue in
        ["kind": .string(kind), "title": .string(title)]
      }
      context.answer(["kinds": .array(kinds)])
      return .done
    }
    var table = TextTable()
    for (kind, title) in schemas { table.add([kind, title]) }
    context.say(table)
    return .done
  }
}
