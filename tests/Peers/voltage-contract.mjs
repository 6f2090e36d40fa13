// Judges answers by Voltage's own schemas, as its public OpenAPI document has them: names, types, enums, and what must
// be there. Reads answers as JSON from the standard input, writes what is wrong with them, and which of the operations
// below were judged, as JSON to the standard output. Members that the schemas do not name are allowed; what is answered
// with a status or at an address that Voltage does not have is not judged. Where its schemas say "exactly one of" and
// two of them fit the same refusal, at least one of them has to here.
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

const E = '/v1/organizations/{organization_id}/environments/{environment_id}';
const O = '/v1/organizations/{organization_id}';

const text = { type: 'string' };
const uuid = { type: 'string', format: 'uuid' };
const time = { type: 'string', format: 'date-time' };
const flag = { type: 'boolean' };
const whole = { type: 'integer' };
const count = { type: 'integer', minimum: 0 };
const word = (...words) => ({ type: 'string', enum: words });
const list = (items) => ({ type: 'array', items });
const maybe = (schema) => ({ anyOf: [{ type: 'null' }, schema] });
const either = (...schemas) => ({ anyOf: schemas });
const both = (...schemas) => ({ allOf: schemas });
const map = (values) => ({ type: 'object', additionalProperties: values });
const object = (required, optional = {}) => ({
  type: 'object', required: Object.keys(required), properties: { ...required, ...optional },
});
const only = (schema) => ({ ...schema, additionalProperties: false });
const tagged = (type, data) => object({ type: word(type), data });

const currency = { type: 'string', pattern: '^(btc|usd|asset:[a-fA-F0-9]{66})$' };
const network = word('mainnet', 'testnet', 'signet', 'mutinynet', 'none');
const amount = object({ currency: word('btc'), amount: whole }, { unit: word('msats'), negative: flag });
const signed = object({ currency: word('btc'), amount: count, unit: word('msats'), negative: flag });
const breakdown = object({ principal: amount, network_fee: amount, processing_fee: amount });

const wallet = object({
  id: uuid, active: flag, created_at: time, updated_at: time, name: text, organization_id: uuid, environment_id: uuid,
  network, balances: list(object({
    id: uuid, wallet_id: uuid, effective_time: time, available: signed, total: signed, network, currency,
  })), holds: list(object({ id: uuid, amount: signed, effective_time: time })),
}, {
  deleted_at: maybe(time), deletion_failed_at: maybe(time), limit: maybe(count), line_of_credit_id: maybe(uuid),
  metadata: maybe(map(text)), pending_settlements: list(object({
    id: uuid, amount: signed, settlement_type: word('Collection', 'Payout'), effective_time: time,
  })), error: maybe(object({ type: text })),
});

const ledgerLine = (type, members) => object({ type: word(type), ...members, effective_time: time });
const sent = { hold_id: uuid, payment_id: uuid };
const ledger = object({
  items: list(either(
    ledgerLine('credited', { credit_id: uuid, payment_id: uuid, amount }),
    ledgerLine('held', { ...sent, amount }),
    ledgerLine('captured', { ...sent, amount }),
    ledgerLine('released', { ...sent, currency }),
    ledgerLine('deposited', { deposit_id: uuid, amount }),
    ledgerLine('withdrawn', { withdraw_id: uuid, amount }),
    // Ours alone: it is in no wallet's balance, and its arrival is not hidden either.
    ledgerLine('suspended', { amount }),
  )), offset: count, limit: count, total: count,
});

const line = object({
  id: uuid, organization_id: uuid, network, environment_id: uuid, limit: count, allocated_limit: count, currency,
}, { status: maybe(object({})), disabled_at: maybe(time) });

