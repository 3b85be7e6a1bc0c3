import CXML2
import CutroomModel

/// Takes the events of one parse and grows the tree; says stop where a bound is passed.
final class XMLTreeBuilder {
  private let limits: FeedLimits
  private var stack: [XMLElement] = []
  private var text: [UInt8] = []
  private var elements = 0
  /// The name in an end tag that libxml2 did not expect; it reports the name that it expected.
  private var strayEndTag: String?
  private var namedEntities: [String: NamedEntity] = [:]

  private(set) var root: XMLElement?
  private(set) var warnings: [FeedWarning] = []
  /// The document ended with elements open.
  private(set) var isTruncated = false
  private(set) var firstError: FeedError?
  /// Why the parse was stopped.
  private(set) var refusal: FeedError?

  /// The parse under way; owned by the one who runs it.
  var context: xmlParserCtxtPtr?

  init(limits: FeedLimits) { self.limits = limits }

  /// Undoes what libxml2 does at a mistake: it would leave out every reference from there on, even
  /// `&amp;`.
  private func carryOn() { context?.pointee.wellFormed = 1 }

  static func from(_ user: UnsafeMutableRawPointer?) -> XMLTreeBuilder? {
    user.map { Unmanaged<XMLTreeBuilder>.fromOpaque($0).takeUnretainedValue() }
  }

  // MARK: - Elements and text

  func open(_ name: XMLName, attributes: [XMLAttribute]) {
    carryOn()
    elements += 1
    if stack.count >= limits.depth { return refuse(.tooDeep(limit: limits.depth, line: line)) }
    if elements > limits.elements {
      return refuse(.tooMany(limit: limits.elements, line: line))
    }
    flushText()
    stack.append(XMLElement(name: name, line: line, attributes: attributes))
  }

  /// Closes the innermost element of that name and what was left open inside it; an end tag that
  /// fits nothing is passed over.
  func close(_ name: String) {
    carryOn()
    flushText()
    let name = strayEndTag ?? name
    strayEndTag = nil
    guard let depth = stack.lastIndex(where: { $0.name.local == name }) else { return }
    while stack.count > depth { closeInnermost() }
  }

  /// Closes what the document left open; an entry that was not finished is dropped.
  func finish() {
    isTruncated = !stack.isEmpty
    while let element = stack.last {
      if ["item", "entry"].contains(element.name.local) {
        stack.removeLast()
      } else {
        flushText()
        closeInnermost()
      }
    }
  }

  private func closeInnermost() {
    guard let element = stack.popLast() else { return }
    if stack.isEmpty {
      root = root ?? element
    } else {
      stack[stack.count - 1].content.append(.element(element))
    }
  }

  func append(_ characters: UnsafePointer<xmlChar>?, count: Int) {
    guard let characters, count > 0, !stack.isEmpty else { return }
    carryOn()
    text.append(contentsOf: UnsafeBufferPointer(start: characters, count: count))
  }

  private func flushText() {
    guard !text.isEmpty else { return }
    if !stack.isEmpty {
      stack[stack.count - 1].content.append(.text(String(decoding: text, as: UTF8.self)))
    }
    text.removeAll(keepingCapacity: true)
  }

  // MARK: - Entities

  /// The characters of an entity that HTML names; nil for every other, which is then left out.
  func entity(_ name: String) -> xmlEntityPtr? {
    carryOn()
    // In an attribute libxml2 would take one byte of it.
    guard context?.pointee.instate != XML_PARSER_ATTRIBUTE_VALUE else { return nil }
    if let known = namedEntities[name] { return known.pointer }
    guard let entity = NamedEntity(name) else { return nil }
    namedEntities[name] = entity
    return entity.pointer
  }

  /// Refuses an entity that reads from elsewhere or uses others; a simple one is not used.
  func declare(entity name: String, type: xmlEntityType, content: String?) {
    switch type {
    case XML_INTERNAL_GENERAL_ENTITY where content?.contains("&") != true,
      XML_INTERNAL_PARAMETER_ENTITY where content?.contains("%") != true,
      XML_EXTERNAL_PARAMETER_ENTITY:
      warn("the entity “\(name.prefix(40))” is declared here and not used", line: line)
    default: refuse(.hostileEntity(name: String(name.prefix(40)), line: line))
    }
  }

  // MARK: - Faults

  func note(_ error: xmlError) {
    if error.code == CInt(bitPattern: XML_ERR_TAG_NAME_MISMATCH.rawValue), let found = error.str2 {
      strayEndTag = String(cString: found).split(separator: ":").last.map(String.init)
    }
    let message = error.message.map { String(cString: $0) } ?? ""
    let text = message.trimmed ?? "malformed"
    if firstError == nil {
      firstError = .malformed(
        message: text,
        line: Int(max(error.line, 1)),
        column: Int(max(error.int2, 1))
      )
    }
    warn(text, line: Int(error.line))
  }

  private func warn(_ message: String, line: Int) {
    guard warnings.count < 20 else { return }
    warnings.append(FeedWarning(message, line: line > 0 ? line : nil))
  }

  private func refuse(_ error: FeedError) {
    guard refusal == nil else { return }
    refusal = error
    if let context { xmlStopParser(context) }
  }

  private var line: Int { Int(context?.pointee.input?.pointee.line ?? 0) }
}

/// An entity of HTML in the form in which libxml2 puts characters in; owns what it points to.
private final class NamedEntity {
  let pointer: xmlEntityPtr
  private let name: UnsafeMutablePointer<xmlChar>
  private let content: UnsafeMutablePointer<xmlChar>

  init?(_ text: String) {
    guard let entry = htmlEntityLookup(text),
      let scalar = Unicode.Scalar(entry.pointee.value),
      let name = xmlStrdup(text), let content = xmlStrdup(String(Character(scalar)))
    else { return nil }
    self.name = name
    self.content = content
    pointer = .allocate(capacity: 1)
    pointer.initialize(to: xmlEntity())
    pointer.pointee.type = XML_ENTITY_DECL
    // “Predefined” is how libxml2 is told to insert the content and look no further.
    pointer.pointee.etype = XML_INTERNAL_PREDEFINED_ENTITY
    pointer.pointee.name = UnsafePointer(name)
    pointer.pointee.content = content
    pointer.pointee.length = xmlStrlen(content)
  }

  deinit {
    xmlFreeText(name)
    xmlFreeText(content)
    pointer.deallocate()
  }
}
