# syntax=docker/dockerfile:1
# glibc: LiveKit's native modules have no musl build.
# A tag can be moved; `--build-arg NODE_IMAGE=…` names a newer image, once you have tried it.
ARG NODE_IMAGE=node:24-bookworm-slim@sha256:d6aa754f16b3197301076f047b5def2f02ea1dbbc2ca920407d46d7ec7f87b20
FROM ${NODE_IMAGE} AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
# `--build-arg OPTIONAL=1` adds what most deployments do without, such as LiveKit Cloud's noise cancellation.
# It stays `--omit=dev` in any case: the tests, the checks and the demo's voices are not for production.
ARG OPTIONAL=0
ENV ONNXRUNTIME_NODE_INSTALL=skip
RUN npm ci --omit=dev --no-audit --no-fund \
  && if [ "$OPTIONAL" = "0" ]; then rm -rf node_modules/@livekit/noise-cancellation-*; fi

# The console that the office serves: built here, so that what builds it stays out of the image.
FROM ${NODE_IMAGE} AS console
WORKDIR /app
COPY package.json package-lock.json ./
ENV ONNXRUNTIME_NODE_INSTALL=skip
RUN npm ci --no-audit --no-fund
COPY tsconfig.json vite.config.ts ./
COPY src ./src
RUN ["node_modules/.bin/vite", "build"]

FROM ${NODE_IMAGE}
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
ENV NODE_ENV=production LOG_FORMAT=json DATA_DIR=/data
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json LICENSE NOTICE ./
COPY src ./src
COPY agents ./agents
COPY --from=console /app/dist/web ./dist/web
RUN mkdir -p /data node_modules/.cache && chown node:node /data node_modules/.cache
USER node
# Proves that the image starts, and leaves what was compiled for it where each start finds it.
RUN ["node", "src/Main.ts", "--version"]
VOLUME /data
# Not through npm: the worker itself must get the SIGTERM that lets it drain.
ENTRYPOINT ["node", "src/Main.ts"]
CMD ["start"]
