# Sourced by run-jmh and call-load: finds the JDK and builds the benchmarks when sources are newer than the last build.

home=$(cd "$bench/.." && pwd)
# shellcheck source=scripts/toolchain.sh
source "$home/scripts/toolchain.sh"

java_home=$(find_jdk)
[ -n "$java_home" ] || fail "$JDK_SENTENCE"
java_options=(--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -XX:+UseZGC)
stamp=$bench/target/built

if [ ! -e "$stamp" ] || [ -n "$(find "$home/pom.xml" "$home"/{bench,media-bridge}/{pom.xml,src} -type f -newer "$stamp" -print -quit)" ]; then
    require_maven
    echo "Building the benchmarks ..." >&2
    mkdir -p "$bench/target"
    if ! (cd "$home" && JAVA_HOME=$java_home mvn -B -ntp -Pbench -pl bench -am -DskipTests -Dspotless.check.skip=true \
        package </dev/null) >"$bench/target/build.log" 2>&1; then
        tail -n 40 "$bench/target/build.log" >&2
        fail "The build failed; everything it said is in $bench/target/build.log."
    fi
    touch "$stamp"
fi
bench_jar=$(ls "$bench"/target/landline-bench-*.jar | head -n 1)
