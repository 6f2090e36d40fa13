// A stand-in for LND on the official gRPC stack for Node, serving LND's own proto files (npm package `lightning`).
// Commands come as JSON lines on stdin and are answered on stdout by id; events are JSON lines without one.
// A fault is what one RPC does from now on: {silent}, {delayMs}, {code, text}, {answer} (bytes in base64); for the
// streams {after: messages} with or without a status, and for those of payments {messages} in place of its own.
// Each test starts stand-ins of its own here, so that one process serves them all. It ends when stdin ends.
import { createInterface } from "node:readline";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import grpc from "@grpc/grpc-js";
import protoLoader from "@grpc/proto-loader";
import { LndChain } from "./lnd-chain.mjs";
import { caveatsOf, mint, refusalOf } from "./lnd-macaroon.mjs";
import { LndPayments, routerStreams } from "./lnd-payments.mjs";
import { LndState } from "./lnd-state.mjs";
import { startOddServer } from "./odd-server.mjs";

const protos = join(dirname(createRequire(import.meta.url).resolve("lightning/package.json")), "grpc", "protos");
const names = ["lightning.proto", "invoices.proto", "router.proto", "walletkit.proto"];
const files = names.map((name) => join(protos, name));
const definition = protoLoader.loadSync(files, {
  keepCase: true,
  longs: String,
  enums: String,
  defaults: false,
  includeDirs: [protos],
});
const api = grpc.loadPackageDefinition(definition);

const stops = new Map();
const states = new Map();
let nextNode = 1;

