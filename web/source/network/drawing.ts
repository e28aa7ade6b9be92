import type { Cytoscape } from './picture/cytoscape-types';
import { svgOf } from './picture/svg';

/** What is seen, as files. */
export interface Drawing {
  readonly png: () => Promise<Blob | null>;
  readonly svg: () => string;
}

const SCALE = 2;
const MAX_SIDE = 6_000;
const CAPTION = 24;

/** Returns the files of a picture, with a line of source in the SVG. */
export function drawingOfPicture(cy: Cytoscape, source: string): Drawing {
  const options = { full: true, scale: SCALE, bg: '#ffffff', maxWidth: MAX_SIDE, maxHeight: MAX_SIDE, output: 'blob-promise' } as const;
  return { png: () => cy.png(options), svg: () => svgOf(cy, source) };
}

/** Returns the files of an SVG of the page, whose look is in its attributes, with a line of source below it. */
export function drawingOfSvg(shown: SVGSVGElement, source: string): Drawing {
  const svg = () => {
    const copy = shown.cloneNode(true) as SVGSVGElement;
    const height = Number(copy.getAttribute('height'));
    copy.setAttribute('height', String(height + CAPTION));
    const caption = copy.appendChild(document.createElementNS(copy.namespaceURI, 'text'));
    caption.setAttribute('x', '4');
    caption.setAttribute('y', String(height + CAPTION / 2));
    caption.textContent = source;
    return new XMLSerializer().serializeToString(copy);
  };
  return { png: () => pngOf(svg(), shown), svg };
}

async function pngOf(text: string, { width, height }: SVGSVGElement): Promise<Blob | null> {
  const [wide, high] = [width.baseVal.value, height.baseVal.value + CAPTION];
  const scale = Math.min(SCALE, MAX_SIDE / Math.max(wide, high));
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [Math.ceil(wide * scale), Math.ceil(high * scale)];
  const context = canvas.getContext('2d');
  if (!context) return null;
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise(resolve => canvas.toBlob(resolve));
}
