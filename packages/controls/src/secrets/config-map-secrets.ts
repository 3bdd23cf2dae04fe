import { isObject, member, type KubeObject, type Path } from '@bulwark/model';
import { secretInFile } from './file-secrets.ts';
import { maySaySecret } from './secret-name.ts';
import { mayHoldSecret } from './secret-value.ts';
import { namedSecret } from './named-secret.ts';

/** A value of a ConfigMap that is a secret, or a file with one in it: never the value. */
export interface ConfigMapSecret {
  readonly path: Path;
  readonly key: string;
  readonly says: string;
}

/** The entries of a ConfigMap's data that hold a secret. What is in binaryData is no text. */
export function* configMapSecrets(object: KubeObject): Iterable<ConfigMapSecret> {
  const data = member(object.value, 'data');
  if (!isObject(data)) return;
  for (const [key, value] of Object.entries(data)) {
    if (typeof value !== 'string' || value === '') continue;
    const says = saysOf(key, value);
    if (says !== undefined) yield { path: ['data', key], key, says };
  }
}

function saysOf(key: string, value: string): string | undefined {
  const text = value.trimEnd();
  if (!text.includes('\n')) {
    const says = maySaySecret(key) || mayHoldSecret(text) ? namedSecret(key, text) : undefined;
    if (says !== undefined) return says;
  }
  const inside = secretInFile(text);
  return inside === undefined ? undefined : `holds ${inside}`;
}