function say(message) {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

function status(code, details) {
  return { code, details };
}

const needsWrite = new Set(["AddInvoice", "CancelInvoice"]);
const needsAudit = new Set(["ListPayments", "ChannelBalance"]);
const needsChain = new Set([
  "NewAddress", "GetTransactions", "EstimateFee", "FundPsbt", "FinalizePsbt", "ReleaseOutput", "PublishTransaction",
]);
const needsPayments = new Set(["SendPaymentV2", "TrackPaymentV2", "TrackPayments", "QueryRoutes"]);

function refuseMacaroon(state, call, rpc) {
  if (state.isOpen) return null;
  const given = call.metadata.get("macaroon");
  if (given.length !== 1) return status(2, `expected 1 macaroon, got ${given.length}`);
  if (![state.macaroon, state.readonlyMacaroon, state.chainMacaroon].includes(given[0])) {
    return refusePayments(state, given[0], rpc);
  }
  if (given[0] === state.readonlyMacaroon && needsWrite.has(rpc)) return status(2, "permission denied");
  if (given[0] !== state.readonlyMacaroon && needsAudit.has(rpc)) return status(2, "permission denied");
  if (rpc === "GetInfo") return null;
  if ((given[0] === state.chainMacaroon) !== needsChain.has(rpc)) return status(2, "permission denied");
  return needsPayments.has(rpc) ? status(2, "permission denied") : null;
}

// The macaroon for payments, which its holder may have narrowed.
function refusePayments(state, hex, rpc) {
  const refusal = refusalOf(hex, state.paymentsRootKey);
  if (refusal) return status(2, refusal);
  state.payments.caveats = caveatsOf(hex);
  return rpc === "GetInfo" || needsPayments.has(rpc) ? null : status(2, "permission denied");
}

function tellOfCancellation(state, call, rpc) {
  const deadline = call.getDeadline();
  say({ event: "called", node: state.node, rpc, hasDeadline: Number.isFinite(Number(deadline)) });
  call.on("cancelled", () => say({ event: "cancelled", node: state.node, rpc }));
}

function unary(state, rpc, answer) {
  return (call, callback) => {
    tellOfCancellation(state, call, rpc);
    const refusal = refuseMacaroon(state, call, rpc);
    if (refusal) return callback(refusal);
    const fault = state.faults.get(rpc) ?? {};
    if (fault.silent) return undefined;
    if (fault.code) return callback(status(fault.code, fault.text));
    if (fault.answer) return callback(null, fault.answer);
    const run = () => {
      const outcome = answer(call.request);
      return outcome.code === undefined ? callback(null, outcome) : callback(outcome);
    };
    return fault.delayMs ? setTimeout(run, fault.delayMs) : run();
  };
}

function subscribe(state) {
  return (call) => {
    tellOfCancellation(state, call, "SubscribeInvoices");
    const refusal = refuseMacaroon(state, call, "SubscribeInvoices");
    if (refusal) return call.emit("error", refusal);
    const fault = state.faults.get("SubscribeInvoices") ?? {};
    let sent = 0;
    const send = (invoice) => {
      if (sent === fault.after) return;
      call.write(invoice);
      sent += 1;
      if (sent !== fault.after) return;
      if (fault.code) call.emit("error", status(fault.code, fault.text));
      else call.end();
    };
    const unsubscribe = state.subscribe(BigInt(call.request.settle_index ?? 0), send);
    call.on("cancelled", unsubscribe);
    call.on("close", unsubscribe);
    return undefined;
  };
}

// A stream of payments: what its faults leave of it.
function paymentStream(state, rpc, open) {
  return (call) => {
    tellOfCancellation(state, call, rpc);
    const refusal = refuseMacaroon(state, call, rpc);
    if (refusal) return call.emit("error", refusal);
    const fault = state.faults.get(rpc) ?? {};
    let sent = 0;
    let isOver = false;
    const end = (error) => {
      if (isOver) return;
      isOver = true;
      if (error?.code) call.emit("error", error);
      else call.end();
    };
    const write = (payment) => {
      if (isOver) return;
      call.write(payment);
      sent += 1;
      if (sent === fault.after) end(status(fault.code, fault.text));
    };
    if (fault.silent) return undefined;
    if (fault.code && !fault.after) return end(status(fault.code, fault.text));
    if (fault.messages) {
      fault.messages.forEach(write);
      return end();
    }
    const stop = open(call.request, write, end);
    for (const over of ["cancelled", "close"]) call.on(over, () => stop?.());
    return undefined;
  };
}

function serve(state) {
  const server = new grpc.Server({ "grpc.max_receive_message_length": -1 });
  server.addService(api.lnrpc.Lightning.service, {
    GetInfo: unary(state, "GetInfo", () => ({ ...state.getInfo(), block_height: state.chain.height })),
    AddInvoice: unary(state, "AddInvoice", (request) => state.addInvoice(request)),
    ListInvoices: unary(state, "ListInvoices", (request) => state.listInvoices(request)),
    DecodePayReq: unary(state, "DecodePayReq", (request) => state.decodePayReq(request)),
    SubscribeInvoices: subscribe(state),
    ListPayments: unary(state, "ListPayments", (request) => state.payments.list(request)),
    ChannelBalance: unary(state, "ChannelBalance", () => state.payments.balance),
    NewAddress: unary(state, "NewAddress", (request) => state.chain.newAddress(request)),
    GetTransactions: unary(state, "GetTransactions", (request) => state.chain.getTransactions(request)),
    EstimateFee: unary(state, "EstimateFee", (request) => state.chain.estimate(request)),
    QueryRoutes: unary(state, "QueryRoutes", (request) => state.payments.route(request)),
  });
  server.addService(api.invoicesrpc.Invoices.service, {
    LookupInvoiceV2: unary(state, "LookupInvoiceV2", (request) => state.lookupInvoice(request)),
    CancelInvoice: unary(state, "CancelInvoice", (request) => state.cancelInvoice(request)),
  });
  server.addService(api.walletrpc.WalletKit.service, {
    FundPsbt: unary(state, "FundPsbt", (request) => state.chain.fund(request)),
    FinalizePsbt: unary(state, "FinalizePsbt", (request) => state.chain.finalize(request)),
    ReleaseOutput: unary(state, "ReleaseOutput", (request) => state.chain.release(request)),
    PublishTransaction: unary(state, "PublishTransaction", (request) => state.chain.publish(request)),
  });
  const streams = Object.entries(routerStreams(state.payments));
  server.addService(
    api.routerrpc.Router.service,
    Object.fromEntries(streams.map(([rpc, open]) => [rpc, paymentStream(state, rpc, open)])),
  );
  return server;
}

function start({ certificate, key, macaroon, readonlyMacaroon, chainMacaroon, signs }) {
  const node = nextNode++;
  const state = new LndState({ node, macaroon, readonlyMacaroon, signs });
  const { hex: paymentsMacaroon, rootKey: paymentsRootKey } = mint();
  const payments = new LndPayments(state.info.identity_pubkey);
  Object.assign(state, { paymentsRootKey, chainMacaroon, payments, chain: new LndChain() });
  const server = serve(state);
  const keys = [{ private_key: Buffer.from(key), cert_chain: Buffer.from(certificate) }];
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createSsl(null, keys, false), (error, port) => {
      if (error) return reject(error);
      states.set(node, state);
      stops.set(node, () => server.forceShutdown());
      return resolve({ node, port, paymentsMacaroon });
    });
  });
}

