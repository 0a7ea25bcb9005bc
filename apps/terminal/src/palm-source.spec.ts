import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { compareTemplates, extract } from '#palm';
import { pictures, readPalmName, syntheticPalm } from './palm-source.js';
import type { Capture } from './wire.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'thenar-pictures-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function templateOf(capture: Capture) {
  const { data, info } = await sharp(Buffer.from(capture.image, 'base64'))
    .extractChannel(0)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return extract({ width: info.width, height: info.height, pixels: new Uint8Array(data) });
}

async function save(name: string, width: number, height: number): Promise<string> {
  const file = join(folder, name);
  const blank = sharp({ create: { width, height, channels: 3, background: '#888' } });
  writeFileSync(file, await blank.toFormat(name.endsWith('.jpg') ? 'jpeg' : 'png').toBuffer());
  return file;
}

describe('synthetic palm source', () => {
  it('every picture shows the same palm, and no two pictures are equal', async () => {
    const seeds = ['one', 'other'];
    const source = syntheticPalm('alice:left', () => seeds.shift()!);
    const [one, other] = [await source.take('any'), await source.take('any')];
    expect(one).toMatchObject({ kind: 'roi', hand: 'left' });
    expect(one.image).not.toBe(other.image);
    const otherPalm = await syntheticPalm('mallory:left', () => 'one').take('any');
    const [a, b, c] = [await templateOf(one), await templateOf(other), await templateOf(otherPalm)];
    expect(compareTemplates(a, b)).toBeLessThan(0.35);
    expect(compareTemplates(a, c)).toBeGreaterThan(0.36);
  });

  it('each process draws new pictures', async () => {
    const takes = [syntheticPalm('alice:left'), syntheticPalm('alice:left')].map((source) => source.take('any'));
    const [one, other] = await Promise.all(takes);
    expect(one.image).not.toBe(other.image);
  });

  it('a palm without a hand takes the requested hand', async () => {
    const source = syntheticPalm('alice');
    expect((await source.take('right')).hand).toBe('right');
    expect((await source.take('any')).hand).toBe('left');
    expect((await syntheticPalm('alice:left').take('right')).hand).toBe('left');
  });

  it('a malformed palm name is refused', () => {
    expect(readPalmName('alice:right')).toEqual({ identity: 'alice', hand: 'right' });
    for (const words of ['', ':left', 'alice:', 'alice:middle', 'a:left:right', ' alice']) {
      expect(readPalmName(words)).toBeNull();
    }
  });
});

describe('picture file source', () => {
  it('each file is sent once, with its bytes unchanged', async () => {
    const file = await save('palm.png', 128, 128);
    const source = pictures([file]);
    const capture = await source.take('right');
    expect(capture).toEqual({ image: expect.any(String), kind: 'roi', hand: 'right' });
    expect(
      Buffer.from(capture.image, 'base64').equals(await import('node:fs').then((fs) => fs.readFileSync(file))),
    ).toBe(true);
    await expect(source.take('right')).rejects.toThrow('no picture left after 1');
  });

  it('a picture counts as a whole hand unless it is a small square or the caller names its kind', async () => {
    const wide = await save('hand.jpg', 800, 600);
    expect(await pictures([wide]).take('any')).toMatchObject({ kind: 'hand', hand: 'unknown' });
    expect(await pictures([wide], { kind: 'roi', hand: 'left' }).take('any')).toMatchObject({
      kind: 'roi',
      hand: 'left',
    });
  });

  it('a file that cannot be read is a capture error', async () => {
    await expect(pictures([join(folder, 'absent.png')]).take('any')).rejects.toMatchObject({ name: 'CaptureError' });
    const text = join(folder, 'text.png');
    writeFileSync(text, 'not a picture');
    await expect(pictures([text]).take('any')).rejects.toMatchObject({ name: 'CaptureError' });
  });
});
