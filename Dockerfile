# Builds the image of the server: `docker build --tag storelatch .`, or `docker compose up`.

# 1. Build the jar, and extract it into layers, so that the libraries are cached apart from the application.
FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
COPY .mvn .mvn
COPY pom.xml ./
COPY src/main src/main
# BuildKit caches Maven's downloads. CI runs the tests and the formatter.
RUN --mount=type=cache,target=/root/.m2 mvn -B -ntp -Dmaven.test.skip=true package
RUN java -Djarmode=tools -jar target/storelatch-*.jar extract --layers --destination layers \
    --application-filename storelatch.jar

# 2. The Java runtime, the libraries, and the application as the last layer, so that an update is a small download.
FROM eclipse-temurin:25-jre-noble AS server
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin storelatch
WORKDIR /app
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/spring-boot-loader/ ./
COPY --from=build /build/layers/snapshot-dependencies/ ./
COPY --from=build /build/layers/application/ ./

# 3. Run the server once with a temporary database to create an AOT cache (JEP 483, JEP 515), which halves the start-up
# time.
FROM server AS training
RUN apt-get update && apt-get install -y --no-install-recommends postgresql
COPY --chmod=755 <<'EOF' /train
#!/bin/bash
set -euo pipefail
step() { echo "Training for the AOT cache, step $1 of 3: $2"; }
step 1 'starting PostgreSQL'
postgres=$(ls -d /usr/lib/postgresql/*/bin)
install -d -o postgres /tmp/data
runuser -u postgres -- "$postgres/initdb" -D /tmp/data -A trust >/dev/null
runuser -u postgres -- "$postgres/pg_ctl" -D /tmp/data -o '-k /tmp' -w start >/dev/null
step 2 'starting the server, which takes up to a minute'
export DATABASE_URL=postgres://postgres@127.0.0.1/postgres
export JWT_SECRET=$(head -c 48 /dev/urandom | base64 -w 0) COOKIE_SECRET=$(head -c 48 /dev/urandom | base64 -w 0)
java -XX:AOTCacheOutput=storelatch.aot -XX:+UseG1GC -jar storelatch.jar &
until (exec 3<>/dev/tcp/127.0.0.1/9000) 2>/dev/null; do sleep 0.2; kill -0 $!; done
step 3 'writing the cache when the server stops, which takes up to a minute'
kill $!
wait $! || [ $? -eq 143 ]
test -s storelatch.aot
EOF
RUN /train

# 4. The final image.
FROM server
COPY --from=training /app/storelatch.aot ./
# A numeric id lets Kubernetes verify that the user is not root. The files belong to root, so the server cannot change
# them.
USER 10001
EXPOSE 9000
# Liveness, since platforms restart an unhealthy container, which does not bring a database back. The base image contains
# neither curl nor wget, so bash opens the connection.
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s --retries=3 CMD ["bash", "-c", \
    "exec 3<>/dev/tcp/127.0.0.1/${PORT:-9000} && printf 'GET /health HTTP/1.0\\r\\n\\r\\n' >&3 && grep -q '^HTTP/1.1 200' <&3"]
# Use G1 in small containers, too, because the serial collector stops all threads for each full collection. The heap is
# a quarter of the memory initially and half of it at most. After an OutOfMemoryError the process exits and is restarted,
# because its state is undefined.
ENTRYPOINT ["java", "-XX:AOTCache=storelatch.aot", "-XX:+UseG1GC", "-XX:InitialRAMPercentage=25", \
    "-XX:MaxRAMPercentage=50", "-XX:+ExitOnOutOfMemoryError", "-jar", "storelatch.jar"]
