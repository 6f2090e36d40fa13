// Judges an OpenAPI document: reads { document, answers } as JSON from the standard input, writes what is wrong with
// the document, with its examples, and with each answer that a server gave, as JSON to the standard output.
import { isDeepStrictEqual } from 'node:util';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

const SCHEMAS = '#/components/schemas/';
const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true });
formats.default(ajv);

const { document, answers } = JSON.parse(await readInput());
const definitions = closed(document.components.schemas);
const compiled = new Map();
const examples = { checked: 0, problems: [] };
walk(document, '#');
const validity = await new Validator().validate(document);
process.stdout.write(JSON.stringify({
  document: validity.valid ? [] : [JSON.stringify(validity.errors)],
  checked: examples.checked,
  examples: examples.problems,
  answers: answers.flatMap(problemsWithAnswer),
}));

async function readInput() {
  const chunks = [];
  for await (const chunk of process.stdin) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

// Clients ignore members that they do not know; here one that is not described is a mistake.
function closed(node) {
  if (Array.isArray(node)) {
    return node.map(closed);
  }
  if (node === null || typeof node !== 'object') {
    return node;
  }
  const copy = Object.fromEntries(Object.entries(node).map(([name, value]) => [name, closed(value)]));
  if (typeof copy.$ref === 'string') {
    copy.$ref = copy.$ref.replace(SCHEMAS, '#/$defs/');
  }
  const isOpenObject = copy.type === 'object' && copy.properties && copy.additionalProperties === undefined;
  return isOpenObject ? { ...copy, additionalProperties: false } : copy;
}

function problemsWithValue(schema, value) {
  const key = JSON.stringify(schema);
  if (!compiled.has(key)) {
    compiled.set(key, ajv.compile({ ...closed(schema), $defs: definitions }));
  }
  const validate = compiled.get(key);
  return validate(value) ? [] : validate.errors.map((e) => `${e.instancePath} ${e.message}`);
}

function resolve(node) {
  return node?.$ref
    ? node.$ref.slice(2).split('/').reduce((found, name) => found[name], document)
    : node;
}

// Every example beside its schema: of media types, parameters and headers as a map or one, of schemas as an array.
function walk(node, path) {
  if (node === null || typeof node !== 'object') {
    return;
  }
  if (Array.isArray(node.examples)) {
    node.examples.forEach((value) => checkExample(node, value, path));
  }
  if (node.schema && node.example !== undefined) {
    checkExample(node.schema, node.example, path);
  }
  if (node.schema && node.examples) {
    Object.entries(node.examples).forEach(([name, example]) =>
      checkExample(node.schema, example.value, `${path}/examples/${name}`));
  }
  Object.entries(node)
    .filter(([name]) => name !== 'example' && name !== 'examples')
    .forEach(([name, child]) => walk(child, `${path}/${name}`));
}

function checkExample(schema, value, path) {
  examples.checked += 1;
  examples.problems.push(...problemsWithValue(schema, value).map((problem) => `${path}: ${problem}`));
}

function problemsWithAnswer(answer) {
  const operation = document[answer.section][answer.path]?.[answer.method];
  const response = resolve(operation?.responses[answer.status]);
  const found = response === undefined
    ? ['is not documented']
    : [...problemsWithHeaders(response, answer), ...problemsWithBody(response, answer)];
  const sent = answer.status < 300 && answer.sent !== null ? problemsWithRequest(operation, answer) : [];
  return [...found, ...sent].map(
    (problem) => `${answer.method} ${answer.path} ${answer.status}: ${problem}: ${answer.body.slice(0, 300)}`);
}

function problemsWithHeaders(response, answer) {
  return Object.entries(response.headers ?? {}).flatMap(([name, header]) =>
    problemsWithValue(header.schema, answer.headers[name.toLowerCase()]).map((problem) => `${name} ${problem}`));
}

// Clients branch on type and code where there are some: details name ids and values, and differ from call to call.
function isSameRefusal(example, given) {
  return given.error?.type === undefined
    ? isDeepStrictEqual(example, given)
    : example.error.type === given.error.type && example.error.code === given.error.code;
}

function problemsWithBody(response, answer) {
  if (!response.content) {
    return answer.body === '' ? [] : ['has a body'];
  }
  const given = answer.headers['content-type']?.split(';')[0];
  const documented = Object.entries(response.content);
  const [type, media] = documented.find(([name]) => name === given) ?? documented[0];
  if (given !== undefined && given !== type) {
    return [`is ${given}, not ${type}`];
  }
  const value = type === 'application/json' ? JSON.parse(answer.body) : answer.body;
  const isKnown = answer.status < 400 || type !== 'application/json'
    || Object.values(media.examples).some((example) => isSameRefusal(example.value, value));
  const lines = media['x-line-schema'] === undefined ? [] : answer.body.split('\n').slice(0, -1);
  return [
    ...problemsWithValue(media.schema, value),
    ...lines.flatMap((line) => problemsWithValue(media['x-line-schema'], JSON.parse(line))),
    ...(isKnown ? [] : ['is none of the documented bodies']),
  ];
}

function problemsWithRequest(operation, answer) {
  const media = operation.requestBody?.content['application/json'];
  return media === undefined
    ? []
    : problemsWithValue(media.schema, JSON.parse(answer.sent)).map((problem) => `request ${problem}`);
}
