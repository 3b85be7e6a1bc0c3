import CutroomModel
import CutroomSystem
import CutroomWorkers
import Glibc

/// The program: finds the command, runs it, and turns what it throws into words and a code.
package enum Program {
  package static let version = "0.1.0"

  /// Runs with the arguments of the process, its name first; answers its exit code.
  package static func run(_ arguments: [String]) -> Int32 {
    ThisProcess.giveBackMemory()
    Signals.ignoreBrokenPipes()
    StandardStreams.fillGaps()
    var context = Context.ofProcess()
    let words = Array(arguments.dropFirst())
    let options = words.prefix { $0 != "--" }
    context.wantsJSON = options.contains { $0 == "--json" || $0 == "--jsonl" }
    GuardNotice.give { [context] in GuardWords.tell($0, to: context) }
    let code = run(words, &context)
    guard let failure = context.output.failure else { return code.rawValue }
    let fault = Fault(outputFailure: failure)
    fault.report(to: context)
    return fault.exit.rawValue
  }

  private static func run(_ words: [String], _ context: inout Context) -> ExitCode {
    do {
      return try dispatch(words, &context)
    } catch {
      let fault = Fault(error)
      fault.report(to: context)
      return fault.exit
    }
  }

  private static func dispatch(_ words: [String], _ context: inout Context) throws -> ExitCode {
    let leading = try LeadingOptions(words)
    if leading.wantsVersion {
      context.say("cutroom \(version)")
      return .done
    }
    if leading.wantsHelp { return help(for: leading.rest, context) }
    let asksForHelp = leading.rest.prefix { $0 != "--" }.contains { ["--help", "-h"].contains($0) }
    if asksForHelp, CommandList.isGroup(leading.rest.first) {
      return help(for: leading.rest, context)
    }
    let (command, length) = try CommandList.find(leading.rest)
    let own = leading.rest.dropFirst(length)
    if asksForHelp { return help(for: Array(leading.rest.prefix(length)), context) }
    let arguments = try parse(own, for: command)
    context.workspacePath = arguments[CommonOptions.workspace] ?? leading.workspace
    do { return try command.run(arguments, context) } catch {
      throw Fault(error, project: arguments[CommonOptions.project])
    }
  }

  private static func parse(
    _ words: ArraySlice<String>,
    for command: any Command
  ) throws -> Arguments {
    do {
      return try OptionParser.parse(
        words,
        options: command.allOptions,
        positionals: command.positionals
      )
    } catch {
      throw Fault(error, in: command)
    }
  }

  private static func help(for words: [String], _ context: Context) -> ExitCode {
    let columns = context.outputTerminal.columns
    context.output.write(HelpText(columns: columns).page(for: words))
    return .done
  }
}

/// The options that may stand before the command.
private struct LeadingOptions {
  var workspace: String?
  var wantsHelp = false
  var wantsVersion = false
  var rest: [String] = []

  init(_ words: [String]) throws(UsageError) {
    let common: [any OptionDeclaration] = [
      CommonOptions.workspace, CommonOptions.help, CommonOptions.version, CommonOptions.json,
    ]
    var end = words.firstIndex { !$0.hasPrefix("-") || $0 == "-" } ?? words.count
    // The value of `--workspace DIR` is no command.
    if end < words.count, end > 0, words[end - 1] == "--workspace" {
      let next = words[(end + 1)...].firstIndex { !$0.hasPrefix("-") || $0 == "-" }
      end = next ?? words.count
    }
    let leading = words[..<end].map { $0 == "-h" ? "--help" : $0 }
    let given = try OptionParser.parse(leading, options: common, positionals: [])
    workspace = given[CommonOptions.workspace]
    wantsHelp = given[CommonOptions.help] || words[end...].first == "help"
    wantsVersion = given[CommonOptions.version]
    rest = Array(words[end...].first == "help" ? words[(end + 1)...] : words[end...])
    // `--json` before the command counts as given to it.
    if given[CommonOptions.json], !rest.isEmpty {
      rest.insert("--json", at: rest.firstIndex(of: "--") ?? rest.count)
    }
  }
}
