import { secretByName } from './secret-by-name.ts';
import { secretIn } from './secret-value.ts';

const BY_NAME = {
  password: 'is a password by its name, and its value is written here',
  secret: 'is a secret by its name, and its value is written here',
  key: 'holds a value that looks like a secret key',
} as const;

/** What is said of a named value that is a secret, by its form or by its name, never the value; undefined of one that is none. */
export function namedSecret(name: string, value: string): string | undefined {
  const text = value.trim();
  const form = secretIn(text, name);
  if (form !== undefined) return `holds ${form}`;
  const says = secretByName(name, text);
  return says === undefined ? undefined : BY_NAME[says];
}
