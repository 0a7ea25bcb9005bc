/**
 * Compiles the kernel twice, with relaxed SIMD and without, and writes both into kernel-bytes.ts.
 * `--check` compares instead of writing: what is committed must be what this source makes.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const here = fileURLToPath(new URL('.', import.meta.url));
const target = fileURLToPath(new URL('kernel-bytes.ts', import.meta.url));
const OPTIONS = ['-O2', '--noAssert', '--runtime', 'stub', '--importMemory', '--sharedMemory'];
const MEMORY = ['--initialMemory', '1', '--maximumMemory', '65536'];

export async function compile(features) {
  let binary;
  const arguments_ = [
    'index.ts',
    '--baseDir',
    here,
    '--enable',
    features,
    '--outFile',
    'kernel.wasm',
    ...OPTIONS,
    ...MEMORY,
  ];
  const { error, stderr } = await asc.main(arguments_, {
    writeFile: (name, contents) => {
      if (name === 'kernel.wasm') binary = contents;
    },
  });
  if (error !== null) throw new Error(`${error.message}\n${stderr.toString()}`);
  return Buffer.from(binary).toString('base64');
}

export async function makeSource() {
  const relaxed = await compile('simd,threads,relaxed-simd');
  const plain = await compile('simd,threads');
  return [
    '/** Made by libs/gallery/assembly/build.mjs from the sources beside it; `npm run check` compares the two. */',
    '',
    '/** Needs relaxed SIMD. */',
    `export const RELAXED_KERNEL =\n  '${relaxed}';`,
    '',
    '/** Needs SIMD only. */',
    `export const PLAIN_KERNEL =\n  '${plain}';`,
    '',
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const source = await makeSource();
  if (!process.argv.includes('--check')) await writeFile(target, source);
  else if (source !== (await readFile(target, 'utf8'))) {
    console.error('kernel-bytes.ts is not what its sources compile to; run npm run build:wasm');
    process.exitCode = 1;
  }
}
