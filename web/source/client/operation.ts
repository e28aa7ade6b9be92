/** An operation of the API: its text, with the types of its answer and its variables. */
export interface Operation<Data, Variables> {
  readonly text: string;
  readonly types?: (variables: Variables) => Data;
}

export function operation<Data, Variables>(text: string): Operation<Data, Variables> {
  return { text };
}
