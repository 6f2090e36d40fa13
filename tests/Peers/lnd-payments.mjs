// The payments of one stand-in, with the answers that lnd 0.21.1 was seen to give, and the payee that they go to.
import { createECDH, createHash, randomBytes } from "node:crypto";
import { ownKey, readInvoice, signInvoice } from "./sign-invoice.mjs";

const payeeKey = "22".repeat(32);
const publicKeyOf = (key) => {
  const pair = createECDH("secp256k1");
  pair.setPrivateKey(key, "hex");
  return pair.getPublicKey("hex", "compressed");
};
const zeros = "0".repeat(64);
const keysendType = 5482373484n;
const unknown = (details) => ({ code: 2, details });
const hashOf = (bytes) => createHash("sha256").update(bytes).digest("hex");
// The keys of a map of uint64 come as eight bytes, the lowest first.
const typeOf = (key) => Buffer.from(key, "latin1").readBigUInt64LE();
const alreadyExists = (details) => ({ code: 6, details });

export class LndPayments {
  constructor(self) {
    this.self = self;
    this.takers = new Map();
    this.issued = new Map();
    this.payments = new Map();
    this.watchers = new Set();
    this.requests = [];
    this.paymentIndex = 0;
    this.balance = {};
  }

  // How a payment will go is said when the payee issues its invoice: {outcome: settle | fail | hold, failure, feeMsat}.
  issue({ amountMsat, expirySeconds = 3600, agedSeconds = 0, isOwn = false, plan = {} }) {
    const preimage = randomBytes(32);
    const hash = hashOf(preimage);
    const key = isOwn ? ownKey : payeeKey;
    const paymentRequest = signInvoice(hash, BigInt(amountMsat ?? 0), expirySeconds, { key, agedSeconds });
    this.issued.set(hash, { preimage: preimage.toString("hex"), plan });
    return { paymentRequest, hash };
  }

  // A node takes keysends from now on: how they will go, as of an invoice.
  take({ destination, plan }) {
    this.takers.set(destination, plan);
    return {};
  }

  // The error that ends the call, or the payment that begins.
  send(request) {
    this.requests.push(request);
    const invoice = request.payment_request ? this.read(request.payment_request) : this.readKeysend(request);
    if (invoice.code) return invoice;
    const refusal = invoice.isKeysend ? null : this.refuse(request, invoice);
    if (refusal) return unknown(refusal);
    const earlier = this.payments.get(invoice.hash);
    if (earlier?.status === "SUCCEEDED") return alreadyExists("invoice is already paid");
    if (earlier && earlier.status !== "FAILED") return alreadyExists("payment is in transition");
    this.paymentIndex += 1;
    const payment = {
      payment_hash: invoice.hash,
      payment_preimage: zeros,
      payment_request: request.payment_request,
      value_msat: (invoice.amountMsat || BigInt(request.amt_msat ?? 0)).toString(),
      value_sat: ((invoice.amountMsat || BigInt(request.amt_msat ?? 0)) / 1000n).toString(),
      status: "IN_FLIGHT",
      creation_time_ns: "1795000000000000000",
      payment_index: this.paymentIndex.toString(),
      htlcs: [],
    };
    this.payments.set(invoice.hash, payment);
    return { payment, invoice, feeLimitMsat: BigInt(request.fee_limit_msat ?? 0) };
  }

  read(text) {
    if (!text || text.length < 8) return unknown(`invalid bech32 string length ${text?.length ?? 0}`);
    if (/^ln(bc|tb)[0-9munp]*1/.test(text)) return unknown("invoice not for current active network 'regtest'");
    try {
      return readInvoice(text);
    } catch {
      return unknown("invalid index of 1");
    }
  }

  // A payment by key and hash, in the order of LND's own checks. Its payee takes it with the preimage that came along.
  readKeysend({ dest, payment_hash: hash, amt_msat: amount, dest_custom_records: given = {} }) {
    const records = new Map(Object.entries(given).map(([key, value]) => [typeOf(key), value]));
    if ([...records.keys()].some((type) => type < 65536n)) return unknown("no custom records with types below 65536");
    if (dest?.length !== 33) return unknown(`invalid vertex length of ${dest?.length ?? 0}, want 33`);
    if (!Number(amount ?? 0)) return unknown("amount must be specified");
    if (hash?.length !== 32) return unknown(`invalid hash length of ${hash?.length ?? 0}, want 32`);
    const destination = dest.toString("hex");
    if (destination === this.self) return unknown("self-payments not allowed");
    const preimage = records.get(keysendType);
    const isTaken = preimage && hashOf(preimage) === hash.toString("hex");
    const plan = this.takers.get(destination);
    if (plan) {
      const taken = isTaken ? plan : { outcome: "fail", failure: "INCORRECT_PAYMENT_DETAILS" };
      this.issued.set(hash.toString("hex"), { preimage: preimage?.toString("hex"), plan: taken });
    }
    return { hash: hash.toString("hex"), isKeysend: true };
  }

  // The last request as it came, with what LND would show of it, and the caveats of its macaroon.
  lastSend() {
    const { dest, payment_hash: hash, dest_custom_records: given, ...request } = this.requests.at(-1) ?? {};
    const records = Object.entries(given ?? {}).map(([key, value]) => [typeOf(key).toString(), value.toString("hex")]);
    return {
      ...request,
      caveats: this.caveats,
      ...(dest && { dest: dest.toString("hex") }),
      ...(hash && { payment_hash: hash.toString("hex") }),
      ...(given && { dest_custom_records: Object.fromEntries(records) }),
    };
  }

