"""What every room may use and none of them is about: files, command lines, interrupts, English, the project's parts."""
