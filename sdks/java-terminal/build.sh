#!/bin/sh
# Builds build/thenar-terminal.jar, the example and the tests with nothing but a JDK (11 or newer).
#   ./build.sh          library and example
#   ./build.sh test     builds and runs the tests as well
set -eu
cd "$(dirname "$0")"
OUT="${OUT:-build}"

# string concatenation stays plain code: the class for it came to Android after version 8
compile() { # classes to, class path, sources
  mkdir -p "$1"
  find "$3" -name '*.java' > "$OUT/sources"
  javac -Xlint:all,-options -Werror --release 11 -XDstringConcat=inline -encoding UTF-8 -cp "$2" -d "$1" "@$OUT/sources"
}

rm -rf "$OUT"
mkdir -p "$OUT/empty"
compile "$OUT/classes" "$OUT/empty" src/main/java
jar --create --file "$OUT/thenar-terminal.jar" -C "$OUT/classes" .
compile "$OUT/example" "$OUT/thenar-terminal.jar" src/example/java
if [ "${1:-}" = test ]; then
  compile "$OUT/test" "$OUT/classes" src/test/java
  java -cp "$OUT/classes:$OUT/test" org.thenar.terminal.AllTests
fi
