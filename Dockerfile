# docker build -t drydock . && docker run --rm -v "$PWD:/work:ro" drydock check
FROM node:22-alpine AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build

FROM node:22-alpine
# What renders Kustomizations and charts, and what knows which files changed.
RUN apk add --no-cache git helm kustomize && git config --system --add safe.directory '*'
COPY --from=build /build/package.json /opt/drydock/package.json
COPY --from=build /build/dist /opt/drydock/dist
RUN ln -s /opt/drydock/dist/drydock.js /usr/local/bin/drydock
USER node
WORKDIR /work
ENTRYPOINT ["drydock"]
CMD ["help"]
