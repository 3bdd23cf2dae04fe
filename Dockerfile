# syntax=docker/dockerfile:1
# Pin both by digest where you build for production: docker build --build-arg RUNTIME=gcr.io/distroless/nodejs24-debian12@sha256:…
ARG BUILDER=node:24-bookworm-slim
ARG RUNTIME=gcr.io/distroless/nodejs24-debian12:nonroot

FROM ${BUILDER} AS build
WORKDIR /source
COPY . .
# Installs and builds: the package's own `prepare` bundles it.
RUN npm ci --no-audit --no-fund

# No shell, no package manager, no root: what is scanned is mounted read-only, what is printed goes to standard output.
FROM ${RUNTIME}
LABEL org.opencontainers.image.title="Bulwark" \
      org.opencontainers.image.description="Finds what is insecure in Kubernetes manifests, and explains it" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /source/packages/cli/package.json /bulwark/package.json
COPY --from=build /source/packages/cli/LICENSE /bulwark/LICENSE
COPY --from=build /source/packages/cli/bin /bulwark/bin
COPY --from=build /source/packages/cli/dist /bulwark/dist
USER 65532:65532
WORKDIR /work
ENTRYPOINT ["/nodejs/bin/node", "/bulwark/bin/bulwark.js"]
CMD ["--help"]
