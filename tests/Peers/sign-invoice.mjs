// Real BOLT 11 invoices on regtest, written and read by an implementation that is not ours.
import { randomBytes } from "node:crypto";
import bolt11 from "bolt11";

const network = { bech32: "bcrt", pubKeyHash: 0x6f, scriptHash: 0xc4, validWitnessVersions: [0, 1] };

// The stand-in's own key.
export const ownKey = "11".repeat(32);

export function signInvoice(paymentHash, millisatoshis, expirySeconds, { key = ownKey, agedSeconds = 0 } = {}) {
  const draft = bolt11.encode({
    network,
    ...(millisatoshis ? { millisatoshis: millisatoshis.toString() } : {}),
    timestamp: Math.floor(Date.now() / 1000) - agedSeconds,
    tags: [
      { tagName: "payment_hash", data: paymentHash },
      { tagName: "payment_secret", data: randomBytes(32).toString("hex") },
      { tagName: "description", data: "" },
      { tagName: "expire_time", data: expirySeconds },
      { tagName: "min_final_cltv_expiry", data: 80 },
      {
        tagName: "feature_bits",
        data: {
          word_length: 4,
          var_onion_optin: { required: false, supported: true },
          payment_secret: { required: true, supported: true },
        },
      },
    ],
  }, false);
  return bolt11.sign(draft, key).paymentRequest;
}

let ownPublicKey;

export function readInvoice(text) {
  ownPublicKey ??= bolt11.decode(signInvoice("00".repeat(32), 1000n, 1), network).payeeNodeKey;
  const { tags, millisatoshis, timestamp, payeeNodeKey } = bolt11.decode(text, network);
  const tag = (name) => tags.find((each) => each.tagName === name)?.data;
  return {
    hash: tag("payment_hash"),
    amountMsat: BigInt(millisatoshis ?? 0),
    expiresAt: timestamp + (tag("expire_time") ?? 3600),
    isOwn: payeeNodeKey === ownPublicKey,
  };
}
