import type { FoundSecret } from './found-secret.ts';
import { addressCredentials, addressSecrets } from './secret-address.ts';
import { quotedOptions } from './quoted-secret.ts';
import { assignedSecrets } from './secret-assignment.ts';
import { mayHaveForm, secretForms } from './secret-form.ts';

/** The secrets in a text by their form alone, whatever the text is the value of. `name` is that of its variable. */
function* secretsIn(text: string, name: string): Iterable<FoundSecret> {
  yield* secretForms(text);
  yield* addressSecrets(text, name);
  yield* assignedSecrets(text);
}

/** What to hide of a text: its secrets, and whatever stands where an address has its password. */
export function* credentialsIn(text: string): Iterable<FoundSecret> {
  yield* secretForms(text);
  yield* addressCredentials(text);
  yield* assignedSecrets(text);
  yield* quotedOptions(text);
}

/** What secret the text holds by its form alone, in words for a message; undefined where its form gives none away. */
export function secretIn(value: string, name: string): string | undefined {
  if (!mayHoldSecret(value)) return undefined;
  for (const { what } of secretsIn(value, name)) return what;
  return undefined;
}

/** Whether it is worth looking closer: addresses with a password have an `@`, assignments a `=`. */
export function mayHoldSecret(text: string): boolean {
  return text.includes('@') || text.includes('=') || mayHaveForm(text);
}
