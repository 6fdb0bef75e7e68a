# The server as an image: `docker build --tag storelatch .`, or `docker compose up`. It stands at the top because its
# context is the whole project and because that is where every tool looks for it.

# 1. Build the jar, and take it apart into what changes seldom and what changes with every commit.
FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
COPY .mvn .mvn
COPY pom.xml ./
COPY src/main src/main
# What Maven downloads stays in BuildKit's cache. Tests and formatter are CI's business.
RUN --mount=type=cache,target=/root/.m2 mvn -B -ntp -Dmaven.test.skip=true package
RUN java -Djarmode=tools -jar target/storelatch-*.jar extract --layers --destination layers \
    --application-filename storelatch.jar

# 2. A Java runtime, the libraries, and last the server itself, so that an update of it is a small download.
FROM eclipse-temurin:25-jre-noble
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin storelatch
WORKDIR /app
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/spring-boot-loader/ ./
COPY --from=build /build/layers/snapshot-dependencies/ ./
COPY --from=build /build/layers/application/ ./

# A number, so that Kubernetes can see that it is not root. The files are root's: the server cannot change them.
USER 10001
EXPOSE 9000
# The base image has neither curl nor wget; its bash can open a connection by itself.
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s --retries=3 CMD ["bash", "-c", \
    "exec 3<>/dev/tcp/127.0.0.1/${PORT:-9000} && printf 'GET /health HTTP/1.0\\r\\n\\r\\n' >&3 && grep -q '^HTTP/1.1 200' <&3"]
# Half of the container's memory for the heap. After an OutOfMemoryError nothing can be trusted: end and be restarted.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=50", "-XX:+ExitOnOutOfMemoryError", "-jar", "storelatch.jar"]
