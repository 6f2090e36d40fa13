// Servers that are not what a gRPC client hopes for: each kind is one way to be wrong.
import http2 from "node:http2";
import https from "node:https";

const grpcHeaders = { ":status": 200, "content-type": "application/grpc" };

function frame(flag, length, body) {
  const header = Buffer.alloc(5);
  header[0] = flag;
  header.writeUInt32BE(length, 1);
  return Buffer.concat([header, body]);
}

function withTrailers(stream, trailers, ...chunks) {
  stream.respond(grpcHeaders, { waitForTrailers: true });
  stream.on("wantTrailers", () => stream.sendTrailers(trailers));
  for (const chunk of chunks) stream.write(chunk);
  stream.end();
}

const empty = frame(0, 0, Buffer.alloc(0));
const ok = { "grpc-status": "0" };

const answers = {
  page: (stream) => {
    stream.respond({ ":status": 503, "content-type": "text/html" });
    stream.end("<h1>Bad gateway</h1>");
  },
  json: (stream) => {
    stream.respond({ ":status": 200, "content-type": "application/json" });
    stream.end("{}");
  },
  noStatus: (stream) => {
    stream.respond(grpcHeaders);
    stream.end(empty);
  },
  unknownCode: (stream) => withTrailers(stream, { "grpc-status": "99", "grpc-message": "odd" }),
  badPercent: (stream) => withTrailers(stream, { "grpc-status": "2", "grpc-message": "100% %E2%9A%A1 %zz" }),
  nothing: (stream) => withTrailers(stream, ok),
  two: (stream) => withTrailers(stream, ok, empty, empty),
  compressed: (stream) => withTrailers(stream, ok, frame(1, 0, Buffer.alloc(0))),
  huge: (stream) => withTrailers(stream, ok, frame(0, 0xffff_ffff, Buffer.alloc(0))),
  truncated: (stream) => withTrailers(stream, ok, frame(0, 100, Buffer.alloc(10))),
  halfHeader: (stream) => withTrailers(stream, ok, Buffer.alloc(3)),
  garbage: (stream) => withTrailers(stream, ok, frame(0, 4, Buffer.from([0xff, 0xff, 0xff, 0xff]))),
  statusAfterMessage: (stream) => withTrailers(stream, { "grpc-status": "13", "grpc-message": "late" }, empty),
  dribble: (stream) => {
    stream.respond(grpcHeaders, { waitForTrailers: true });
    stream.on("wantTrailers", () => stream.sendTrailers(ok));
    const bytes = frame(0, 7, Buffer.from([0x12, 0x05, ...Buffer.from("alice")]));
    let at = 0;
    const next = () => {
      if (at === bytes.length) return stream.end();
      return stream.write(bytes.subarray(at, ++at), () => setImmediate(next));
    };
    next();
  },
  reset: (stream) => stream.close(http2.constants.NGHTTP2_INTERNAL_ERROR),
};

export function startOddServer(kind, cert, key) {
  const server = kind === "http1"
    ? https.createServer({ cert, key }, (_, response) => response.end("HTTP/1.1 only"))
    : http2.createSecureServer({ cert, key });
  const connections = new Set();
  server.on("secureConnection", (socket) => connections.add(socket));
  server.on("stream", (stream) => {
    stream.on("error", () => {});
    stream.resume();
    answers[kind](stream);
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve({
      port: server.address().port,
      stop: () => {
        server.close();
        for (const socket of connections) socket.destroy();
      },
    }));
  });
}
