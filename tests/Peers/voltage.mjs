// Calls a running product through the Voltage SDK, with nothing changed but its base URL and key. Reads the facts of a
// local run from its standard input, writes what each method gave to its standard output; with the argument `chain`
// also what comes of receives on chain, which take as long as the chain is looked at.
import { randomUUID } from 'node:crypto';
import { VoltageClient } from 'voltage-api-sdk';

const facts = JSON.parse(await text(process.stdin));
const scope = { organization_id: facts.organization_id, environment_id: facts.environment_id };
const polling = { intervalMs: 50, maxAttempts: 100, timeoutMs: 10_000 };
const results = {};

for (const credentials of [{ apiKey: facts.api_key }, { bearerToken: facts.api_key }]) {
  const client = new VoltageClient({ baseUrl: `${facts.base_url}/v1`, ...credentials });
  results[Object.keys(credentials)[0]] = {
    ...await payments(client), ...await wallets(client), ...await webhooks(client),
  };
}
if (process.argv[2] === 'options') {
  // With a slash at the end, as people copy addresses.
  results.options = await options(new VoltageClient({
    baseUrl: `${facts.base_url}/v1/`, apiKey: facts.api_key, timeout: 10_000,
  }));
}
if (process.argv[2] === 'chain') {
  results.chain = await chain(new VoltageClient({ baseUrl: `${facts.base_url}/v1`, apiKey: facts.api_key }));
}
results.unknownKey = await refused(new VoltageClient({ baseUrl: `${facts.base_url}/v1`, apiKey: 'vltg_nobody' })
  .getPayments(scope));
process.stdout.write(JSON.stringify(results));

async function payments(client) {
  const received = await client.createPaymentRequest({ ...scope, payment: {
    wallet_id: facts.wallet_id, currency: 'btc', amount_msats: 3_000_000, payment_kind: 'bolt11', description: 'tea',
  } }, polling);
  const any = await client.createPaymentRequest({ ...scope, payment: {
    wallet_id: facts.wallet_id, currency: 'btc', amount_msats: null, payment_kind: 'bolt11', description: 'any',
  } }, polling);
  await pay(received.data.payment_request);
  const completed = await reached(() => client.getPayment({ ...scope, payment_id: received.id.toUpperCase() }));
  const netted = await client.sendPayment({ ...scope, payment: {
    id: randomUUID(), wallet_id: facts.wallet_id, currency: 'btc', type: 'bolt11', data: {
      payment_request: any.data.payment_request, amount_msats: 500_000, max_fee_msats: 0,
    },
  } }, polling);
  const bill = await sandbox('/sandbox/invoice', { amount_msat: 1_000_000 });
  const id = randomUUID();
  const order = { id, wallet_id: facts.wallet_id, currency: 'btc', type: 'bolt11', data: {
    payment_request: bill.payment_request, max_fee_msats: 100_000,
  } };
  const sent = await client.sendPayment({ ...scope, payment: order }, polling);
  const address = 'bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080';
  const onchain = await client.sendPayment({ ...scope, payment: {
    wallet_id: facts.wallet_id, currency: 'btc', type: 'onchain',
    data: { address, amount_sats: 1_000, max_fee_sats: 300 },
  } }, polling);
  const tiny = await sandbox('/sandbox/invoice', { amount_msat: 1_000 });
  const bip21 = await client.sendPayment({ ...scope, payment: {
    wallet_id: facts.wallet_id, currency: 'btc', type: 'bip21',
    data: { address: `bitcoin:${address}?amount=0.00000001&lightning=${tiny.payment_request}` },
  } }, polling);
  return {
    received, any, completed, sent, onchain, bip21, netted,
    offset: await client.getPayment({ ...scope, payment_id: any.id }),
    tooDear: await refused(client.sendPayment({ ...scope, payment: {
      wallet_id: facts.wallet_id, currency: 'btc', type: 'onchain',
      data: { address, amount_sats: 300, max_fee_sats: 1 },
    } }, polling)),
    again: await refused(client.sendPayment({ ...scope, payment: order }, polling)),
    tooMuch: await refused(client.sendPayment({ ...scope, payment: { ...order, id: randomUUID(), data: {
      payment_request: (await sandbox('/sandbox/invoice', { amount_msat: 900_000_000 })).payment_request,
    } } }, polling)),
    listed: await client.getPayments({
      ...scope, limit: 2, offset: 1, statuses: ['completed', 'failed', 'receiving'], sort_order: 'DESC',
    }),
    history: await client.getPaymentHistory({ ...scope, payment_id: id }),
  };
}

