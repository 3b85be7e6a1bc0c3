import Glibc

exit(StoreFaults.run(Array(CommandLine.arguments.dropFirst())))
