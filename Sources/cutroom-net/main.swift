import Glibc

// The worker that fetches from the web and reads what came. Only cutroom starts it, with a socket
// as descriptor 3.
exit(NetProgram.run(CommandLine.arguments))
