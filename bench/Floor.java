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
 * What the machine can do at best: a bare servlet on the server's own Tomcat, which answers with one row that one SELECT
 * finds by its primary key. Arguments: the port, the JDBC URL, the size of the pool, the customer's id.
 */
class Floor {

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
        Tomcat.addServlet(context, "floor", new OneRow(pool, args[3]));
        context.addServletMappingDecoded("/", "floor");
        tomcat.start();
        tomcat.getServer().await();
    }

    private static final class OneRow extends HttpServlet {

        private final transient HikariDataSource pool;
        private final String id;

        OneRow(HikariDataSource pool, String id) {
            this.pool = pool;
            this.id = id;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            try (var connection = pool.getConnection();
                    var select = connection.prepareStatement("select id, email from customer where id = ?")) {
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
}
