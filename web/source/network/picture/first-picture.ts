import type { NetworkData } from '../network-data';
import { sizeOf, widthOf } from './elements';
import type { Size } from './placement';
import type { Positions } from './positions';
import { TIE } from './style';
import { symbolOf } from './symbols';
import type { Viewport } from './viewport';

/** Paints a large network at once, while Cytoscape prepares the same picture. Returns a function that removes the painting. */
export function paintFirst(container: HTMLElement, { width, height }: Size, network: NetworkData, places: Positions, { zoom, pan }: Viewport): () => void {
  const canvas = document.createElement('canvas');
  canvas.className = 'first';
  canvas.width = width;
  canvas.height = height;
  container.append(canvas);
  const context = canvas.getContext('2d');
  if (context) {
    context.setTransform(zoom, 0, 0, zoom, pan.x, pan.y);
    paintTies(context, network, places);
    paintActors(context, network, places);
  }
  return () => canvas.remove();
}

function paintTies(context: CanvasRenderingContext2D, { ties }: NetworkData, places: Positions): void {
  const heaviest = Math.max(1, ...ties.map(tie => tie.weight));
  const lines = new Map<number, Path2D>();
  for (const { source, target, weight } of ties) {
    const [from, to] = [places.get(source), places.get(target)];
    if (!from || !to) continue;
    const line = lines.get(weight) ?? new Path2D();
    lines.set(weight, line);
    line.moveTo(from.x, from.y);
    line.lineTo(to.x, to.y);
  }
  context.strokeStyle = TIE;
  context.globalAlpha = 0.75;
  for (const [weight, line] of lines) {
    context.lineWidth = widthOf(weight, heaviest);
    context.stroke(line);
  }
}

function paintActors(context: CanvasRenderingContext2D, { actors }: NetworkData, places: Positions): void {
  context.strokeStyle = '#ffffff';
  context.lineWidth = 1;
  for (const { key, kind, degree, inScope } of actors) {
    const { colour, corners } = symbolOf(kind);
    const { x, y } = places.get(key) ?? { x: 0, y: 0 };
    const radius = sizeOf(degree) / 2;
    context.globalAlpha = inScope ? 1 : 0.45;
    context.fillStyle = colour;
    context.beginPath();
    if (corners) for (let place = 0; place < corners.length; place += 2) context.lineTo(x + radius * (corners[place] ?? 0), y + radius * (corners[place + 1] ?? 0));
    else context.arc(x, y, radius, 0, 2 * Math.PI);
    context.closePath();
    context.fill();
    context.stroke();
  }
}
