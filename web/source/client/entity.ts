import type { EntityRef, Kind } from '../generated/operations';

/** What every answer says of an entity. */
export interface EntityName {
  readonly kind: Kind;
  readonly code: string;
  readonly name: string;
}

/** Identifies an entity in the page and in its address. */
export function keyOf({ kind, code }: { kind: string; code: string }): string {
  return `${kind}:${code}`;
}

/** Returns the reference to the entity of a key, or null if the text is no key. */
export function refOf(key: string | undefined): EntityRef | null {
  const found = /^([A-Z_]+):(.+)$/.exec(key ?? '');
  if (!found?.[1] || !found[2]) return null;
  const field = found[1].toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  return { [field]: found[2] } as unknown as EntityRef;
}
