import CutroomModel

/// A value with its place, for messages.
struct Member {
  let value: JSONValue
  let place: [String]

  init(_ value: JSONValue, at place: [String]) {
    self.value = value
    self.place = place
  }

  func fault(_ reason: String, at name: String? = nil) -> PipelineFault {
    PipelineFault(JSONPointer(tokens: place + (name.map { [$0] } ?? [])), reason)
  }

  func allow(_ names: Set<String>) throws(PipelineFault) {
    guard let members = value.object else { throw fault("it must be an object") }
    for name in members.keys.sorted() where !names.contains(name) {
      throw fault("there is no \"\(name)\" here", at: name)
    }
  }

  /// A member that is an object; an empty one where it is left out.
  func section(_ name: String) throws(PipelineFault) -> Member {
    let member = Member(value[name] ?? [:], at: place + [name])
    guard member.value.object != nil else { throw member.fault("it must be an object") }
    return member
  }

  func text(_ name: String) throws(PipelineFault) -> String? {
    guard let member = value[name] else { return nil }
    guard let text = member.string, !text.isEmpty, !text.utf8.contains(0) else {
      throw fault("it must be a string", at: name)
    }
    return text
  }

  func texts(_ name: String) throws(PipelineFault) -> [String] {
    guard let member = value[name] else { return [] }
    let texts = member.array?.compactMap(\.string)
    guard let texts, texts.count == member.array?.count,
      !texts.contains(where: { $0.utf8.contains(0) })
    else { throw fault("it must be a list of strings", at: name) }
    return texts
  }

  func templates(_ name: String) throws(PipelineFault) -> [Template] {
    var templates: [Template] = []
    for (index, text) in try texts(name).enumerated() {
      templates.append(try Member(.null, at: place + [name, String(index)]).template(text))
    }
    return templates
  }

  func template(_ text: String) throws(PipelineFault) -> Template {
    do { return try Template(text) } catch { throw fault("there is no variable ${\(error.name)}") }
  }

  func pointer(_ name: String, otherwise: String) throws(PipelineFault) -> JSONPointer {
    guard let pointer = JSONPointer(try text(name) ?? otherwise) else {
      throw fault("it must be a JSON pointer, such as /segments", at: name)
    }
    return pointer
  }

  func whole(_ name: String, in range: ClosedRange<Int64>) throws(PipelineFault) -> Int? {
    guard let member = value[name] else { return nil }
    guard let whole = member.integer, range.contains(whole) else {
      throw fault(
        "it must be a whole number from \(range.lowerBound) to \(range.upperBound)",
        at: name
      )
    }
    return Int(whole)
  }

  func flag(_ name: String) throws(PipelineFault) -> Bool {
    guard let member = value[name] else { return false }
    guard let flag = member.bool else { throw fault("it must be true or false", at: name) }
    return flag
  }

  /// `90`, `"90s"`, `"10m"`, `"2h"` or `"500ms"`, in milliseconds.
  func duration(_ name: String) throws(PipelineFault) -> Int64? {
    guard let member = value[name] else { return nil }
    guard let text = member.string ?? member.integer.map({ String($0) }),
      let milliseconds = Duration.milliseconds(text)
    else {
      throw fault("it must be a time such as \"90s\", \"10m\" or \"2h\", a year at most", at: name)
    }
    return milliseconds
  }
}
