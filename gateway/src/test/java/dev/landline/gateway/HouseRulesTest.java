package dev.landline.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.landline.gateway.call.CallMachine;

/** The arrows inside the gateway, and what it may not touch. */
@AnalyzeClasses(packages = "dev.landline.gateway", importOptions = DoNotIncludeTests.class)
class HouseRulesTest {

    @ArchTest
    static final ArchRule libraries_of_other_modules_stay_there = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "javax.sip..",
                    "gov.nist..",
                    "org.ice4j..",
                    "org.jitsi..",
                    "org.bouncycastle.tls..",
                    "io.github.jaredmdobson..");

    @ArchTest
    static final ArchRule each_library_has_one_home = noClasses()
            .that()
            .resideOutsideOfPackages("..gateway.web..", "..gateway.admin..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx..", "io.netty..", "io.micrometer..", "tools.jackson..", "com.nimbusds..");

    @ArchTest
    static final ArchRule databases_have_one_home = noClasses()
            .that()
            .resideOutsideOfPackage("..gateway.store..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.jdbi..", "com.zaxxer..", "org.flywaydb..");

    @ArchTest
    static final ArchRule files_of_contacts_are_read_by_the_api = noClasses()
            .that()
            .resideOutsideOfPackage("..gateway.web.api..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ezvcard..", "de.siegmar..");

    @ArchTest
    static final ArchRule json_of_signatures_is_read_with_them = noClasses()
            .that()
            .resideOutsideOfPackages("..gateway.stir..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml..");

    @ArchTest
    static final ArchRule the_command_line_has_one_home = noClasses()
            .that()
            .resideOutsideOfPackage("..gateway.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");

    @ArchTest
    static final ArchRule only_the_configuration_reads_hocon = noClasses()
            .that()
            .resideOutsideOfPackage("..gateway.config..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.typesafe..");

    @ArchTest
    static final ArchRule the_demo_is_known_to_the_wiring_alone = classes()
            .that()
            .resideInAPackage("..gateway.demo..")
            .should()
            .onlyHaveDependentClassesThat()
            .resideInAnyPackage("dev.landline.gateway", "..gateway.demo..");

    @ArchTest
    static final ArchRule the_dial_plan_is_pure = noClasses()
            .that()
            .resideInAPackage("..gateway.route..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net..", "java.io..", "java.util.concurrent..", "dev.landline.media..", "..web..")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule the_rules_of_a_call_are_pure = noClasses()
            .that()
            .haveNameMatching(
                    ".*\\.call\\.(CallMachine|CallingRules|TalkingRules|TransferRules|ReplacingRules|PickupRules|ForwardRules|ServiceRules|ConferenceRules|EntryRules|Refusals)(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net..", "java.io..", "java.util.concurrent..", "org.slf4j..")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .dependOnClassesThat()
            .haveSimpleName("Call");

    @ArchTest
    static final ArchRule the_rules_of_a_call_are_found_by_that_name =
            classes().that().areAssignableTo(CallMachine.class).should().resideInAPackage("..gateway.call..");
}
