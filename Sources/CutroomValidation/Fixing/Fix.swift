package import CutroomModel

/// A way to mend what a finding tells that loses nothing: what it replaces or removes is kept.
package enum Fix: Hashable, Sendable {
  /// Brings a recorded file back that is missing, unreadable or has other bytes; what stands there
  /// stays beside it.
  case bringBack(ProjectPath)
  /// Gives a document the bytes that were recorded of its value; what stands there becomes a backup.
  case rewrite(ProjectPath)
  /// Mends what the store keeps for itself, as `cutroom repair` does.
  case mendControl
}
