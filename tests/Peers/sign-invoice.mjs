// A real BOLT 11 invoice on regtest, by an implementation that is not ours.
import { randomBytes } from "node:crypto";
import bolt11 from "bolt11";

const network = { bech32: "bcrt", pubKeyHash: 0x6f, scriptHash: 0xc4, validWitnessVersions: [0, 1] };
const nodeKey = "11".repeat(32);

export function signInvoice(paymentHash, millisatoshis, expirySeconds) {
  const draft = bolt11.encode({
    network,
    millisatoshis: millisatoshis.toString(),
    timestamp: Math.floor(Date.now() / 1000),
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
  return bolt11.sign(draft, nodeKey).paymentRequest;
}
