# Sourced by call-rate and mixed-endings: builds the gateway and the benchmarks when needed, and runs a class with both.

# shellcheck source=bench/build.sh
source "$bench/build.sh"
# shellcheck source=scripts/build.sh
source "$home/scripts/build.sh"
command -v sipp >/dev/null || fail "SIPp is missing: apt-get install sip-tester"
build_gateway

run_signalling() {
    local class=$1
    shift
    exec "$java_home/bin/java" -Xmx256m -XX:+UseSerialGC -cp "$bench_jar" \
        -Dlandline.gateway="$(gateway_jar)" \
        -Dlandline.scenarios="$bench/scenarios" \
        -Dlandline.partners="$home/gateway/src/test/sipp/partners" \
        "dev.landline.bench.signalling.$class" "$@"
}
