import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useEffect, useRef } from 'react';

import { setSituation } from './fetcher';
import { readLink } from './link';

/** Tells the fetcher the tab and the schema, and selects the operation of a shared link. */
export function Situation() {
  const schema = useGraphiQL(state => state.schema);
  const tab = useGraphiQL(state => state.tabs[state.activeTabIndex]?.id);
  const operations = useGraphiQL(state => state.operations);
  const { setOperationName } = useGraphiQLActions();
  const wanted = useRef(readLink()?.operationName);
  setSituation(tab ?? '', schema ?? null);
  useEffect(() => {
    const name = wanted.current;
    if (!name || !operations?.some(each => each.name?.value === name)) return;
    wanted.current = undefined;
    setOperationName(name);
  }, [operations, setOperationName]);
  useEffect(() => {
    const reload = () => location.reload();
    addEventListener('hashchange', reload);
    return () => removeEventListener('hashchange', reload);
  }, []);
  return null;
}
