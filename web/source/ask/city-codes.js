import { fetcher } from './fetcher.jsx';

const QUERY = `query CityCodes {
  cities(first: 1) { nodes { code } }
  communities(where: { jointCommittee: { isNull: false } }, first: 2) { nodes { code } }
}`;
const ORIGINAL = ['640502100006', '640502100002', '6405'];
const WAIT_MS = 1_500;
let codes = null;

/** Asks for the codes of the loaded city. Returns after a short time in any case; what arrives later is used by the next example. */
export async function loadCityCodes() {
  const loading = fetcher({ query: QUERY, operationName: 'CityCodes' }).then(({ data }) => {
    const [city, ...communities] = [data?.cities?.nodes[0]?.code, ...(data?.communities?.nodes ?? []).map(node => node.code)];
    codes = [communities[1] ?? communities[0], communities[0], city];
  });
  await Promise.race([loading.catch(() => undefined), new Promise(resolve => setTimeout(resolve, WAIT_MS))]);
}

/** Returns an example with codes of the loaded city, in place of Zhongwei's. */
export function withCityCodes(text) {
  const found = codes;
  if (!found) return text;
  return ORIGINAL.reduce((changed, original, place) => (found[place] ? changed.replaceAll(`"${original}"`, `"${found[place]}"`) : changed), text);
}
