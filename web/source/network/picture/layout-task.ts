/** What the worker gets: places to start from, and the time that it may take. */
export interface LayoutTask {
  readonly arrangement: 'force' | 'tree';
  readonly nodes: readonly (readonly [key: string, x: number, y: number])[];
  readonly edges: readonly (readonly [source: string, target: string])[];
  readonly milliseconds: number;
  readonly leftToRight: boolean;
}

export interface LayoutStep {
  readonly positions: readonly (readonly [key: string, x: number, y: number])[];
  readonly isLast: boolean;
}

const TIME_MS = 9_000;
const HARD_LIMIT_MS = 10_000;

/** Runs a layout in a worker, which says null when it is ready, and passes on each step. Returns a function that ends it. */
export function startLayout(
  task: Omit<LayoutTask, 'milliseconds'>,
  onStep: (step: LayoutStep) => void,
  onEnd: () => void,
): () => void {
  const entry = document.querySelector<HTMLScriptElement>('script[type="module"]');
  const worker = new Worker(entry?.src ?? '', { type: 'module' });
  const end = () => {
    clearTimeout(timer);
    worker.terminate();
    onEnd();
  };
  const timer = setTimeout(end, HARD_LIMIT_MS);
  worker.onmessage = ({ data }: MessageEvent<LayoutStep | null>) => {
    if (data) onStep(data);
    else worker.postMessage({ ...task, milliseconds: TIME_MS });
    if (data?.isLast) end();
  };
  worker.onerror = end;
  return () => {
    clearTimeout(timer);
    worker.terminate();
  };
}