const onchain = tagged('onchain', object(
  { required_confirmations_num: count, tx_id: text, amount_sats: count },
  { ledger_id: maybe(uuid), height_mined_at: maybe(count), mined_at: maybe(count), is_pending: flag },
));
const lightning = tagged('lightning', object({ preimage: text, payment_hash: text }, { ledger_id: maybe(uuid) }));
const shortcircuit = tagged('shortcircuit', object(
  { amount_msats: count, offset_payment_id: uuid }, { ledger_id: maybe(uuid) },
));
const receipts = list(either(onchain, lightning, shortcircuit));
const common = {
  id: uuid, wallet_id: uuid, organization_id: uuid, environment_id: uuid, created_at: time, updated_at: time, currency,
};
const beside = {
  payment_category: word('standard', 'treasury'), metadata: maybe(map(text)), exchanges: list(object({})),
  payment_breakdown: maybe(breakdown), processing_fee: maybe(object({ basis_points: count, amount })),
};
const codes = word(
  'receive_failed', 'expired', 'rejected', 'hold_failed', 'send_failed', 'quote_failed', 'insufficient_funds',
  'hold_not_found', 'invalid_bolt11_invoice', 'invalid_payment_amount', 'invalid_address', 'missing_address',
  'missing_payment_request', 'incorrect_currency', 'exchange_transfer_failed', 'upstream_failure', 'no_route',
  'transaction_build_failed', 'node_permission_denied', 'broadcast_failed', 'broadcast_fee_above_max',
);
const context = maybe(either(
  only(object({ estimated_fee_sats: count, max_fee_sats: count, target_blocks: count })),
  only(object({ address: text })),
  only(object({ amount })),
));
const receiveData = (type, required, optional) => tagged(type, object({ amount, ...required }, {
  fees: maybe(amount), expiration: maybe(count), market_quote: maybe(object({})), receipts, ...optional,
}));
const sendData = (type, required, optional) => tagged(type, object({ amount, max_fee: amount, ...required }, {
  fees: maybe(amount), market_quote: maybe(object({})), outflows: receipts, ...optional,
}));
const payment = either(
  both(object({
    ...common, direction: word('receive'), status: word('generating', 'receiving', 'expired', 'failed', 'completed'),
  }, {
    ...beside, requested_amount: amount, bip21_uri: text,
    error: maybe(object({ type: text }, { code: maybe(codes), detail: maybe(text), context })),
    frozen: list(tagged('onchain', object({
      tx_id: text, address: text, amount_sats: count, reason: either(text, object({ other: text })),
    }))),
  }), either(
    receiveData('bolt11', { amount_msats: count }, { payment_request: maybe(text), memo: maybe(text) }),
    receiveData('onchain', { amount_sats: count, receipts }, { address: maybe(text), label: maybe(text) }),
    receiveData('bip21', { amount_msats: count, receipts }, {
      payment_request: maybe(text), address: maybe(text), description: maybe(text),
    }),
  )),
  both(object({
    ...common, direction: word('send'), status: word('sending', 'approved', 'failed', 'completed'),
  }, {
    ...beside, route: word('direct', 'swap'),
    error: maybe(object(
      { type: word('rejected', 'hold_failed', 'send_failed', 'quote_failed'), detail: text },
      { code: maybe(codes), context },
    )),
  }), either(
    sendData('bolt11', { amount_msats: count, max_fee_msats: count }, {
      payment_request: maybe(text), memo: maybe(text), fee_msats: maybe(count),
    }),
    sendData('onchain', { amount_sats: count, max_fee_sats: count }, {
      address: maybe(text), label: maybe(text), fee_sats: maybe(count),
    }),
    sendData('bip21', { amount_msats: count, max_fee_msats: count }, {
      payment_request: maybe(text), address: maybe(text), description: maybe(text), fee_msats: maybe(count),
    }),
  )),
);

