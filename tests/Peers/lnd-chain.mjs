// The wallet on the chain of one stand-in, with the answers that lnd 0.21.1 was seen to give: addresses that it makes
// up, coins that it is given, transactions of real bytes and ids.
import { createHash, randomBytes } from "node:crypto";

const unknown = (details) => ({ code: 2, details });
const alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
const prefix = "bcrt";

function polymod(words) {
  let state = 1;
  for (const word of words) {
    const top = state >>> 25;
    state = ((state & 0x1ffffff) << 5) ^ word;
    generator.forEach((value, i) => { if ((top >>> i) & 1) state ^= value; });
  }
  return state >>> 0;
}

const head = [...[...prefix].map((c) => c.charCodeAt(0) >> 5), 0, ...[...prefix].map((c) => c.charCodeAt(0) & 31)];

function toWords(bytes) {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return bits.padEnd(Math.ceil(bits.length / 5) * 5, "0").match(/.{5}/g).map((word) => parseInt(word, 2));
}

export function addressOf(program) {
  const words = [0, ...toWords(program)];
  const state = polymod([...head, ...words, 0, 0, 0, 0, 0, 0]) ^ 1;
  const checksum = [0, 1, 2, 3, 4, 5].map((i) => (state >>> (5 * (5 - i))) & 31);
  return `${prefix}1${[...words, ...checksum].map((word) => alphabet[word]).join("")}`;
}

// Witness version 0 alone: what the tests send to.
function scriptOf(address) {
  const words = [...address.toLowerCase().slice(prefix.length + 1)].map((c) => alphabet.indexOf(c));
  if (!address.toLowerCase().startsWith(`${prefix}1`) || words.includes(-1) || polymod([...head, ...words]) !== 1) {
    return null;
  }
  const bits = words.slice(1, -6).map((word) => word.toString(2).padStart(5, "0")).join("");
  const program = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  return Buffer.concat([Buffer.from([0, program.length]), program]);
}

const reversed = (hex) => Buffer.from(Buffer.from(hex, "hex").reverse());
const int32 = (value) => { const bytes = Buffer.alloc(4); bytes.writeUInt32LE(value); return bytes; };
const int64 = (value) => { const bytes = Buffer.alloc(8); bytes.writeBigInt64LE(BigInt(value)); return bytes; };

// BIP 144, with made-up witnesses where it is signed.
function serialize(inputs, outputs, isSigned) {
  const body = [
    Buffer.from([inputs.length]),
    ...inputs.flatMap(({ txid, index }) => [reversed(txid), int32(index), Buffer.from([0]), int32(0xfffffffd)]),
    Buffer.from([outputs.length]),
    ...outputs.flatMap(({ sats, script }) => [int64(sats), Buffer.from([script.length]), script]),
  ];
  const witnesses = isSigned ? inputs.map(() => Buffer.concat([Buffer.from([1, 64]), randomBytes(64)])) : [];
  const marks = isSigned ? [Buffer.from([0, 1])] : [];
  return Buffer.concat([int32(2), ...marks, ...body, ...witnesses, int32(0)]);
}

function idOf(inputs, outputs) {
  const once = createHash("sha256").update(serialize(inputs, outputs, false)).digest();
  return createHash("sha256").update(once).digest().reverse().toString("hex");
}

export class LndChain {
  constructor() {
    this.height = 144;
    this.coins = new Map();
    this.leases = new Set();
    this.transactions = new Map();
    this.templates = new Map();
    this.requests = [];
    this.feeSats = 141;
  }

  newAddress({ type }) {
    this.requests.push({ rpc: "NewAddress", type: type ?? "WITNESS_PUBKEY_HASH" });
    return { address: addressOf(randomBytes(20)) };
  }

  // What the wallet may spend.
  giveCoin({ sats }) {
    const coin = { txid: randomBytes(32).toString("hex"), index: 1, sats };
    this.coins.set(`${coin.txid}:${coin.index}`, coin);
    return coin;
  }

  // A transaction of somebody else, as the wallet would list it.
  list({ hash, outputs, height, label, inputs }) {
    this.transactions.set(hash, { hash, outputs, height: height ?? null, label: label ?? "", inputs });
    return {};
  }

  setHeight({ height }) {
    this.height = height;
    return {};
  }

