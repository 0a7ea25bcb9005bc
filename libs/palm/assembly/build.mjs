/**
 * Compiles the kernels beside it and writes them into src, in base64; `--check` compares instead: what is committed must be
 * what these sources make.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const KERNELS = [
  { source: 'kernel.as', target: '../src/kernel/kernel-bytes.ts', name: 'KERNEL_BYTES' },
  { source: 'landmarks.as', target: '../src/landmarks/kernel-bytes.ts', name: 'LANDMARK_KERNEL_BYTES' },
];
const OPTIONS = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd'];

async function compile({ source, name }) {
  const text = await readFile(new URL(source, import.meta.url), 'utf8');
  let binary;
  // The compiler wants .ts; here that would be taken for TypeScript by everything else.
  const { error, stderr } = await asc.main(['kernel.ts', '--outFile', 'kernel.wasm', ...OPTIONS], {
    readFile: (file) => (file === 'kernel.ts' ? text : null),
    writeFile: (file, contents) => {
      if (file === 'kernel.wasm') binary = contents;
    },
  });
  if (error !== null) throw new Error(`${error.message}\n${stderr.toString()}`);
  return [
    `/** Made by libs/palm/assembly/build.mjs from ${source} beside it; \`npm run check\` compares the two. */`,
    `export const ${name} =\n  '${Buffer.from(binary).toString('base64')}';`,
    '',
  ].join('\n');
}

for (const kernel of KERNELS) {
  const target = fileURLToPath(new URL(kernel.target, import.meta.url));
  const source = await compile(kernel);
  if (!process.argv.includes('--check')) await writeFile(target, source);
  else if (source !== (await readFile(target, 'utf8'))) {
    console.error(`${kernel.target} is not what assembly/${kernel.source} compiles to; run npm run build:wasm`);
    process.exitCode = 1;
  }
}