// Every parameter that the methods take, the ids that the SDK makes itself, and what it does with null and nothing.
async function options(client) {
  const since = new Date(Date.now() - 60_000).toISOString();
  const until = new Date(Date.now() + 60_000).toISOString();
  const order = { sort_key: 'created_at', sort_order: 'ASC', start_date: since, end_date: until };
  const wallet = { organization_id: facts.organization_id, wallet_id: facts.wallet_id };
  const received = await client.createPaymentRequest({ ...scope, payment: {
    wallet_id: facts.wallet_id, currency: 'btc', amount_msats: 2_000_000, payment_kind: 'bolt11', expiration: 600,
  } });
  await pay(received.data.payment_request);
  await reached(() => client.getPayment({ ...scope, payment_id: received.id }));
  const bill = await sandbox('/sandbox/invoice', { amount_msat: 5_000 });
  const sent = await client.sendPayment({ ...scope, payment: {
    wallet_id: facts.wallet_id, currency: 'btc', type: 'bolt11', metadata: { shop: '2' }, data: {
      payment_request: bill.payment_request, amount_msats: null, max_fee_msats: null,
    },
  } });
  const never = await sandbox('/sandbox/invoice', { amount_msat: 5_000 });
  const unknown = randomUUID();
  const hooks = [];
  for (const name of ['first', 'second']) {
    hooks.push((await client.createWebhook({ ...scope, webhook: {
      url: `${facts.base_url}/sandbox/inbox`, name, events: [{ receive: ['completed', 'failed'] }],
    } })).id);
  }
  const told = {
    received, sent,
    wallets: await client.getWallets({ organization_id: facts.organization_id }),
    paid: await client.getPayments({
      ...scope, ...order, wallet_id: facts.wallet_id, statuses: ['completed'], kind: 'bolt11', direction: 'receive',
      limit: 5, offset: 0,
    }),
    later: await client.getPayments({ ...scope, start_date: until, sort_key: 'updated_at' }),
    held: await client.getWalletLedger({
      ...wallet, ...order, sort_key: 'effective_time', payment_id: sent.id, offset: 1, limit: 1,
    }),
    lines: await client.getLinesOfCredit({
      organization_id: facts.organization_id, network: 'mutinynet', environment_ids: [facts.environment_id],
      include_disabled: true,
    }),
    hooks: (await client.getWebhooks({
      organization_id: facts.organization_id, environment_ids: [facts.environment_id], statuses: ['active', 'stopped'],
      sort_key: 'created_at', sort_order: 'ASC',
    })).map((hook) => hook.id),
    made: hooks,
    nothing: await client.getPaymentHistory({ ...scope, payment_id: unknown }),
    missing: await refused(client.getPayment({ ...scope, payment_id: unknown })),
    noId: await refused(client.getWallet({ ...wallet, wallet_id: 'mine' })),
    tooLittle: await refused(client.createPaymentRequest({ ...scope, payment: {
      wallet_id: facts.wallet_id, currency: 'btc', amount_msats: 0, payment_kind: 'bolt11',
    } })),
    differing: await refused(client.sendPayment({ ...scope, payment: {
      wallet_id: facts.wallet_id, currency: 'btc', type: 'bolt11',
      data: { payment_request: never.payment_request, amount_msats: 4_999, max_fee_msats: 0 },
    } })),
  };
  const http = client.getHttpClient();
  const path = `/organizations/${facts.organization_id}/wallets`;
  return { ...told, raw: {
    put: await refused(http.put(path, {})), cursor: (await http.get(
      `/organizations/${facts.organization_id}/environments/${facts.environment_id}/payments?pagination=cursor&limit=1`,
    )).data,
  } };
}

