import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TimeZone;
import java.util.concurrent.Executors;

/** The server of the course: see README.md. */
public final class Greeter {
  private static final int PORT = 8091;
  private static final int MAX_NONCE = 200;
  private static final Path LOG = Path.of("/logs/greeter.log");

  private final List<String> arguments;

  private Greeter(List<String> arguments) {
    this.arguments = arguments;
  }

  public static void main(String[] arguments) throws IOException {
    Greeter greeter = new Greeter(List.of(arguments));
    Files.createDirectories(LOG.getParent());
    HttpServer server = HttpServer.create(new InetSocketAddress(PORT), 0);
    server.createContext("/", greeter::answer);
    server.setExecutor(Executors.newFixedThreadPool(4));
    // Ends at once on `docker stop`, also as process 1, which has no default for SIGTERM.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> greeter.log("stopped")));
    server.start();
    greeter.log("started on port " + PORT + ", profile " + profile() + ", arguments " + greeter.arguments);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      URI address = exchange.getRequestURI();
      String body = switch (address.getPath()) {
        case "/" -> about();
        case "/echo" -> echo(address.getQuery());
        default -> null;
      };
      int status = body == null ? 404 : 200;
      byte[] bytes = (body == null ? "not found\n" : body).getBytes(StandardCharsets.UTF_8);
      // Before the answer: whoever has it finds the line.
      log(exchange.getRequestMethod() + " " + address + " " + status);
      exchange.getResponseHeaders().set("content-type", "text/plain; charset=utf-8");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private String about() {
    return "greeter\n"
        + "profile: " + profile() + "\n"
        + "time zone: " + TimeZone.getDefault().getID() + "\n"
        + "arguments: " + String.join(" ", arguments) + "\n";
  }

  private static String echo(String query) {
    String nonce = "";
    for (String pair : (query == null ? "" : query).split("&")) {
      if (pair.startsWith("nonce=")) nonce = pair.substring("nonce=".length());
    }
    if (nonce.length() > MAX_NONCE) nonce = nonce.substring(0, MAX_NONCE);
    return nonce + " " + profile() + " " + TimeZone.getDefault().getID() + "\n";
  }

  private static String profile() {
    String profile = System.getProperty("spring.profiles.active", "");
    return profile.isBlank() ? "default" : profile;
  }

  /** To the log file and to the container's own output. */
  private synchronized void log(String what) {
    String line = ZonedDateTime.now().truncatedTo(ChronoUnit.SECONDS) + " " + what + "\n";
    System.out.print(line);
    try {
      Files.writeString(LOG, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
  }
}
