/**
 * Writes libs/palm/weights/hand-landmark.f16 from Google's hand landmark network, as npm's @mediapipe/hands carries it:
 *
 *   npm pack @mediapipe/hands@0.4.1675469240 && tar xzf mediapipe-hands-*.tgz
 *   node tools/hand-landmarks/convert.mjs package/hand_landmark_full.tflite
 *
 * The file holds the network's half floats, operator by operator: weights, then bias. Convolutions are laid out row,
 * column, input, output; depthwise ones row, column, channel; fully connected ones output, input.
 * The format of the input is TensorFlow Lite's FlatBuffer schema (schema.fbs, version 3).
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCE_SHA256 = '8c026882c9ec059ce0f8e75266bee5a9a23c341a40e0000df755374d3d1b9b68';
const TARGET = join(import.meta.dirname, '../../libs/palm/weights/hand-landmark.f16');
/** Operators by their number in the schema. */
const CONV_2D = 3;
const DEPTHWISE_CONV_2D = 4;
const DEQUANTIZE = 6;
const FULLY_CONNECTED = 9;
/** Fields of the schema's tables, in the order of their declaration. */
const MODEL = { operatorCodes: 1, subgraphs: 2, buffers: 4 };
const SUBGRAPH = { tensors: 0, operators: 3 };
const OPERATOR = { code: 0, inputs: 1, outputs: 2 };
const TENSOR = { shape: 0, buffer: 2 };
const CODE = { deprecated: 0, builtin: 3 };

const [file] = process.argv.slice(2);
if (!file) throw new Error('usage: convert.mjs hand_landmark_full.tflite');
const bytes = readFileSync(file);
const hash = createHash('sha256').update(bytes).digest('hex');
if (hash !== SOURCE_SHA256) throw new Error(`${file} is another file than expected: sha256 ${hash}`);

const at = (table, field) => {
  const vtable = table - bytes.readInt32LE(table);
  const slot = 4 + 2 * field;
  const offset = slot < bytes.readUInt16LE(vtable) ? bytes.readUInt16LE(vtable + slot) : 0;
  return offset === 0 ? 0 : table + offset;
};
const follow = (place) => place + bytes.readUInt32LE(place);
const numberAt = (table, field) => (at(table, field) ? bytes.readInt32LE(at(table, field)) : 0);
const vector = (table, field) => {
  if (!at(table, field)) return { from: 0, length: 0 };
  const start = follow(at(table, field));
  return { from: start + 4, length: bytes.readUInt32LE(start) };
};
const tables = (table, field) => {
  const { from, length } = vector(table, field);
  return Array.from({ length }, (_, i) => follow(from + 4 * i));
};
const numbers = (table, field) => {
  const { from, length } = vector(table, field);
  return Array.from({ length }, (_, i) => bytes.readInt32LE(from + 4 * i));
};

const model = bytes.readUInt32LE(0);
const codes = tables(model, MODEL.operatorCodes).map((code) => {
  const old = at(code, CODE.deprecated) ? bytes[at(code, CODE.deprecated)] : 0;
  return Math.max(old, numberAt(code, CODE.builtin));
});
const [graph] = tables(model, MODEL.subgraphs);
const buffers = tables(model, MODEL.buffers).map((buffer) => vector(buffer, 0));
const tensors = tables(graph, SUBGRAPH.tensors).map((tensor) => ({
  shape: numbers(tensor, TENSOR.shape),
  data: buffers[numberAt(tensor, TENSOR.buffer)],
}));
const operators = tables(graph, SUBGRAPH.operators).map((operator) => ({
  code: codes[numberAt(operator, OPERATOR.code)],
  inputs: numbers(operator, OPERATOR.inputs),
  outputs: numbers(operator, OPERATOR.outputs),
}));

/** Weights rest as half floats, and an operator widens them for those that use them. */
const halves = new Map();
for (const { code, inputs, outputs } of operators) if (code === DEQUANTIZE) halves.set(outputs[0], tensors[inputs[0]]);

const parts = [];
for (const { code, inputs } of operators) {
  if (![CONV_2D, DEPTHWISE_CONV_2D, FULLY_CONNECTED].includes(code)) continue;
  const [, weights, bias] = inputs.map((input) => halves.get(input));
  const values = halvesOf(weights);
  parts.push(code === CONV_2D ? outputLast(values, weights.shape) : values, halvesOf(bias));
}
const result = Buffer.concat(parts.map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength)));
writeFileSync(TARGET, result);
console.log(`${TARGET}: ${result.length / 2} half floats, sha256 ${createHash('sha256').update(result).digest('hex')}`);

function halvesOf({ data: { from, length } }) {
  return new Uint16Array(bytes.buffer.slice(bytes.byteOffset + from, bytes.byteOffset + from + length));
}

/** From output, row, column, input to row, column, input, output. */
function outputLast(values, [outputs, rows, columns, inputs]) {
  const size = rows * columns * inputs;
  const laid = new Uint16Array(values.length);
  for (let output = 0; output < outputs; output++)
    for (let i = 0; i < size; i++) laid[i * outputs + output] = values[output * size + i];
  return laid;
}
