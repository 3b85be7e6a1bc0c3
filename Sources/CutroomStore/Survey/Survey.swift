package import CutroomModel
import CutroomSystem

/// Everything that a look which found all items fresh depended on, with the stamps it had.
///
/// While all of it stands, every item is as fresh as then: nothing else needs to be read. Disposable;
/// what does not fit is made again by the next whole look.
package struct Survey: Equatable, Sendable {
  /// A step of a stage, in the order of the run, with how many items it has.
  package struct Step: Equatable, Sendable {
    package var stage: String
    package var total: Int
    /// What was done otherwise than asked, as the items' records say.
    package var decisions: [ItemDecision]

    package init(stage: String, total: Int, decisions: [ItemDecision] = []) {
      self.stage = stage
      self.total = total
      self.decisions = decisions
    }
  }

  /// Where a path begins.
  enum Root: UInt8, Sendable {
    case project
    case workspace
  }

  /// A folder with those of its files that count.
  struct Place: Equatable, Sendable {
    var root: Root
    var path: String
    var state: State
    var files: [File]

    enum State: Equatable, Sendable {
      case absent
      /// Only the files named here count.
      case there
      /// A name that comes or goes counts too: this was the folder's stamp.
      case listed(Stamp)
    }
  }

  struct File: Equatable, Sendable {
    var name: String
    /// `absent` where there was none.
    var stamp: Stamp
  }

  /// The program that looked: another one may look at other things.
  var program: Stamp
  package var steps: [Step]
  var places: [Place]

  /// The stamp of the running program's file.
  static func runningProgram() throws(SystemError) -> Stamp {
    Stamp(try ThisProcess.executableFacts())
  }
}
