/// `waivers.json`: the warnings that a person accepts, written by `cutroom validate` alone.
package struct Waivers: Document, Equatable {
  package static let kind = DocumentKind.waivers

  package var waivers: [Waiver]

  package init(waivers: [Waiver] = []) { self.waivers = waivers }
}
