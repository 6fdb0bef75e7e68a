import com.zaxxer.hikari.HikariDataSource;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Executors;
import org.apache.catalina.startup.Tomcat;

/**
 * What the machine can do at best: a bare servlet on the server's own Tomcat. {@code /} answers with one row that one
 * SELECT finds by its primary key, {@code /both} after the two SELECTs that a bearer request to {@code /me} costs.
 * Arguments: the port, the JDBC URL, the size of the pool, the customer's id.
 */
class Floor {

    private static final String ROW = "select id, email from customer where id = ?";

    private static final String LIVE_TOKEN = """
            select exists (select from storelatch.live_token('customer_id', ?, 0, 0::bigint, '', null::text))
            """;

    private static final String PROFILE = """
            select c.id, c.email, c.created_at, c.updated_at, c.deleted_at, c.first_name, c.last_name,
                   c.billing_address_id, c.phone, c.has_account, c.metadata,
                   a.id, a.created_at, a.updated_at, a.deleted_at, a.customer_id, a.company, a.first_name,
                   a.last_name, a.address_1, a.address_2, a.city, a.country_code, a.province, a.postal_code,
                   a.phone, a.metadata
            from customer c
            left join address a
                   on a.deleted_at is null and (a.customer_id = c.id or a.id = c.billing_address_id)
            where c.id = ? and c.deleted_at is null
            """;

    public static void main(String[] args) throws Exception {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(args[1]);
        pool.setUsername("postgres");
        pool.setMaximumPoolSize(Integer.parseInt(args[2]));

        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(Files.createTempDirectory("floor").toString());
        tomcat.setPort(Integer.parseInt(args[0]));
        tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
        tomcat.getConnector().getProtocolHandler().setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        var context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "floor", new Customer(pool, args[3], List.of(ROW)));
        context.addServletMappingDecoded("/", "floor");
        Tomcat.addServlet(context, "both", new Customer(pool, args[3], List.of(LIVE_TOKEN, PROFILE)));
        context.addServletMappingDecoded("/both", "both");
        tomcat.start();
        tomcat.getServer().await();
    }

    /** Runs its statements, each on a connection of its own as the server does, and answers with the last one's row. */
    private static final class Customer extends HttpServlet {

        private final transient HikariDataSource pool;
        private final String id;
        private final List<String> statements;

        Customer(HikariDataSource pool, String id, List<String> statements) {
            this.pool = pool;
            this.id = id;
            this.statements = statements;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            byte[] body = {};
            for (String statement : statements) {
                body = row(statement);
            }
            response.setContentType("application/json");
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        }

        private byte[] row(String statement) throws ServletException {
            try (var connection = pool.getConnection();
                    var select = connection.prepareStatement(statement)) {
                select.setString(1, id);
                try (var rows = select.executeQuery()) {
                    rows.next();
                    return rows.getMetaData().getColumnCount() < 2
                            ? new byte[0]
                            : "{\"id\":\"%s\",\"email\":\"%s\"}"
                                    .formatted(rows.getString(1), rows.getString(2))
                                    .getBytes(StandardCharsets.UTF_8);
                }
            } catch (SQLException failed) {
                throw new ServletException(failed);
            }
        }
    }
}
