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
FROM eclipse-temurin:25-jre-noble AS server
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin storelatch
WORKDIR /app
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/spring-boot-loader/ ./
COPY --from=build /build/layers/snapshot-dependencies/ ./
COPY --from=build /build/layers/application/ ./

# 3. One start, with a database that is thrown away, to write down what the JVM has loaded and linked by then (JEP 483,
# 515). A start that reads this takes half as long.
FROM server AS start
RUN apt-get update && apt-get install -y --no-install-recommends postgresql
COPY --chmod=755 <<'EOF' /train
#!/bin/bash
set -euo pipefail
postgres=$(ls -d /usr/lib/postgresql/*/bin)
install -d -o postgres /tmp/data
runuser -u postgres -- "$postgres/initdb" -D /tmp/data -A trust >/dev/null
runuser -u postgres -- "$postgres/pg_ctl" -D /tmp/data -o '-k /tmp' -w start >/dev/null
export DATABASE_URL=postgres://postgres@127.0.0.1/postgres
export JWT_SECRET=$(head -c 48 /dev/urandom | base64 -w 0) COOKIE_SECRET=$(head -c 48 /dev/urandom | base64 -w 0)
java -XX:AOTCacheOutput=storelatch.aot -XX:+UseG1GC -jar storelatch.jar &
until (exec 3<>/dev/tcp/127.0.0.1/9000) 2>/dev/null; do sleep 0.2; kill -0 $!; done
kill $!
wait $! || [ $? -eq 143 ]
test -s storelatch.aot
EOF
RUN /train

# 4. The image.
FROM server
COPY --from=start /app/storelatch.aot ./
# A number, so that Kubernetes can see that it is not root. The files are root's: the server cannot change them.
USER 10001
EXPOSE 9000
# The base image has neither curl nor wget; its bash can open a connection by itself.
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s --retries=3 CMD ["bash", "-c", \
    "exec 3<>/dev/tcp/127.0.0.1/${PORT:-9000} && printf 'GET /health HTTP/1.0\\r\\n\\r\\n' >&3 && grep -q '^HTTP/1.1 200' <&3"]
# G1 also in a small container: the serial collector stops everybody for each collection of the whole heap. Half of the
# memory is for the heap, which begins with a quarter and grows when it must. After an OutOfMemoryError nothing can be
# trusted: end and be restarted.
ENTRYPOINT ["java", "-XX:AOTCache=storelatch.aot", "-XX:+UseG1GC", "-XX:InitialRAMPercentage=25", \
    "-XX:MaxRAMPercentage=50", "-XX:+ExitOnOutOfMemoryError", "-jar", "storelatch.jar"]
