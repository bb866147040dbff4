package dev.landline.gateway.store;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.gateway.config.StoreConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of the tests' own, on a free port of loopback, with its files in a temporary folder. PostgreSQL
 * refuses to run as root: it runs as the user of Debian's package then.
 */
final class Postgres {

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static Postgres shared;

    private final Path programs;
    private final Path folder;
    private final int port;

    private Postgres(Path programs, Path folder, int port) {
        this.programs = programs;
        this.folder = folder;
        this.port = port;
    }

    /** One for all tests of this process; it ends with it. */
    static synchronized Postgres shared() {
        if (shared == null) {
            shared = create();
            shared.up();
            Runtime.getRuntime().addShutdownHook(new Thread(shared::remove));
        }
        return shared;
    }

    /** A server that has not been started yet. */
    static Postgres create() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path folder = Files.createTempDirectory("landline-postgres");
            Postgres postgres = new Postgres(programs(), folder, free.getLocalPort());
            if (isRoot()) {
                run(List.of("chown", "postgres", folder.toString()));
            }
            postgres.asServer(
                    "initdb",
                    "--pgdata=" + folder + "/data",
                    "--username=landline",
                    "--auth=trust",
                    "--encoding=UTF8",
                    "--locale=C.UTF-8",
                    "--no-sync");
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path programs() throws IOException {
        Path debian = Path.of("/usr/lib/postgresql");
        assertTrue(Files.isDirectory(debian), "PostgreSQL is not installed; ./verify installs it");
        try (Stream<Path> versions = Files.list(debian)) {
            return versions.filter(version -> Files.isExecutable(version.resolve("bin/initdb")))
                    .max(Comparator.naturalOrder())
                    .orElseThrow(() -> new AssertionError("PostgreSQL's server is not installed; ./verify installs it"))
                    .resolve("bin");
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private void asServer(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        run(command);
    }

    private static void run(List<String> command) {
        try {
            Path output = Files.createTempFile("landline-postgres", ".log");
            Process process = new ProcessBuilder(command)
                    .directory(Path.of("/").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            assertTrue(process.waitFor(120, TimeUnit.SECONDS), command::toString);
            String said = Files.readString(output);
            Files.delete(output);
            assertTrue(process.exitValue() == 0, () -> command + " said: " + said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Starts it; returns when it takes connections. */
    void up() {
        asServer(
                "pg_ctl",
                "--pgdata=" + folder + "/data",
                "--wait",
                "--timeout=90",
                "--log=" + folder + "/log",
                "--options=-h 127.0.0.1 -p " + port + " -k " + folder + " -c fsync=off",
                "start");
    }

    /** Stops it at once; whoever is connected is cut off. */
    void down() {
        asServer("pg_ctl", "--pgdata=" + folder + "/data", "--wait", "--mode=immediate", "stop");
    }

    void remove() {
        if (Files.exists(folder.resolve("data/postmaster.pid"))) {
            down();
        }
        run(List.of("rm", "-rf", folder.toString()));
    }

    /** A new, empty database. */
    StoreConfig database() {
        String name = "t" + DATABASES.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(url("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return config(name);
    }

    /** The database that every server has. */
    StoreConfig config(String database) {
        return StoreConfig.at(url(database));
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=landline";
    }
}
