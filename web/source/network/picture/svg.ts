import type { Cytoscape } from './cytoscape-types';
import { BEGAN, ENDED, TIE } from './style';
import { cornersAround, round, symbolOf } from './symbols';

const MARGIN = 60;

/** Returns what the picture shows as SVG, with a line of source below it. */
export function svgOf(cy: Cytoscape, source: string): string {
  const shown = cy.elements().filter(element => element.visible());
  const box = shown.boundingBox({ includeLabels: true });
  const [left, top, width, height] = [box.x1 - MARGIN, box.y1 - MARGIN, box.w + 2 * MARGIN, box.h + 3 * MARGIN].map(round) as [number, number, number, number];
  const ties = shown.edges().map(edge => {
    const [from, to] = [edge.source().position(), edge.target().position()];
    const colour = edge.hasClass('began') ? BEGAN : edge.hasClass('ended') || edge.hasClass('dissolved') ? ENDED : TIE;
    const dashes = edge.hasClass('ended') || edge.hasClass('dissolved') ? ' stroke-dasharray="6 4"' : '';
    const thickness = round(Number(edge.data('width')));
    return `<line x1="${round(from.x)}" y1="${round(from.y)}" x2="${round(to.x)}" y2="${round(to.y)}" stroke="${colour}" stroke-width="${thickness}"${dashes}/>`;
  });
  const nodes = shown.nodes().map(node => {
    const { x, y } = node.position();
    const radius = Number(node.data('size')) / 2;
    const { colour, corners } = symbolOf(String(node.data('kind')));
    const shape = corners
      ? `<polygon points="${cornersAround(corners, x, y, radius)}" fill="${colour}"/>`
      : `<circle cx="${round(x)}" cy="${round(y)}" r="${round(radius)}" fill="${colour}"/>`;
    return `${shape}<text x="${round(x)}" y="${round(y + radius + 11)}">${escape(String(node.data('label')))}</text>`;
  });
  const caption = `<text x="${round(left + width / 2)}" y="${round(top + height - MARGIN / 2)}">${escape(source)}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${left} ${top} ${width} ${height}" width="${width}" height="${height}">`,
    `<rect x="${left}" y="${top}" width="${width}" height="${height}" fill="#ffffff"/>`,
    `<g stroke-opacity="0.75">${ties.join('\n')}</g>`,
    `<g font-family="sans-serif" font-size="10" text-anchor="middle" fill="#1f2937">${nodes.join('\n')}\n${caption}</g>`,
    '</svg>\n',
  ].join('\n');
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
