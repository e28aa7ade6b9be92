import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useEffect, useRef } from 'react';

/** Keeps a click on ▶ that comes before the editors are there, and runs the query when they are. */
export function FirstRun() {
  const { run } = useGraphiQLActions();
  const isReady = useGraphiQL(state => Boolean(state.queryEditor && state.responseEditor && state.variableEditor));
  const wasClicked = useRef(false);
  useEffect(() => {
    if (isReady) {
      if (wasClicked.current) void run();
      wasClicked.current = false;
      return undefined;
    }
    const remember = ({ target }: Event) => {
      if (target instanceof Element && target.closest('.graphiql-execute-button')) wasClicked.current = true;
    };
    document.addEventListener('click', remember, true);
    return () => document.removeEventListener('click', remember, true);
  }, [isReady, run]);
  return null;
}
