import type { Answer } from '../../control-plane/api.ts';

/** What the server said to a pod: let in, refused by Pod Security with these words, or not valid in the first place. */
export type ServerVerdict = { readonly allowed: true } | { readonly refused: string } | { readonly invalid: readonly string[] };

const VIOLATES = /^pods "[^"]+" is forbidden: violates PodSecurity "[^"]+": (.*)$/s;

/** What an answer to the creation of a pod says of its security. */
export function verdictOf(answer: Answer): ServerVerdict {
  if (answer.status === 201) return { allowed: true };
  const words = VIOLATES.exec(messageOf(answer))?.[1];
  if (answer.status === 403 && words !== undefined) return { refused: words };
  if (answer.status === 422) return { invalid: causesOf(answer) };
  throw new Error(`${answer.status} ${messageOf(answer)}`);
}

interface Status {
  readonly message?: string;
  readonly details?: { readonly causes?: readonly { readonly field?: string; readonly message?: string }[] };
}

export function messageOf({ body }: Answer): string {
  return (body as Status).message ?? '';
}

/** `field: message` of each cause. */
export function causesOf({ body }: Answer): readonly string[] {
  const { details } = body as Status;
  return (details?.causes ?? []).map(({ field = '', message = '' }) => `${field}: ${message}`);
}
