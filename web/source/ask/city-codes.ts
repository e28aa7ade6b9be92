import { fetchWhenLoaded } from './fetcher';

const QUERY = `query CityCodes {
  cities(first: 1) { nodes { code } }
  counties(first: 1) { nodes { code } }
  communities(where: { jointCommittee: { isNull: false } }, first: 2) { nodes { code } }
}`;
const WAIT_MS = 1_500;
/** The codes of Zhongwei in the texts of the examples. */
const CITY = '6405';
const COMMUNITIES = ['640502100002', '640502100006'];

type Lists = Partial<Record<'cities' | 'counties' | 'communities', { nodes: { code: string }[] } | null>>;
let codes: { city: string | undefined; communities: string[] } | null = null;

const request = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ query: QUERY }) };
const loading = fetchWhenLoaded('graphql', request)
  .then(response => response.json() as Promise<{ data?: Lists | null }>)
  .then(({ data }) => {
    const first = [data?.cities, data?.counties, data?.communities].find(list => list?.nodes.length);
    codes = { city: first?.nodes[0]?.code, communities: (data?.communities?.nodes ?? []).map(node => node.code) };
  })
  .catch(() => undefined);

/** Waits for the codes of the loaded city, but only for a short time. */
export async function waitForCityCodes(): Promise<void> {
  await Promise.race([loading, new Promise(resolve => setTimeout(resolve, WAIT_MS))]);
}

/** Resolves when the codes are known, however late. */
export function cityCodesAreLoaded(): Promise<void> {
  return loading;
}

/** Returns an example with codes of the loaded city in place of Zhongwei's. */
export function withCityCodes(text: string): string {
  if (!codes) return text;
  const [first, second] = codes.communities;
  const pairs = [[COMMUNITIES[1], second ?? first], [COMMUNITIES[0], first], [CITY, codes.city]];
  return pairs.reduce((changed, [original, found]) => (found ? changed.replaceAll(`"${original}"`, `"${found}"`) : changed), text);
}
