package dev.landline.media;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

/** What this module's packages may know of each other and of the libraries. */
@AnalyzeClasses(packages = "dev.landline.media", importOptions = DoNotIncludeTests.class)
class ModuleRulesTest {

    @ArchTest
    static final ArchRule mediaKnowsNoSignalling = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "javax.sip..", "gov.nist..", "dev.landline.sip..", "dev.landline.gateway..", "io.netty..");

    @ArchTest
    static final ArchRule ice4jLivesInIce = onlyIn("..media.ice..", "org.ice4j..");

    @ArchTest
    static final ArchRule configurationIsReadInIceOnly = onlyIn("..media.ice..", "com.typesafe..");

    @ArchTest
    static final ArchRule bouncyCastleLivesInDtls = onlyIn("..media.dtls..", "org.bouncycastle..");

    @ArchTest
    static final ArchRule jitsiSrtpLivesInSrtp = onlyIn("..media.srtp..", "org.jitsi..");

    @ArchTest
    static final ArchRule concentusLivesInCodec = onlyIn("..media.codec..", "io.github.jaredmdobson..");

    @ArchTest
    static final ArchRule foreignMemoryLivesInCodec = onlyIn("..media.codec..", "java.lang.foreign..");

    @ArchTest
    static final ArchRule nothingBelowTheBridgeKnowsIt = noClasses()
            .that()
            .resideOutsideOfPackage("..media.bridge..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..media.bridge..");

    @ArchTest
    static final ArchRule timeIsAnArgument = noClasses()
            .that()
            .resideInAnyPackage(
                    "..media.quality..",
                    "..media.rtp..",
                    "..media.jitter..",
                    "..media.codec..",
                    "..media.dtmf..",
                    "..media.sound..",
                    "..media.net..",
                    "..media.ice..",
                    "..media.srtp..",
                    "..media.dtls..")
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Instant.class, "now");

    private static ArchRule onlyIn(String home, String library) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(home)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }
}
