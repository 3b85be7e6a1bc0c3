import Glibc

// The worker that touches the bytes of media files and speaks. Only cutroom starts it, with a
// socket as descriptor 3.
exit(MediaProgram.run(CommandLine.arguments))