async function startOdd({ certificate, key, kind }) {
  const node = nextNode++;
  const server = await startOddServer(kind, certificate, key);
  stops.set(node, server.stop);
  return { node, port: server.port };
}

// LND's own files, as descriptors: what our own protos are held against.
function describe() {
  const files = new Set();
  const methods = [];
  for (const [name, item] of Object.entries(definition)) {
    if (item.fileDescriptorProtos) {
      for (const file of item.fileDescriptorProtos) files.add(file.toString("base64"));
      continue;
    }
    for (const method of Object.values(item)) {
      methods.push({
        service: name,
        path: method.path,
        request: method.requestType.type.name,
        response: method.responseType.type.name,
        requestStream: method.requestStream,
        responseStream: method.responseStream,
      });
    }
  }
  return { files: [...files], methods };
}

const commands = {
  start,
  startOdd,
  describe,
  stop: ({ node }) => {
    stops.get(node)?.();
    stops.delete(node);
    states.delete(node);
    return {};
  },
  fault: ({ node, rpc, fault }) => {
    states.get(node).faults.set(rpc, fault);
    return {};
  },
  answer: ({ node, info }) => {
    Object.assign(states.get(node).info, info);
    return {};
  },
  settle: ({ node, hash, amountPaidMsat, skip }) => states.get(node).settle(hash, amountPaidMsat, skip),
  hold: ({ node, hash }) => states.get(node).hold(hash),
  expire: ({ node, hash }) => states.get(node).expire(hash),
  fill: ({ node, count, everyThirdIsOpen, skip }) => states.get(node).fill(count, everyThirdIsOpen, skip),
  recall: ({ node, hash }) => states.get(node).recall(hash),
  issue: ({ node, ...what }) => states.get(node).payments.issue(what),
  release: ({ node, ...what }) => states.get(node).payments.release(what),
  fillPayments: ({ node, count }) => states.get(node).payments.fill(count),
  balance: ({ node, balance }) => {
    states.get(node).payments.balance = balance;
    return {};
  },
  giveCoin: ({ node, ...what }) => states.get(node).chain.giveCoin(what),
  listTransaction: ({ node, ...what }) => states.get(node).chain.list(what),
  chainHeight: ({ node, ...what }) => states.get(node).chain.setHeight(what),
  chainFee: ({ node, sats }) => {
    states.get(node).chain.feeSats = sats;
    return {};
  },
  chainRequests: ({ node }) => ({ requests: states.get(node).chain.requests }),
  lastSend: ({ node }) => states.get(node).payments.lastSend(),
  noMacaroons: ({ node }) => {
    states.get(node).isOpen = true;
    return {};
  },
  takeKeysends: ({ node, ...what }) => states.get(node).payments.take(what),
  mintMacaroon: (what) => mint(what),
  checkMacaroon: ({ hex, rootKey, now }) => ({ refusal: refusalOf(hex, rootKey, now), caveats: caveatsOf(hex) }),
};

createInterface({ input: process.stdin }).on("line", async (line) => {
  const { id, command, ...args } = JSON.parse(line);
  try {
    say({ id, ...(await commands[command](args)) });
  } catch (error) {
    say({ id, error: String(error.stack ?? error) });
  }
}).on("close", () => process.exit(0));
