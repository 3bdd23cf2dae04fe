import type { Answer } from '../../control-plane/api.ts';

interface Status {
  readonly message?: string;
  readonly details?: { readonly causes?: readonly { readonly reason?: string }[] };
}

const DECODING: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['unknown field', /unknown field "/g],
  ['duplicate field', /duplicate field "/g],
  ['wrong type', /json: cannot unmarshal/g],
  ['wrong value', /quantities must match|parsing time|illegal base64|invalid syntax|unable to parse|JSON schema expected/g],
  [
    'another kind',
    /no kind "|does not match the expected API version|Object 'Kind' is missing|Object 'apiVersion' is missing|unknown conversion/g,
  ],
  ['another namespace', /^the namespace of the provided object/g],
];

/** What kinds of things the server says against an object: none where it takes it. */
export function classesOf({ status, body }: Answer): readonly string[] {
  const { message = '', details } = body as Status;
  if (status === 201) return [];
  if (status === 422) return Array.from(new Set((details?.causes ?? []).map(({ reason = 'no reason' }) => `422 ${reason}`)));
  const found = DECODING.filter(([, pattern]) => message.search(pattern) >= 0).map(([name]) => `${status} ${name}`);
  return found.length > 0 ? found : [`${status} something else`];
}

/** How often each comes, the most frequent first. */
export function tally(names: Iterable<string>): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries(Array.from(counts).toSorted(([, a], [, b]) => b - a));
}
