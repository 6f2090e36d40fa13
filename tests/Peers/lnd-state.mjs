// The invoices of one stand-in, with the answers that lnd 0.21.1 was seen to give.
import { createHash, randomBytes } from "node:crypto";
import { signInvoice } from "./sign-invoice.mjs";

const unknown = (details) => ({ code: 2, details });
const oneYearSeconds = 31_536_000;

export class LndState {
  constructor({ node, macaroon, readonlyMacaroon, signs }) {
    this.signs = signs;
    this.node = node;
    this.macaroon = macaroon;
    this.readonlyMacaroon = readonlyMacaroon;
    this.faults = new Map();
    this.invoices = new Map();
    this.subscribers = new Set();
    this.addIndex = 0n;
    this.settleIndex = 0n;
    this.info = {
      identity_pubkey: `02${"ab".repeat(32)}`,
      alias: "stand-in ⚡",
      version: "0.21.1-beta commit=v0.21.1-beta",
      chains: [{ chain: "bitcoin", network: "regtest" }],
      synced_to_chain: true,
      synced_to_graph: true,
      block_height: 144,
      best_header_timestamp: "1795000000",
    };
  }

  getInfo() {
    return this.info;
  }

  addInvoice(request) {
    const refusal = this.refuse(request);
    if (refusal) return unknown(refusal);
    const preimage = request.r_preimage?.length ? request.r_preimage : randomBytes(32);
    const hash = createHash("sha256").update(preimage).digest();
    const key = hash.toString("hex");
    if (this.invoices.has(key)) return unknown("invoice with payment hash already exists");
    this.addIndex += 1n;
    const amount = BigInt(request.value_msat ?? 0) || BigInt(request.value ?? 0) * 1000n;
    const invoice = {
      ...request,
      r_preimage: preimage,
      r_hash: hash,
      value_msat: amount.toString(),
      creation_date: "1795000000",
      expiry: request.expiry ?? "86400",
      payment_request: this.signs
        ? signInvoice(key, amount, Number(request.expiry))
        : `lnbcrt${amount ? `${amount * 10n}p` : ""}1${key}`,
      add_index: this.addIndex.toString(),
      state: "OPEN",
      payment_addr: randomBytes(32),
      features: { 9: { name: "tlv-onion", is_known: true } },
    };
    this.invoices.set(key, invoice);
    this.publish(invoice);
    const { r_hash, payment_request, add_index, payment_addr } = invoice;
    return { r_hash, payment_request, add_index, payment_addr };
  }

  refuse({ value, value_msat, memo, expiry, r_preimage }) {
    const memoBytes = Buffer.byteLength(memo ?? "");
    if (value && value_msat) return "sat and msat arguments are mutually exclusive";
    if (BigInt(value_msat ?? value ?? 0) < 0n) return "amount cannot be negative";
    if (r_preimage?.length && r_preimage.length !== 32) {
      return `invalid preimage length of ${r_preimage.length}, want 32`;
    }
    if (memoBytes > 1024) return `memo too large: ${memoBytes} bytes (maxsize=1024)`;
    if (memoBytes > 639) return `data length too big to fit within 10 bits: ${Math.ceil((memoBytes * 8) / 5)}`;
    if (Number(expiry ?? 0) > oneYearSeconds) {
      return `expiry of ${Number(expiry)} seconds greater than max expiry of 3.1536e+07 seconds`;
    }
    return null;
  }

  lookupInvoice({ payment_hash }) {
    const invoice = this.invoices.get(payment_hash.toString("hex"));
    return invoice ?? { code: 5, details: "unable to locate invoice" };
  }

  cancelInvoice({ payment_hash }) {
    const invoice = this.invoices.get(payment_hash.toString("hex"));
    if (!invoice) return unknown("unable to locate invoice");
    if (invoice.state === "SETTLED") return unknown("invoice already settled");
    invoice.state = "CANCELED";
    return {};
  }

  listInvoices({ index_offset, num_max_invoices }) {
    const offset = BigInt(index_offset ?? 0);
    const page = [...this.invoices.values()]
      .filter((invoice) => BigInt(invoice.add_index) > offset)
      .slice(0, Number(num_max_invoices ?? 100));
    if (page.length === 0) return {};
    return { invoices: page, first_index_offset: page[0].add_index, last_index_offset: page.at(-1).add_index };
  }

  decodePayReq({ pay_req }) {
    const invoice = [...this.invoices.values()].find((candidate) => candidate.payment_request === pay_req);
    if (invoice) {
      return {
        destination: this.info.identity_pubkey,
        payment_hash: invoice.r_hash.toString("hex"),
        num_msat: invoice.value_msat,
        num_satoshis: (BigInt(invoice.value_msat) / 1000n).toString(),
        timestamp: invoice.creation_date,
        expiry: invoice.expiry,
        description: invoice.memo,
      };
    }
    if (!pay_req || pay_req.length < 8) return unknown(`invalid bech32 string length ${pay_req?.length ?? 0}`);
    if (/^ln(bc|tb)[0-9munp]*1/.test(pay_req)) return unknown("invoice not for current active network 'regtest'");
    return unknown("invalid index of 1");
  }

  // With settle_index 0 there is no backlog; additions and settlements follow live.
  subscribe(afterSettleIndex, send) {
    if (afterSettleIndex > 0n) {
      [...this.invoices.values()]
        .filter((invoice) => invoice.state === "SETTLED" && BigInt(invoice.settle_index) > afterSettleIndex)
        .sort((left, right) => (BigInt(left.settle_index) < BigInt(right.settle_index) ? -1 : 1))
        .forEach(send);
    }
    this.subscribers.add(send);
    return () => this.subscribers.delete(send);
  }

  publish(invoice) {
    for (const send of this.subscribers) send(invoice);
  }

  // `skip` leaves a gap in the order of settlement, as LND does (lnd #7071).
  settle(hash, amountPaidMsat, skip = 0) {
    const invoice = this.invoices.get(hash);
    this.settleIndex += BigInt(1 + skip);
    const paid = amountPaidMsat ?? invoice.value_msat;
    Object.assign(invoice, {
      state: "SETTLED",
      settled: true,
      settle_index: this.settleIndex.toString(),
      settle_date: (1_795_000_000n + this.settleIndex).toString(),
      amt_paid_msat: paid,
      amt_paid_sat: (BigInt(paid) / 1000n).toString(),
      htlcs: [{ chan_id: "123", htlc_index: "1", amt_msat: paid, state: "SETTLED" }],
    });
    this.publish(invoice);
    return { settleIndex: Number(this.settleIndex) };
  }

  // An HTLC is held: LND counts it as paid already, and subscribers hear nothing.
  hold(hash) {
    const invoice = this.invoices.get(hash);
    Object.assign(invoice, { state: "ACCEPTED", amt_paid_msat: invoice.value_msat });
    return {};
  }

  expire(hash) {
    this.invoices.get(hash).state = "CANCELED";
    return {};
  }

  fill(count, everyThirdIsOpen, skip) {
    for (let i = 0; i < count; i += 1) {
      const { r_hash } = this.addInvoice({ value_msat: "1000", memo: `number ${i}` });
      if (!everyThirdIsOpen || i % 3 !== 2) this.settle(r_hash.toString("hex"), undefined, skip);
    }
    return {};
  }

  recall(hash) {
    const { r_preimage, memo, expiry, value_msat, private: hints } = this.invoices.get(hash);
    return { preimage: r_preimage.toString("hex"), memo, expiry, value_msat, private: hints ?? false };
  }
}
