import CutroomSystem
import Testing

/// What others on the machine may see of a workspace.
@Suite struct PrivacyTests {
  @Test func `control files and caches are private under umask 000`() throws {
    let tiny = try TinyWorkspace(isDone: false)
    // Data of the cache may be files of a project too; nobody else enters the cache's folders.
    let outcome = try tiny.shell(
      """
      rm -rf .cutroom cache \(tiny.project)
      umask 000
      mkdir taken
      { $cutroom new Tiny --id tiny && $cutroom run tiny --until narration &&
        $cutroom probe $(find library -type f) ; $cutroom plan tiny && $cutroom copy tiny other &&
        $cutroom run other --until narration && $cutroom delete tiny && $cutroom undelete tiny
      } >/dev/null 2>words || { cat words; exit 1; }
      [ -d cache/probe ] || echo no cache
      stat -c %a taken
      find . \\( -path './cache*' -o -name .cutroom -o -path '*/.cutroom/*' \\) -perm /077 \\
        -not -path '*/.cutroom/results/*' -not -path './.cutroom/*/superseded/*' \\
        -not -path './cache/*/*/data*'
      """
    )
    #expect(outcome.status == .exited(0))
    #expect(outcome.output == "777\n")
  }
}
