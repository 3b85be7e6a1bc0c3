import CutroomProviders

extension ProviderKeyError {
  /// What to do about it.
  var cure: String {
    switch self {
    case .notConfigured: "Give it \"keyEnv\" (a variable) or \"keyFile\" (a file of mode 0600)."
    case .unset(let variable):
      "Give it the key where cutroom is started, and then: export \(variable)"
    case .missing(let file):
      "Write the key, and nothing else, to it: (umask 077; mkdir -p \"$(dirname \(file))\"; cat > \(file))"
    case .notAFile(let file):
      "Put a file of its own in its place: rm \(file); (umask 077; cat > \(file))"
    case .tooLarge(let file):
      "Write the key, and nothing else, to it: (umask 077; cat > \(file))"
    case .notOwn(let file): "Make a file of your own, or take it over: chown \"$USER\" \(file)"
    case .open(let file, _): "Keep it to yourself: chmod 600 \(file)"
    case .unreadable(let file, _): "See that you may read it: chmod 600 \(file)"
    case .malformed(let place): "Put the key alone into \(place)."
    case .tooShort(let place):
      "Put the whole key into \(place): a short one is found in every word."
    }
  }
}