// Receives on chain and by either, paid by the faucet in parts.
async function chain(client) {
  const hook = { id: randomUUID(), url: `${facts.base_url}/sandbox/inbox`, name: 'chain', events: [
    { receive: ['generated', 'detected', 'succeeded', 'completed'] },
  ] };
  await client.createWebhook({ ...scope, webhook: hook });
  const ask = (payment) => client.createPaymentRequest({ ...scope, payment: {
    wallet_id: facts.wallet_id, currency: 'btc', description: 'tea', ...payment,
  } }, polling);
  const get = (payment) => client.getPayment({ ...scope, payment_id: payment.id });
  const faucet = (payment, amount_sats) => sandbox('/sandbox/faucet', {
    address: payment.data.address, amount_sats, confirmations: 1,
  });
  const onchain = await ask({ payment_kind: 'onchain', amount_msats: 50_000_000 });
  const bip21 = await ask({ payment_kind: 'bip21', amount_msats: 3_000_000 });
  await faucet(onchain, 20_000);
  await faucet(bip21, 1_000);
  const part = await reached(() => get(onchain), (payment) => payment.data.receipts[0]?.ledger_id);
  await faucet(onchain, 30_000);
  await pay(bip21.data.payment_request);
  return {
    onchain, bip21, part,
    completed: await reached(() => get(onchain)),
    both: await reached(() => get(bip21), (payment) => payment.data.receipts.length === 2
      && payment.data.receipts.every((receipt) => receipt.data.ledger_id)),
    listed: await client.getPayments({ ...scope, kind: 'bip21', direction: 'receive' }),
    events: await told(client, hook.id),
  };
}

// Of each delivery to a webhook, oldest first, what it told of.
async function told(client, webhook) {
  const path = `/organizations/${scope.organization_id}/environments/${scope.environment_id}/webhooks/${webhook}`;
  const listed = await client.getHttpClient().get(`${path}/deliveries`);
  return listed.data.items.map((item) => item.payload ?? item).reverse()
    .map((payload) => ({ event: payload.detail?.event, id: payload.detail?.data?.id }));
}

async function wallets(client) {
  const id = randomUUID();
  const of = { organization_id: facts.organization_id, wallet_id: id };
  await client.createWallet({ organization_id: facts.organization_id, wallet: {
    id, environment_id: facts.environment_id, line_of_credit_id: facts.line_of_credit_id, name: 'Second wallet',
    network: 'mutinynet', limit: 1_000_000, metadata: { shop: '2' },
  } });
  const opened = await client.getWallet(of);
  await client.deleteWallet(of);
  return {
    opened,
    wallet: await client.getWallet({ ...of, wallet_id: facts.wallet_id }),
    wallets: await client.getWallets({ organization_id: facts.organization_id }),
    // Six newer lines are those of the sends on chain and by BIP 21.
    ledger: await client.getWalletLedger({ ...of, wallet_id: facts.wallet_id, offset: 6, limit: 6 }),
    line: await client.getLineOfCredit({ ...of, line_id: facts.line_of_credit_id }),
    lines: await client.getLinesOfCredit(of),
  };
}

async function webhooks(client) {
  const webhook = { id: randomUUID(), url: `${facts.base_url}/sandbox/inbox`, name: 'all', events: [
    { send: ['succeeded', 'failed'] }, { receive: ['completed'] },
  ] };
  const secret = await client.createWebhook({ ...scope, webhook });
  const of = { ...scope, webhook_id: webhook.id };
  const created = await client.getWebhook(of);
  const fewer = { url: webhook.url, name: 'fewer', events: [{ receive: 'completed' }] };
  await client.updateWebhook({ ...of, webhook: fewer });
  await client.stopWebhook(of);
  const stopped = await client.getWebhooks({
    organization_id: facts.organization_id, environment_ids: [facts.environment_id], statuses: ['stopped'],
  });
  await client.startWebhook(of);
  const key = await client.generateWebhookKey(of);
  const started = await client.getWebhook(of);
  await client.deleteWebhook(of);
  return { secret, created, stopped, key, started, raw: (await client.getHttpClient().get(
    `/organizations/${facts.organization_id}/webhooks`)).status };
}

async function pay(request) {
  await sandbox('/sandbox/pay', { payment_request: request });
}

async function reached(read, isReached = (payment) => payment.status === 'completed') {
  const end = Date.now() + 60_000;
  while (Date.now() < end) {
    const payment = await read();
    if (isReached(payment)) {
      return payment;
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('the payment does not complete');
}

async function sandbox(path, body) {
  const response = await fetch(facts.base_url + path, { method: 'POST', body: JSON.stringify(body) });
  return response.json();
}

// What the SDK tells of a refusal.
async function refused(call) {
  try {
    return { answer: await call };
  } catch (error) {
    return { message: error.message, status: error.status, details: error.details };
  }
}

async function text(stream) {
  const chunks = [];
  for await (const chunk of stream) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
