package dev.landline.media.ice;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CandidateRuleTest {
    private static final CandidateRule OUTSIDE = new CandidateRule(InetAddress.ofLiteral("198.51.100.1"));
    private static final CandidateRule INSIDE = new CandidateRule(InetAddress.ofLiteral("10.1.2.3"));
    private static final CandidateRule ON_LOOPBACK = new CandidateRule(InetAddress.ofLiteral("127.0.0.1"));

    private static InetSocketAddress at(String address) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), 50_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0", "0.1.2.3", "127.0.0.1", "127.9.9.9", "169.254.169.254", "169.254.1.1", "224.0.0.1",
                "239.1.2.3", "255.255.255.255", "240.0.0.1", "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1",
                "::ffff:169.254.169.254", "64:ff9b::7f00:1", "2002:7f00:1::", "fe80::1", "ff02::1", "fd00:ec2::254"
            })
    void nothingLeavesForAnAddressWhereNoBrowserCanBe(String address) {
        assertFalse(OUTSIDE.isSendable(at(address)));
        assertFalse(OUTSIDE.isProbed(at(address)));
        assertFalse(INSIDE.isSendable(at(address)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.7", "2001:db8::7", "172.32.0.1", "100.128.0.1", "192.169.0.1", "11.0.0.1"})
    void publicAddressesAreProbed(String address) {
        assertTrue(OUTSIDE.isProbed(at(address)));
        assertTrue(INSIDE.isProbed(at(address)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.9.9.9", "172.16.0.1", "172.31.255.1", "192.168.1.1", "100.64.0.1", "fd12::1", "fc00::1"})
    void privateAddressesAreAnsweredButNotProbedFromOutside(String address) {
        assertTrue(OUTSIDE.isSendable(at(address)));
        assertFalse(OUTSIDE.isProbed(at(address)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.9.9.9"})
    void ourOwnPrivateNetworkIsProbed(String address) {
        assertTrue(INSIDE.isProbed(at(address)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.168.1.1", "172.16.0.1", "100.64.0.1"})
    void otherPrivateNetworksAreNot(String address) {
        assertFalse(INSIDE.isProbed(at(address)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 22, 53, 443, 1023})
    void portsOfServicesAreNotProbed(int port) {
        assertFalse(OUTSIDE.isProbed(new InetSocketAddress(InetAddress.ofLiteral("203.0.113.7"), port)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"printer.local", "example.com"})
    void namesAreNotResolved(String name) {
        assertFalse(OUTSIDE.isProbed(InetSocketAddress.createUnresolved(name, 50_000)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.2"})
    void onLoopbackTheOthersAreOnLoopback(String address) {
        assertTrue(ON_LOOPBACK.isProbed(at(address)));
    }
}
