// The macaroon of a stand-in that may be narrowed: minted and checked by js-macaroon, which follows the Go library that
// LND uses. Signatures are checked first, then caveats, each with the words of the Go library's checkers.
import { randomBytes } from "node:crypto";
import macaroons from "macaroon";

const hexOf = (macaroon) => Buffer.from(macaroon.exportBinary()).toString("hex");
const textOf = (bytes) => Buffer.from(bytes).toString("utf8");

// A macaroon of LND's kind. `caveats` are added by whoever handed it out.
export function mint({ location = "lnd", idBytes = 24, caveats = [] } = {}) {
  const rootKey = randomBytes(32);
  const identifier = Buffer.concat([Buffer.from([3]), randomBytes(idBytes - 1)]);
  const macaroon = macaroons.newMacaroon({ version: 2, rootKey, identifier, location });
  for (const caveat of caveats) macaroon.addFirstPartyCaveat(caveat);
  return { hex: hexOf(macaroon), rootKey: rootKey.toString("hex") };
}

export function caveatsOf(hex) {
  return macaroons.importMacaroon(Buffer.from(hex, "hex")).caveats.map((caveat) => textOf(caveat.identifier));
}

// Null where it is what was minted, narrowed or not, and every caveat holds; else the text of LND's error.
export function refusalOf(hex, rootKey, now = Date.now()) {
  let failed = null;
  try {
    const macaroon = macaroons.importMacaroon(Buffer.from(hex, "hex"));
    macaroon.verify(Buffer.from(rootKey, "hex"), (condition) => {
      failed ??= problemWith(textOf(condition), now);
      return null;
    });
  } catch {
    return "verification failed: signature mismatch after caveat verification";
  }
  return failed;
}

function problemWith(condition, now) {
  const [name, time] = condition.split(" ");
  if (name !== "time-before") return `caveat "${condition}" not satisfied: caveat not recognized`;
  return now < Date.parse(time) ? null : `caveat "${condition}" not satisfied: macaroon has expired`;
}
