import { useSyncExternalStore } from 'react';

/** The parameters of the page's address. Scope, date and language are shared by the rooms. */
export type Address = Readonly<Record<string, string | undefined>>;
export type AddressChange = Readonly<Record<string, string | null | undefined>>;

const SHARED = ['scope', 'asOf', 'lang'];
const listeners = new Set<() => void>();
let current = parse();

addEventListener('popstate', publish);

export function useAddress(): Address {
  return useSyncExternalStore(subscribe, () => current);
}

/** Changes parameters; null removes one. `replace` leaves the history as it is. */
export function changeAddress(change: AddressChange, replace = false): void {
  const parameters = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(change)) {
    if (value === null || value === undefined || value === '') parameters.delete(name);
    else parameters.set(name, value);
  }
  const query = parameters.toString();
  const address = `${location.pathname}${query ? `?${query}` : ''}${location.hash}`;
  if (address === `${location.pathname}${location.search}${location.hash}`) return;
  if (replace) history.replaceState(null, '', address);
  else history.pushState(null, '', address);
  publish();
}

/** Returns the relative address of a room with the shared parameters. */
export function roomAddress(room: string, address: Address): string {
  const parameters = new URLSearchParams();
  for (const name of SHARED) if (address[name]) parameters.set(name, address[name]);
  const query = parameters.toString();
  return query ? `${room}?${query}` : room;
}

function parse(): Address {
  return Object.fromEntries(new URLSearchParams(location.search));
}

function publish(): void {
  current = parse();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
