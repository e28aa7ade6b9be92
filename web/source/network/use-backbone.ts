import { keyOf } from '../client/entity';
import { operation } from '../client/operation';
import { ask, type Answer } from '../client/request';
import { useLoaded, type Loading } from '../client/use-answer';
import type { BackboneQuery, BackboneQueryVariables } from '../generated/operations';
import backboneText from './Backbone.graphql?raw';
import type { NetworkQuestion } from './network-data';

const BACKBONE = operation<BackboneQuery, BackboneQueryVariables>(backboneText);

type Page = NonNullable<BackboneQuery['network']>['backbone'];

export interface Backbone {
  readonly kept: number;
  readonly of: number;
  readonly alpha: number;
  /** The ties that are kept, each as the keys of its ends in order. */
  readonly pairs: ReadonlySet<string>;
}

export function pairOf(a: string, b: string): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}

/** Loads the ties of an overlap that are stronger than its null model lets expect. */
export function useBackbone(question: NetworkQuestion | null): Loading<Backbone> {
  return useLoaded(question && `backbone ${JSON.stringify(question)}`, signal => readBackbone(question as NetworkQuestion, signal));
}

async function readBackbone(question: NetworkQuestion, signal: AbortSignal): Promise<Answer<Backbone>> {
  const pairs = new Set<string>();
  for (let after: string | null = null; ; ) {
    const { data, errors }: Answer<BackboneQuery> = await ask(BACKBONE, { ...question, after }, signal);
    const backbone: Page | undefined = data?.network?.backbone;
    if (!backbone || errors.length) return { data: null, errors };
    for (const { tie } of backbone.ties?.nodes ?? []) pairs.add(pairOf(keyOf(tie.from), keyOf(tie.to)));
    after = backbone.ties?.pageInfo.hasNextPage ? backbone.ties.pageInfo.endCursor : null;
    if (!after) return { data: { kept: backbone.kept, of: backbone.of, alpha: backbone.alpha, pairs }, errors: [] };
  }
}
