# klich in a container: the binary, the libraries it links to, and nothing else. No shell, no package manager, no root.
#
#   docker build -t klich .
#   docker compose up -d          with compose.yaml beside this file

FROM rust:1.95-slim-bookworm AS build
# jemalloc is built with make.
RUN apt-get update && apt-get install -y --no-install-recommends make && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
ENV CARGO_PROFILE_RELEASE_STRIP=symbols
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo build --release --locked --bin klich \
 && install -D -m 755 target/release/klich /image/usr/local/bin/klich
# What the loader will ask for, at the places where it will look.
RUN ldd /image/usr/local/bin/klich | grep -o '/[^ ]*' | sort -u | xargs -I '{}' cp --dereference --parents '{}' /image \
# Names are looked up in /etc/hosts first, then asked of the DNS.
 && mkdir -p /image/etc/klich /image/data /image/tmp \
 && echo 'hosts: files dns' > /image/etc/nsswitch.conf \
 && echo 'klich:x:10001:10001:klich:/data:/nonexistent' > /image/etc/passwd \
 && echo 'klich:x:10001:' > /image/etc/group \
# Settings come from KLICH_… variables; a klich.toml can be mounted over this empty one.
 && echo '# Everything is set by KLICH_… variables: see compose.yaml.' > /image/etc/klich/klich.toml \
 && chown 10001:10001 /image/data && chmod 700 /image/data && chmod 1777 /image/tmp

FROM scratch
COPY --from=build /image/ /
# By number, so that a host that asks for a non-root user can see that it is one.
USER 10001:10001
WORKDIR /data
# The volume holds the store and its keyring. Secrets are mounted files, never variables.
ENV MALLOC_ARENA_MAX=2 \
    KLICH_STORE__URL=sled:/data \
    KLICH_TELEGRAM__TOKEN_FILE=/run/secrets/bot-token \
    KLICH_VAULT__UNLOCK=key-file \
    KLICH_VAULT__KEY_FILE=/run/secrets/vault-key
VOLUME /data
STOPSIGNAL SIGTERM
# Asks the running bot over its socket: a bot that hangs does not answer.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["/usr/local/bin/klich", "--config", "/etc/klich/klich.toml", "status", "--json"]
ENTRYPOINT ["/usr/local/bin/klich", "--config", "/etc/klich/klich.toml"]
CMD ["run"]