  getTransactions({ start_height: from = 0, end_height: to = 0 }) {
    this.requests.push({ rpc: "GetTransactions", from, to });
    const seen = [...this.transactions.values()]
      .filter(({ height }) => (height === null ? to <= 0 : height >= from && (to <= 0 || height <= to)));
    return { transactions: seen.map((each) => this.describe(each)) };
  }

  describe({ hash, outputs, height, label, inputs = [] }) {
    return {
      tx_hash: hash,
      amount: "0",
      num_confirmations: height === null ? 0 : this.height - height + 1,
      block_height: height ?? 0,
      time_stamp: "1795000000",
      label,
      previous_outpoints: inputs.map((outpoint) => ({ outpoint, is_our_output: true })),
      output_details: outputs.map(({ address, sats, isOurs }, index) => ({
        address, amount: sats.toString(), output_index: index.toString(), is_our_address: isOurs ?? true,
      })),
    };
  }

  estimate({ AddrToAmount: outputs }) {
    const [[address, sats]] = Object.entries(outputs ?? {});
    const refusal = this.refuse(address, Number(sats), (text) => text);
    return refusal ?? { fee_sat: this.feeSats.toString(), sat_per_vbyte: "1" };
  }

  refuse(address, sats, word) {
    if (!scriptOf(address)) return unknown("decoded address is of unknown format");
    if (sats < 294) return unknown(word("transaction output is dust"));
    const free = [...this.coins].filter(([key]) => !this.leases.has(key));
    const funds = free.reduce((sum, [, coin]) => sum + coin.sats, 0);
    return funds < sats + this.feeSats
      ? unknown(word("insufficient funds available to construct transaction"))
      : null;
  }

  fund(request) {
    this.requests.push({ rpc: "FundPsbt", ...request });
    const [[address, text]] = Object.entries(request.raw.outputs);
    const sats = Number(text);
    const refusal = this.refuse(address, sats, (words) => `wallet couldn't fund PSBT: ${words}`);
    if (refusal) return refusal;
    const inputs = [];
    let sum = 0;
    for (const [key, coin] of this.coins) {
      if (sum >= sats + this.feeSats) break;
      if (this.leases.has(key)) continue;
      inputs.push(coin);
      sum += coin.sats;
    }
    const change = { sats: sum - sats - this.feeSats, script: scriptOf(addressOf(randomBytes(20))) };
    const outputs = [change, { sats, script: scriptOf(address) }];
    const psbt = randomBytes(16);
    this.templates.set(psbt.toString("hex"), { inputs, outputs });
    inputs.forEach(({ txid, index }) => this.leases.add(`${txid}:${index}`));
    return {
      funded_psbt: psbt,
      change_output_index: 0,
      locked_utxos: inputs.map(({ txid, index, sats: value }) => ({
        id: Buffer.alloc(32, 7),
        outpoint: { txid_str: txid, txid_bytes: reversed(txid), output_index: index },
        expiration: "1795000600",
        value: value.toString(),
      })),
    };
  }

  finalize({ funded_psbt: psbt }) {
    const template = this.templates.get(psbt.toString("hex"));
    return { signed_psbt: psbt, raw_final_tx: serialize(template.inputs, template.outputs, true) };
  }

  release({ outpoint }) {
    this.leases.delete(`${outpoint.txid_str}:${outpoint.output_index}`);
    return { status: "released" };
  }

  publish({ tx_hex: bytes, label }) {
    const [, known] = [...this.templates].find(([, { inputs, outputs }]) =>
      serialize(inputs, outputs, true).length === bytes.length
      && bytes.includes(serialize(inputs, outputs, false).subarray(4, -4))) ?? [];
    if (!known) return unknown("transaction rejected: output already spent");
    const hash = idOf(known.inputs, known.outputs);
    this.requests.push({ rpc: "PublishTransaction", hash, label });
    if (this.transactions.has(hash)) return {};
    if (known.inputs.some(({ txid, index }) => !this.coins.has(`${txid}:${index}`))) {
      return unknown("transaction rejected: output already spent");
    }
    known.inputs.forEach(({ txid, index }) => this.coins.delete(`${txid}:${index}`));
    const inputs = known.inputs.map(({ txid, index }) => `${txid}:${index}`);
    this.transactions.set(hash, { hash, outputs: [], height: null, label, inputs });
    return {};
  }
}
