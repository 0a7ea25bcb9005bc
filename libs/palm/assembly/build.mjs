/**
 * Compiles kernel.as and writes it into src/kernel/kernel-bytes.ts; `--check` compares instead: what is committed must be
 * what this source makes.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const target = fileURLToPath(new URL('../src/kernel/kernel-bytes.ts', import.meta.url));
const OPTIONS = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd'];

export async function makeSource() {
  const source = await readFile(new URL('kernel.as', import.meta.url), 'utf8');
  let binary;
  // The compiler wants .ts; here that would be taken for TypeScript by everything else.
  const { error, stderr } = await asc.main(['kernel.ts', '--outFile', 'kernel.wasm', ...OPTIONS], {
    readFile: (name) => (name === 'kernel.ts' ? source : null),
    writeFile: (name, contents) => {
      if (name === 'kernel.wasm') binary = contents;
    },
  });
  if (error !== null) throw new Error(`${error.message}\n${stderr.toString()}`);
  return [
    '/** Made by libs/palm/assembly/build.mjs from kernel.as beside it; `npm run check` compares the two. */',
    `export const KERNEL_BYTES =\n  '${Buffer.from(binary).toString('base64')}';`,
    '',
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const source = await makeSource();
  if (!process.argv.includes('--check')) await writeFile(target, source);
  else if (source !== (await readFile(target, 'utf8'))) {
    console.error('src/kernel/kernel-bytes.ts is not what assembly/kernel.as compiles to; run npm run build:wasm');
    process.exitCode = 1;
  }
}