const page = (items) => object(
  { items: list(items), offset: count, limit: count },
  { total: maybe(count), next_cursor: maybe(text), has_more: flag },
);
const history = object({
  events: list(object({ event_type: text, time, position: whole }, { error: maybe(text) })),
});
const counted = { total_count: count, oldest_created_at: time, newest_created_at: time };
const buckets = list(object({
  ...counted, direction: word('send', 'receive'), currency, kind: word('bolt11', 'onchain', 'bip21'),
  status: word('sending', 'receiving', 'approved', 'generating', 'expired', 'failed', 'completed'),
}));
const dates = { oldest_created_at: maybe(time), newest_created_at: maybe(time) };
const summary = object({
  total_count: count,
  by_organization_id: map(object(counted)),
  by_environment_id: map(object({ ...counted, organization_id: uuid })),
  by_line_of_credit_id: map(object({ ...counted, organization_id: uuid, environment_id: uuid, buckets })),
}, { organization_id: maybe(uuid), environment_id: maybe(uuid), ...dates });
const walletSummary = object(
  { wallet_id: uuid, organization_id: uuid, environment_id: uuid, total_count: count, buckets },
  { line_of_credit_id: maybe(uuid), ...dates },
);

const receiveEvents = word('generated', 'detected', 'refreshed', 'expired', 'succeeded', 'completed', 'failed');
const sendEvents = word('succeeded', 'failed');
const webhook = object({
  id: uuid, organization_id: uuid, environment_id: uuid, url: text, name: text, created_at: time, updated_at: time,
  status: word('active', 'stopped', 'deleted'), events: list(either(
    object({ send: sendEvents }), object({ receive: receiveEvents }), object({ test: word('created') }),
  )),
}, { stopped_at: maybe(time), deleted_at: maybe(time) });
const told = (type, event, data) => object({ type: word(type), detail: object({ event, data }) });
const delivery = object({
  id: uuid, webhook_id: uuid, url: text, created_at: time, updated_at: time, attempt_count: count,
  status: word('attempting', 'succeeded', 'failed', 'abandoned'),
  payload: either(
    told('send', sendEvents, payment), told('receive', receiveEvents, payment), told('test', word('created'), text),
  ),
}, {
  organization_id: maybe(uuid), error: maybe(text), status_code: maybe(count), error_info: maybe(object(
    { type: word('delivery_failed'), detail: text },
    {
      code: maybe(word(
        'http_client_error', 'http_server_error', 'rate_limited', 'connection_timeout', 'connection_refused',
        'invalid_response', 'payload_too_large', 'authentication_failed', 'unexpected_error',
      )),
      context: maybe(either(
        object({ type: word('http_status'), status_code: count }),
        object({ type: word('rate_limited'), retry_after_seconds: count }),
      )),
    },
  )),
});
const deliverySummary = object({
  webhook_id: uuid, total_count: count, total_count_accuracy: word('exact', 'estimated'),
  statuses: list(word('attempting', 'succeeded', 'failed', 'abandoned')),
});
const secret = object({ id: uuid, shared_secret: text });