  refuse(request, { amountMsat, expiresAt, isOwn }) {
    const asked = BigInt(request.amt_msat ?? 0);
    if (expiresAt * 1000 <= Date.now()) {
      const until = new Date(expiresAt * 1000).toISOString().replace("T", " ").replace(".000Z", " +0000 UTC");
      return `invoice expired. Valid until ${until}`;
    }
    if (!amountMsat && !asked) return "amount must be specified when paying a zero amount invoice";
    if (amountMsat && asked) return "amount must not be specified when paying a non-zero amount invoice";
    return isOwn ? "self-payments not allowed" : null;
  }

  // One route, as LND gives; it costs what the sandbox takes. Only keys that invoices are issued with are in the graph.
  route({ pub_key: key, amt_msat: amount }) {
    const isKnown = [payeeKey, ownKey].map(publicKeyOf).includes(key) || this.takers.has(key);
    if (!isKnown) return unknown("unable to find a path to destination");
    const fee = 100n + (BigInt(amount) + 999n) / 1000n;
    return { routes: [{ total_fees_msat: fee.toString(), total_amt_msat: (BigInt(amount) + fee).toString() }] };
  }

  // What follows the first state of a payment, up to its end or to where it hangs.
  proceed({ payment, invoice, feeLimitMsat }) {
    const { preimage, plan } = this.issued.get(invoice.hash) ?? { plan: { outcome: "fail", failure: "NO_ROUTE" } };
    const feeMsat = BigInt(plan.feeMsat ?? 0);
    if (feeMsat > feeLimitMsat) return this.end(payment, { failure: "NO_ROUTE" });
    this.change(payment, { htlcs: [{ attempt_id: "1", status: "IN_FLIGHT" }] });
    if (plan.outcome === "hold") {
      return plan.failure ? this.change(payment, { failure_reason: `FAILURE_REASON_${plan.failure}` }) : undefined;
    }
    return this.end(payment, plan.outcome === "fail" ? plan : { preimage, feeMsat });
  }

  // As LND does, a failure is told twice: once beside IN_FLIGHT while an HTLC is out, once as the end.
  end(payment, { preimage, feeMsat, failure = "INCORRECT_PAYMENT_DETAILS" }) {
    if (preimage) {
      return this.change(payment, {
        status: "SUCCEEDED",
        payment_preimage: preimage,
        fee_msat: feeMsat.toString(),
        fee_sat: (feeMsat / 1000n).toString(),
        failure_reason: "FAILURE_REASON_NONE",
      });
    }
    this.change(payment, { failure_reason: `FAILURE_REASON_${failure}` });
    return this.change(payment, { status: "FAILED" });
  }

  // Ends what hangs.
  release({ hash, outcome }) {
    const { preimage, plan } = this.issued.get(hash);
    const feeMsat = BigInt(plan.feeMsat ?? 0);
    this.end(this.payments.get(hash), outcome === "fail" ? { failure: plan.failure } : { preimage, feeMsat });
    return {};
  }

  change(payment, fields) {
    Object.assign(payment, fields);
    for (const watch of this.watchers) watch({ ...payment });
  }

  // One for each hash, in order of its last try; without incomplete ones unless they are asked for. LND's own bound is
  // far higher: a stand-in that serves fewer shows who does not go on.
  list({ include_incomplete: all, index_offset: after = "0", max_payments: most = "0" }) {
    const payments = [...this.payments.values()]
      .filter((payment) => BigInt(payment.payment_index) > BigInt(after) && (all || payment.status === "SUCCEEDED"))
      .sort((one, other) => Number(BigInt(one.payment_index) - BigInt(other.payment_index)))
      .slice(0, Number(most) || undefined);
    return {
      payments,
      first_index_offset: payments.at(0)?.payment_index ?? "0",
      last_index_offset: payments.at(-1)?.payment_index ?? "0",
    };
  }

  // Payments of another user of the node: AMP, whose preimages are not of their hashes.
  fill(count) {
    for (let n = 0; n < count; n += 1) {
      this.paymentIndex += 2;
      const hash = randomBytes(32).toString("hex");
      this.payments.set(hash, {
        payment_hash: hash,
        payment_preimage: randomBytes(32).toString("hex"),
        value_msat: "1000",
        fee_msat: "1",
        status: "SUCCEEDED",
        payment_index: this.paymentIndex.toString(),
      });
    }
    return {};
  }

  watch(tell) {
    this.watchers.add(tell);
    return () => this.watchers.delete(tell);
  }
}

const isFinal = ({ status }) => status === "SUCCEEDED" || status === "FAILED";

// One stream: the first state of a payment, then every change of it, to its end.
function follow(payments, hash, first, write, end) {
  const stop = payments.watch((payment) => {
    if (payment.payment_hash !== hash) return;
    write(payment);
    if (isFinal(payment)) end();
  });
  write(first);
  if (isFinal(first)) end();
  return stop;
}

// The three streams, given how a stream is opened (tests/Peers/lnd.mjs).
export function routerStreams(payments) {
  return {
    SendPaymentV2: (request, write, end) => {
      const begun = payments.send(request);
      if (begun.code) return end(begun);
      const stop = follow(payments, begun.invoice.hash, { ...begun.payment }, write, end);
      setImmediate(() => payments.proceed(begun));
      return stop;
    },
    TrackPaymentV2: (request, write, end) => {
      const hash = request.payment_hash.toString("hex");
      const payment = payments.payments.get(hash);
      if (!payment) return end({ code: 5, details: "payment isn't initiated" });
      return follow(payments, hash, { ...payment }, write, end);
    },
    TrackPayments: ({ no_inflight_updates: onlyFinal }, write) =>
      payments.watch((payment) => (!onlyFinal || isFinal(payment)) && write(payment)),
  };
}
