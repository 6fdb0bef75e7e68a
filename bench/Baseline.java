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
 * Baseline of the benchmark: bare servlets on the Tomcat of the server. {@code /} returns one row that a SELECT finds by its
 * primary key; {@code /bearer} and {@code /cookie} return the first of the rows of the statement by which the server answers
 * {@code /store/customers/me}. Arguments: the port, the JDBC URL, the size of the connection pool, the customer's id, the
 * stored id of a session of the customer, and both statements as PostgreSQL has executed them.
 */
class Baseline {

    private static final String ROW = "select id, email from customer where id = ?";

    public static void main(String[] args) throws Exception {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(args[1]);
        pool.setUsername("postgres");
        pool.setMaximumPoolSize(Integer.parseInt(args[2]));
        String customer = args[3];
        String session = args[4];

        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(Files.createTempDirectory("baseline").toString());
        tomcat.setPort(Integer.parseInt(args[0]));
        tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
        tomcat.getConnector().getProtocolHandler().setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        var context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "row", new FirstRow(pool, ROW, List.of(customer)));
        context.addServletMappingDecoded("/", "row");
        long now = System.currentTimeMillis() / 1000;
        Tomcat.addServlet(
                context,
                "bearer",
                new FirstRow(pool, statement(args[5]), List.of(customer, customer, 0, now, "none", "")));
        context.addServletMappingDecoded("/bearer", "bearer");
        Tomcat.addServlet(
                context,
                "cookie",
                new FirstRow(pool, statement(args[6]), List.of(session, now * 1000, 0L, 0L)));
        context.addServletMappingDecoded("/cookie", "cookie");
        tomcat.start();
        tomcat.getServer().await();
    }

    /** Replaces the parameters of PostgreSQL by those of JDBC. */
    private static String statement(String executed) {
        return executed.replaceAll("\\$\\d+", "?");
    }

    private static final class FirstRow extends HttpServlet {

        private final transient HikariDataSource pool;
        private final String sql;
        private final transient List<?> parameters;

        FirstRow(HikariDataSource pool, String sql, List<?> parameters) {
            this.pool = pool;
            this.sql = sql;
            this.parameters = parameters;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            try (var connection = pool.getConnection();
                    var select = connection.prepareStatement(sql)) {
                for (int i = 0; i < parameters.size(); i++) {
                    Object value = parameters.get(i);
                    select.setObject(i + 1, "".equals(value) ? null : value);
                }
                try (var rows = select.executeQuery()) {
                    rows.next();
                    byte[] body = "{\"id\":\"%s\",\"email\":\"%s\"}"
                            .formatted(rows.getString(1), rows.getString(2))
                            .getBytes(StandardCharsets.UTF_8);
                    response.setContentType("application/json");
                    response.setContentLength(body.length);
                    response.getOutputStream().write(body);
                }
            } catch (SQLException failed) {
                throw new ServletException(failed);
            }
        }
    }
}
