package dev.landline.gateway.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.landline.gateway.config.StoreConfig;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Jdbi;

/** The connections to one database, whose schema is ours. H2 and PostgreSQL. */
final class Database implements AutoCloseable {

    /** How long a caller waits for a free connection, or for a database that does not respond. */
    private static final long PATIENCE_MILLIS = 3_000;

    /**
     * Classes of SQLSTATE that speak of the connection or of a server that goes down, and not of the statement: SQL:2016
     * class 08, PostgreSQL's classes 53, 57 and 58, H2's class 90 codes of closed databases and connections.
     */
    private static final Set<String> OF_THE_SERVER = Set.of("08", "53", "57", "58");

    private static final Set<String> H2_OF_THE_SERVER =
            Set.of("90007", "90013", "90020", "90028", "90031", "90067", "90098", "90121");

    private final HikariDataSource connections;
    private final Jdbi jdbi;

    private Database(HikariDataSource connections) {
        this.connections = connections;
        this.jdbi = Jdbi.create(connections);
    }

    /**
     * Connects, and brings the schema up to date. Blocks for a few seconds at most.
     *
     * @throws RuntimeException when the database is down or refuses us
     */
    static Database open(StoreConfig config) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("store");
        pool.setJdbcUrl(config.url());
        config.user().ifPresent(pool::setUsername);
        config.password().ifPresent(pool::setPassword);
        pool.setMaximumPoolSize(config.connections());
        pool.setConnectionTimeout(PATIENCE_MILLIS);
        pool.setValidationTimeout(PATIENCE_MILLIS / 2);
        pool.setInitializationFailTimeout(1);
        if (config.url().startsWith("jdbc:h2:")) {
            // We close it ourselves when the last record is written; H2's own hook would race with that.
            pool.addDataSourceProperty("DB_CLOSE_ON_EXIT", "FALSE");
        } else {
            pool.addDataSourceProperty("connectTimeout", "3");
            pool.addDataSourceProperty("socketTimeout", "20");
        }
        HikariDataSource connections = new HikariDataSource(pool);
        try {
            Flyway.configure(Database.class.getClassLoader())
                    .dataSource(connections)
                    .locations("classpath:store")
                    .failOnMissingLocations(true)
                    .load()
                    .migrate();
            return new Database(connections);
        } catch (RuntimeException e) {
            connections.close();
            throw e;
        }
    }

    Jdbi jdbi() {
        return jdbi;
    }

    /** Whether this failure is the server's or the network's, so that the same statement may succeed later. */
    static boolean isOutage(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectionException) {
                return true;
            }
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                String state = sql.getSQLState();
                return OF_THE_SERVER.contains(state.substring(0, 2)) || H2_OF_THE_SERVER.contains(state);
            }
        }
        return false;
    }

    /** A row with this key is there already (SQLSTATE 23505 in both engines). */
    static boolean isDuplicate(Throwable failure) {
        return stateOf(failure).filter("23505"::equals).isPresent();
    }

    /** The first SQLSTATE in a chain of causes: all that may be shown of a failure, because messages carry values. */
    static Optional<String> stateOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return Optional.of(sql.getSQLState());
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        connections.close();
    }
}
