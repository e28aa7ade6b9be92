import { useGraphiQL } from '@graphiql/react';
import { useEffect, useState } from 'react';

import { fetchWhenLoaded } from './fetcher.jsx';

const QUERY = `query CityCodes {
  cities(first: 1) { nodes { code } }
  communities(where: { jointCommittee: { isNull: false } }, first: 2) { nodes { code } }
}`;
const ORIGINAL = ['640502100006', '640502100002', '6405'];
const WAIT_MS = 1_500;
let codes = null;

const request = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ query: QUERY }) };
const loading = fetchWhenLoaded('graphql', request)
  .then(response => response.json())
  .then(({ data }) => {
    const [first, second] = (data?.communities?.nodes ?? []).map(node => node.code);
    codes = [second ?? first, first, data?.cities?.nodes[0]?.code];
  })
  .catch(() => undefined);

/** Waits for the codes of the loaded city, but only for a short time. */
export async function waitForCityCodes() {
  await Promise.race([loading, new Promise(resolve => setTimeout(resolve, WAIT_MS))]);
}

/** Puts codes that arrive later into the example that is shown. `examples`: their original texts. */
export function LateCityCodes({ examples }) {
  const editor = useGraphiQL(state => state.queryEditor);
  const tab = useGraphiQL(state => state.activeTabIndex);
  const [areLoaded, setLoaded] = useState(codes !== null);
  useEffect(() => void loading.then(() => setLoaded(true)), []);
  useEffect(() => {
    const text = editor?.getValue();
    if (areLoaded && examples.includes(text) && withCityCodes(text) !== text) editor.setValue(withCityCodes(text));
  }, [areLoaded, editor, tab, examples]);
  return null;
}

/** Returns an example with codes of the loaded city, in place of Zhongwei's. */
export function withCityCodes(text) {
  const found = codes;
  if (!found) return text;
  return ORIGINAL.reduce((changed, original, place) => (found[place] ? changed.replaceAll(`"${original}"`, `"${found[place]}"`) : changed), text);
}
