/** A capture of a synthetic palm, as a tenant's server sends it. */
import sharp from 'sharp';

type Draw = (palm: { identity: string; capture: string; hand: 'left' }) => {
  pixels: Uint8Array;
  width: number;
  height: number;
};
const { drawPalm } = (await import(new URL('../../libs/palm/src/index.js', import.meta.url).href)) as {
  drawPalm: Draw;
};

export async function syntheticCapture(identity: string, n = 1): Promise<object> {
  const { pixels, width, height } = drawPalm({ identity, capture: `${identity} ${n}`, hand: 'left' });
  const raw = { width, height, channels: 1 as const };
  const png = await sharp(Buffer.from(pixels), { raw }).png().toBuffer();
  return { image: png.toString('base64'), kind: 'roi', hand: 'left' };
}
