# Sourced by run and verify: finds the JDK, Node and Maven, or says in one sentence what to install.

JDK_SENTENCE="Landline needs a JDK 25 or newer, which is not installed here: install one (for example Temurin 25 from adoptium.net, package temurin-25-jdk) or set JAVA_HOME to it."
NODE_SENTENCE="Landline's softphone is built with Node 20.19 or newer and npm, which are not installed here: install them (for example from nodejs.org or deb.nodesource.com, package nodejs)."
MAVEN_SENTENCE="Landline is built with Maven 3.8 or newer, which is not installed here: install it (Debian and Ubuntu: apt-get install maven)."

fail() {
    printf '%s\n' "$1" >&2
    exit 1
}

# The feature release of the JDK in a folder, for example 25; nothing when it is no JDK (a JRE has no compiler).
jdk_release() {
    [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 0
    "$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1
}

# Prints the folder of the first JDK 25 or newer: JAVA_HOME, then PATH, then the usual places.
find_jdk() {
    local candidate on_path release
    on_path=$(command -v java || true)
    [ -z "$on_path" ] || on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
    for candidate in "${JAVA_HOME:-}" "$on_path" ${LANDLINE_JVM_FOLDER:-/usr/lib/jvm}/* \
        "$HOME"/.sdkman/candidates/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
        [ -n "$candidate" ] || continue
        release=$(jdk_release "$candidate")
        if [ "${release:-0}" -ge 25 ]; then
            printf '%s' "$candidate"
            return 0
        fi
    done
}

require_node() {
    local version major minor
    command -v node >/dev/null && command -v npm >/dev/null || fail "$NODE_SENTENCE"
    version=$(node --version)
    version=${version#v}
    major=${version%%.*}
    minor=${version#*.}
    minor=${minor%%.*}
    [ "$major" -gt 20 ] || { [ "$major" -eq 20 ] && [ "$minor" -ge 19 ]; } || fail "$NODE_SENTENCE"
}

require_maven() {
    command -v mvn >/dev/null || fail "$MAVEN_SENTENCE"
}
