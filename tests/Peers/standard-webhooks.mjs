// Verifies a webhook as its receiver would: reads { now, secret, headers, body } as JSON from the standard input, and
// writes the payload that the official package accepts to the standard output, or ends with 1 where it accepts none.
// The package refuses old notices by this machine's clock, so it is given the product's: milliseconds since 1970.
import { Webhook } from 'standardwebhooks';

let text = '';
for await (const chunk of process.stdin) {
  text += chunk;
}

const { now, secret, headers, body } = JSON.parse(text);
Date.now = () => now;
try {
  process.stdout.write(JSON.stringify(new Webhook(secret).verify(body, headers)));
} catch (refused) {
  process.stderr.write(`${refused.message}\n`);
  process.exitCode = 1;
}