const plain = (...types) => object({ type: word(...types), detail: text });
const about = (members, ...types) => object({ type: word(...types), detail: text, context: object(members) });
const coded = (code, members, ...types) => object({
  type: word(...types), code: word(code), detail: text, context: object(members),
});
const requests = [plain('missing_credentials', 'invalid_parameter', 'missing_parameter', 'invalid_syntax')];
const least = { field: text, provided_amount: amount, min_amount: amount };
const field = object({ field: text }, { min_length: maybe(count), required: maybe(flag) }).properties;
const cursor = about({ field: text, recovery: text }, 'invalid_cursor');
const refusals = {
  request: requests,
  wallet: [
    ...requests,
    plain(
      'utils', 'line_of_credit_not_found', 'line_of_credit_not_ready', 'line_of_credit_cannot_allocate_wallet_limit',
      'line_of_credit_network_mismatch', 'application_not_approved',
    ),
    about({ line_of_credit_id: uuid }, 'line_of_credit_disabled', 'missing_bank_details'),
    about({ wallet_id: uuid }, 'wallet_not_empty', 'wallet_not_credit_backed'),
    about({ fields: list(text) }, 'invalid_request'), about({ feature: text }, 'feature_flag_disabled'),
  ],
  payment: [
    ...requests, cursor,
    plain(
      'utils', 'amount_match_failed', 'invalid_currency', 'invalid_bolt11_payment_request', 'environment_match_failed',
      'invalid_payment', 'invalid_address', 'invalid_quote', 'invalid_network', 'invalid_amount',
      'not_supported_network', 'invalid_filter',
    ),
    coded('required', { field: field.field },
      'amount_required', 'max_fee_required', 'missing_payment_request', 'missing_address', 'quote_required'),
    coded('too_short', { field: field.field }, 'invalid_memo', 'invalid_description'),
    coded('below_minimum', least, 'invalid_max_fee', 'invalid_on_chain_payment', 'invalid_amount'),
    coded('validation_failed', { fields: list(text) }, 'invalid_receive_payment'),
    coded('disabled', { feature: text }, 'feature_flag_disabled'),
  ],
  line: [
    ...requests, plain('utils', 'invalid_line_of_credit_limit', 'invalid_collateral_state'),
    about({ line_of_credit_id: uuid }, 'no_updates_provided'),
  ],
  webhook: [...requests, plain('invalid_webhook')],
  quote: [...requests, about({ fields: list(text) }, 'invalid_quote_request')],
};
const missing = {
  wallet: about({ wallet_id: uuid }, 'instance_not_found'),
  payment: either(about({ payment_id: text }, 'payment_not_found'), about({ wallet_id: uuid }, 'wallet_not_found')),
  line: about({ line_of_credit_id: uuid }, 'line_of_credit_not_found'),
  webhook: either(
    about({ webhook_id: uuid }, 'webhook_not_found'),
    about({ webhook_delivery_id: uuid }, 'webhook_delivery_not_found'),
  ),
  quote: about({ quote_id: uuid }, 'quote_not_found'),
};
const taken = {
  payment: about({ payment_id: text }, 'payment_exists'), webhook: about({ webhook_id: uuid }, 'webhook_exists'),
};
const nothing = { const: '' };

// Of each operation: the kind of its refusals, and what it answers when it is done.
const operations = {
  [`get ${O}/wallets`]: ['wallet', { 200: list(wallet) }],
  [`post ${O}/wallets`]: ['wallet', { 202: nothing }],
  [`get ${O}/wallets/{wallet_id}`]: ['wallet', { 200: wallet }],
  [`delete ${O}/wallets/{wallet_id}`]: ['wallet', { 202: nothing }],
  [`patch ${O}/wallets/{wallet_id}`]: ['wallet', { 202: nothing }],
  [`get ${O}/wallets/{wallet_id}/ledger`]: ['wallet', { 200: ledger }],
  [`get ${O}/wallets/{wallet_id}/payments/summary`]: ['payment', { 200: walletSummary }, 'wallet'],
  [`get ${O}/assets`]: ['request', { 200: object({ assets: list(object({})) }) }],
  [`get ${E}/payments`]: ['payment', { 200: page(payment) }],
  [`post ${E}/payments`]: ['payment', { 202: nothing }],
  [`get ${E}/payments/summary`]: ['payment', { 200: summary }],
  [`get ${E}/payments/{payment_id}`]: ['payment', { 200: payment }],
  [`get ${E}/payments/{payment_id}/history`]: ['payment', { 200: history }],
  [`post ${E}/payments/check`]: ['payment', { 202: nothing }],
  [`post ${E}/treasury_movements`]: ['payment', { 202: nothing }],
  [`get ${O}/lines_of_credit/{line_id}/summary`]: ['line', { 200: line }],
  [`get ${O}/lines_of_credit/summaries`]: ['line', { 200: list(line) }],
  [`patch ${E}/lines_of_credit/{line_id}/sandbox`]: ['line', { 202: nothing }],
  [`get ${O}/webhooks`]: ['webhook', { 200: list(webhook) }],
  [`post ${E}/webhooks`]: ['webhook', { 202: secret }],
  [`get ${E}/webhooks/{webhook_id}`]: ['webhook', { 200: webhook }],
  [`patch ${E}/webhooks/{webhook_id}`]: ['webhook', { 202: nothing }],
  [`delete ${E}/webhooks/{webhook_id}`]: ['webhook', { 202: nothing }],
  [`post ${E}/webhooks/{webhook_id}/start`]: ['webhook', { 202: nothing }],
  [`post ${E}/webhooks/{webhook_id}/stop`]: ['webhook', { 202: nothing }],
  [`post ${E}/webhooks/{webhook_id}/keys`]: ['webhook', { 202: secret }],
  [`post ${E}/webhooks/{webhook_id}/test`]: ['webhook', { 202: nothing }],
  [`get ${E}/webhooks/{webhook_id}/deliveries`]: ['webhook', { 200: page(delivery) }],
  [`get ${E}/webhooks/{webhook_id}/deliveries/summary`]: ['webhook', { 200: deliverySummary }],
  [`get ${E}/webhooks/{webhook_id}/deliveries/{delivery_id}`]: ['webhook', { 200: delivery }],
  [`post ${E}/webhooks/{webhook_id}/deliveries/{delivery_id}/retry`]: ['webhook', { 202: nothing }],
  [`post ${E}/webhooks/{webhook_id}/deliveries/{delivery_id}/abandon`]: ['webhook', { 202: nothing }],
  [`get ${E}/quotes`]: ['quote', { 200: page({}) }],
  [`post ${E}/quotes`]: ['quote', { 202: nothing }],
  [`get ${E}/quotes/{quote_id}`]: ['quote', { 200: object({}) }],
};

