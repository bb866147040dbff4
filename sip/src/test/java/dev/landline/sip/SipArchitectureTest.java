package dev.landline.sip;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The walls of this module. */
@AnalyzeClasses(packages = "dev.landline.sip", importOptions = ImportOption.DoNotIncludeTests.class)
class SipArchitectureTest {

    @ArchTest
    static final ArchRule librariesStayInTheStack = noClasses()
            .that()
            .resideOutsideOfPackage("dev.landline.sip.stack..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javax.sip..", "gov.nist..", "io.netty..");

    @ArchTest
    static final ArchRule dnsjavaStaysInItsPackage = noClasses()
            .that()
            .resideOutsideOfPackage("dev.landline.sip.dns..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.xbill..");

    @ArchTest
    static final ArchRule pureCoresDoNotKnowTheStack = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.landline.sip",
                    "dev.landline.sip.identity..",
                    "dev.landline.sip.session..",
                    "dev.landline.sip.registrar..",
                    "dev.landline.sip.trunk..",
                    "dev.landline.sip.sdp..",
                    "dev.landline.sip.auth..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.landline.sip.stack..");

    @ArchTest
    static final ArchRule timeIsAnArgumentOfPureCores = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.landline.sip.identity..",
                    "dev.landline.sip.session..",
                    "dev.landline.sip.registrar..",
                    "dev.landline.sip.trunk..",
                    "dev.landline.sip.sdp..",
                    "dev.landline.sip.auth..")
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule sipKnowsNoMedia = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.landline.media..", "dev.landline.gateway..");
}
