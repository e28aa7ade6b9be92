import { operation } from '../client/operation';
import { useAnswer, type Loading } from '../client/use-answer';
import type { LargestDivisionsQuery, LargestDivisionsQueryVariables } from '../generated/operations';
import { useAddress } from './address';
import largestDivisions from './LargestDivisions.graphql?raw';

const LARGEST = operation<LargestDivisionsQuery, LargestDivisionsQueryVariables>(largestDivisions);

/** Returns the scope of the address, or else the first of the largest divisions of the loaded data. */
export function useScope(): { scope: string | null; loading: Loading<unknown> } {
  const { scope, asOf } = useAddress();
  const loading = useAnswer(LARGEST, scope ? null : { asOf: asOf ?? null });
  const lists = loading.value;
  const first = [lists?.cities, lists?.counties, lists?.townships, lists?.communities].find(list => list?.nodes.length);
  return { scope: scope ?? first?.nodes[0]?.code ?? null, loading };
}