const error = (...kinds) => object({ message: text, error: either(...kinds) });
const answersOf = ([kind, done, absent = kind]) => ({
  400: error(...refusals[kind]),
  401: error(plain('wrong_credentials', 'invalid_token', 'invalid_issuer')),
  403: error(plain('access_rights'), about({ line_of_credit_id: uuid }, 'not_allowed')),
  404: error(missing[absent] ?? false),
  409: taken[kind] ? error(taken[kind]) : undefined,
  413: error(plain('payload_too_large')),
  415: error(plain('missing_content_type')),
  422: error(plain('invalid_data', 'idempotency_key_reused')),
  503: error(plain('read_temporarily_unavailable', 'read_failed', 'write_message')),
  ...done,
});

const ajv = new Ajv2020({ allErrors: false });
formats.default(ajv);
const compiled = new Map();
const chunks = [];
for await (const chunk of process.stdin) {
  chunks.push(chunk);
}
const { answers } = JSON.parse(Buffer.concat(chunks).toString('utf8'));
// A scheme of callbacks is ours, and so are keysends, and what is said of them: who uses neither sees neither.
const isOurs = (text) => text?.includes('"scheme"') || text?.includes('"type":"keysend"');
const judged = answers
  .map((answer) => ({ ...answer, body: withoutKeysends(answer.body) }))
  .filter((answer) => operations[operationOf(answer)] && !isOurs(answer.sent) && !isOurs(answer.body));
process.stdout.write(JSON.stringify({
  operations: Object.keys(operations).filter((name) => judged.some((answer) => operationOf(answer) === name)).length,
  unseen: Object.keys(operations).filter((name) => !judged.some((answer) => operationOf(answer) === name)),
  problems: judged.flatMap(problemsWith),
}));

function withoutKeysends(body) {
  const value = body?.includes('"type":"keysend"') ? JSON.parse(body) : null;
  return Array.isArray(value?.items)
    ? JSON.stringify({ ...value, items: value.items.filter((item) => item.type !== 'keysend') })
    : body;
}

function operationOf(answer) {
  return `${answer.method} ${answer.path}`;
}

function problemsWith(answer) {
  const name = `${operationOf(answer)} ${answer.status}`;
  const schema = answersOf(operations[operationOf(answer)])[answer.status];
  if (schema === undefined) {
    return [];
  }
  if (!compiled.has(name)) {
    compiled.set(name, ajv.compile(schema));
  }
  const validate = compiled.get(name);
  const value = answer.body === '' ? '' : JSON.parse(answer.body);
  return validate(value) ? [] : [`${name}: ${ajv.errorsText(validate.errors)}: ${answer.body.slice(0, 600)}`];
}
