# Sourced by run and landline, after toolchain.sh: builds the gateway when it is missing or out of date.
# $home is the folder of the repository; build_gateway sets $java_home.

target=$home/gateway/target
stamp=$target/built-by-run

# True when nothing a build reads has changed since the last one.
up_to_date() {
    local since=$stamp
    [ -e "$since" ] || since=$(ls "$target"/landline-gateway-*.jar 2>/dev/null | head -n 1)
    [ -n "$since" ] && [ -e "$since" ] && [ -d "$target/lib" ] || return 1
    [ -z "$(find "$home/pom.xml" "$home"/*/pom.xml "$home"/{sip,media-bridge,gateway}/src/main "$home/config/trunks" \
        "$home/web-softphone" -name node_modules -prune -o -name target -prune -o -name dist -prune -o -name test -prune -o \
        -type f -newer "$since" -print -quit)" ]
}

build() {
    local log=$target/build.log began
    require_node
    require_maven
    mkdir -p "$target"
    began=$(mktemp "$target/began.XXXXXX")
    if [ -e "$stamp" ]; then
        echo "Building the gateway and the softphone: their sources have changed ..."
    else
        echo "Building the gateway and the softphone (first time: two to three minutes) ..."
    fi
    if ! (cd "$home" && mvn -B -ntp -DskipTests -Dmaven.test.skip=true -Dspotless.check.skip=true package </dev/null 2>&1) \
        | tee "$log" | sed -un 's/^\[INFO\] Building \(Landline.*\) [0-9][^ ]* *\(\[[0-9]*\/[0-9]*\]\)$/  \2 \1/p'; then
        tail -n 40 "$log" >&2
        rm -f "$began"
        fail "The build failed; everything it said is in $log."
    fi
    mv "$began" "$stamp"
}

build_gateway() {
    java_home=$(find_jdk)
    [ -n "$java_home" ] || fail "$JDK_SENTENCE"
    up_to_date || JAVA_HOME=$java_home build
}

gateway_jar() {
    ls "$target"/landline-gateway-*.jar | head -n 1
}
