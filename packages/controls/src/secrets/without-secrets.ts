import { quotedMembers } from './quoted-secret.ts';
import { maySaySecret } from './secret-name.ts';
import { credentialsIn, mayHoldSecret } from './secret-value.ts';

const MASK = '•••';

/** How many texts are remembered that hold no secret. */
const MOST = 10_000;
const harmless = new Set<string>();

/** `text` with every secret in it, as far as its form gives it away, replaced. A message may quote what a manifest says. */
export function withoutSecrets(text: string): string {
  // Controls say the same of many objects.
  if (harmless.has(text)) return text;
  const secrets = mayHoldSecret(text) || maySaySecret(text) ? [...credentialsIn(text), ...quotedMembers(text)] : [];
  if (secrets.length === 0) {
    if (harmless.size < MOST) harmless.add(text);
    return text;
  }
  let result = '';
  let end = 0;
  for (const secret of secrets.toSorted((a, b) => a.start - b.start)) {
    if (secret.start >= end) result += text.slice(end, secret.start) + MASK;
    end = Math.max(end, secret.end);
  }
  return result + text.slice(end);
}
