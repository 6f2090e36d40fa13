// Reads an invoice with two independent decoders and prints what each says, as JSON.
import bolt11 from "bolt11";
import light from "light-bolt11-decoder";

const invoice = process.argv[2];
const network = { bech32: "bcrt", pubKeyHash: 0x6f, scriptHash: 0xc4, validWitnessVersions: [0, 1] };
const full = bolt11.decode(invoice, network);
const tag = (name) => full.tags.find((each) => each.tagName === name)?.data;
const sections = light.decode(invoice).sections;
const section = (name) => sections.find((each) => each.name === name)?.value;

process.stdout.write(JSON.stringify({
  bolt11: {
    prefix: full.prefix,
    millisatoshis: full.millisatoshis,
    timestamp: full.timestamp,
    expiry: tag("expire_time"),
    paymentHash: tag("payment_hash"),
    payee: full.payeeNodeKey,
  },
  light: {
    network: section("coin_network").bech32,
    millisatoshis: section("amount"),
    timestamp: section("timestamp"),
    expiry: section("expiry"),
    paymentHash: section("payment_hash"),
  },
}));
