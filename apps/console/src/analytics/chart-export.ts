/** Saves a chart as it is on the screen: the colours of the style sheet are written into the file. */
import { downloadFile } from '../ui/download.ts';

const PROPERTIES = ['fill', 'stroke', 'stroke-width', 'font-size', 'font-family'] as const;
const PNG_SCALE = 2;

function standalone(svg: SVGSVGElement): SVGSVGElement {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const originals = [svg, ...svg.querySelectorAll<SVGElement>('*')];
  const copies = [copy, ...copy.querySelectorAll<SVGElement>('*')];
  for (const [at, original] of originals.entries()) {
    const style = getComputedStyle(original);
    for (const property of PROPERTIES) copies[at]!.setAttribute(property, style.getPropertyValue(property));
    copies[at]!.removeAttribute('class');
  }
  const { width, height } = svg.viewBox.baseVal;
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  ground.setAttribute('width', '100%');
  ground.setAttribute('height', '100%');
  ground.setAttribute('fill', getComputedStyle(svg.closest('.panel') ?? document.body).backgroundColor);
  copy.prepend(ground);
  return copy;
}

const sourceOf = (svg: SVGSVGElement): string => new XMLSerializer().serializeToString(standalone(svg));

export function downloadSvg(svg: SVGSVGElement, name: string): void {
  downloadFile(`${name}.svg`, new Blob([sourceOf(svg)], { type: 'image/svg+xml' }));
}

export async function downloadPng(svg: SVGSVGElement, name: string): Promise<void> {
  const { width, height } = svg.viewBox.baseVal;
  const image = new Image();
  // the Content-Security-Policy takes data: pictures and no blob: ones
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(sourceOf(svg))}`;
  await image.decode();
  const canvas = Object.assign(document.createElement('canvas'), {
    width: width * PNG_SCALE,
    height: height * PNG_SCALE,
  });
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob) downloadFile(`${name}.png`, blob);
}
