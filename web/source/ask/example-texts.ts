const texts = import.meta.glob('../../examples/*.graphql', { query: '?raw', import: 'default', eager: true }) as Record<string, string>;

export interface Example {
  readonly query: string;
  readonly description: readonly [chinese: string, english: string];
}

/** The examples in the order of their file names, each with the description from its first two lines. */
export const EXAMPLES: readonly Example[] = Object.keys(texts)
  .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
  .map(file => ({ query: texts[file] ?? '', description: descriptionOf(texts[file] ?? '') }));

export const TEXTS: readonly string[] = EXAMPLES.map(({ query }) => query);

function descriptionOf(text: string): Example['description'] {
  const [chinese = '', english = ''] = text.split('\n').map(line => line.replace(/^#\s*/, ''));
  return [chinese, english];
}
