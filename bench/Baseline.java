import com.zaxxer.hikari.HikariDataSource;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import org.apache.catalina.startup.Tomcat;

/**
 * Baseline of the benchmark: a bare servlet on the Tomcat of the server. {@code /} returns one row that a SELECT finds by
 * its primary key; {@code /both} runs two SELECTs, as a bearer request to {@code /store/customers/me} does. Arguments: the
 * port, the JDBC URL, the size of the connection pool, the customer's id.
 */
class Baseline {

    private static final String ROW = "select id, email from customer where id = ?";

    /** The statement of {@code TokenRevocationRepository}. */
    private static final String LIVE_TOKEN =
            "select exists (select from storelatch.live_token('store', ?, 0, to_timestamp(0), '', null::text))";

    /** The join of {@code ProfileRepository} without its size limit, with the columns of the response first. */
    private static final String PROFILE = """
            select c.id, c.email, c.*, a.* from customer c
            left join address a on a.deleted_at is null and (a.customer_id = c.id or a.id = c.billing_address_id)
            where c.id = ? and c.deleted_at is null
            """;

    public static void main(String[] args) throws Exception {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(args[1]);
        pool.setUsername("postgres");
        pool.setMaximumPoolSize(Integer.parseInt(args[2]));

        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(Files.createTempDirectory("baseline").toString());
        tomcat.setPort(Integer.parseInt(args[0]));
        tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
        tomcat.getConnector().getProtocolHandler().setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        var context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "baseline", new OneRow(pool, args[3], ROW));
        context.addServletMappingDecoded("/", "baseline");
        Tomcat.addServlet(context, "both", new CheckedRow(pool, args[3]));
        context.addServletMappingDecoded("/both", "both");
        tomcat.start();
        tomcat.getServer().await();
    }

    private static class OneRow extends HttpServlet {

        final transient HikariDataSource pool;
        final String id;
        private final String row;

        OneRow(HikariDataSource pool, String id, String row) {
            this.pool = pool;
            this.id = id;
            this.row = row;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            try (var connection = pool.getConnection();
                    var select = connection.prepareStatement(row)) {
                select.setString(1, id);
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

    private static final class CheckedRow extends OneRow {

        CheckedRow(HikariDataSource pool, String id) {
            super(pool, id, PROFILE);
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            try (var connection = pool.getConnection();
                    var check = connection.prepareStatement(LIVE_TOKEN)) {
                check.setString(1, id);
                check.executeQuery().next();
            } catch (SQLException failed) {
                throw new ServletException(failed);
            }
            super.doGet(request, response);
        }
    }
}
