import { useGraphiQL } from '@graphiql/react';
import { useEffect } from 'react';

const OPTIONS = { wordWrap: 'on', fontSize: 14, fontFamily: "ui-monospace, Consolas, 'Noto Sans Mono CJK SC', monospace", fontLigatures: false, tabFocusMode: true } as const;

/** Lets long lines wrap, in a font of the system, lets Tab leave the editors, and names the editors for screen readers. */
export function EditorOptions() {
  const query = useGraphiQL(state => state.queryEditor);
  const variables = useGraphiQL(state => state.variableEditor);
  const headers = useGraphiQL(state => state.headerEditor);
  const response = useGraphiQL(state => state.responseEditor);
  useEffect(() => query?.updateOptions({ ...OPTIONS, ariaLabel: '查询 Query' }), [query]);
  useEffect(() => variables?.updateOptions({ ...OPTIONS, ariaLabel: '变量 Variables' }), [variables]);
  useEffect(() => headers?.updateOptions({ ...OPTIONS, ariaLabel: '请求头 Headers' }), [headers]);
  useEffect(() => response?.updateOptions({ ...OPTIONS, ariaLabel: '答案 Answer' }), [response]);
  return null;
}
