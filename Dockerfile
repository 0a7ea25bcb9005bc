# The gateway in a container; needs DATABASE_URL and DATABASE_OWNER_URL (see docker-compose.yml) and a folder for its keys.
FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev --no-audit --no-fund

FROM node:22-bookworm-slim
WORKDIR /app
ENV THENAR_DATA_DIR=/var/lib/thenar THENAR_KEYS_DIR=/var/lib/thenar/keys THENAR_HOST=0.0.0.0
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
RUN mkdir -p /var/lib/thenar/keys && chown -R node:node /var/lib/thenar
USER node
VOLUME /var/lib/thenar
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s CMD ["node", "-e", "fetch('http://127.0.0.1:3000/livez').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "dist/apps/gateway/src/main.js"]
