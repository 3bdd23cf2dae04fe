import { listAt, stringAt, type Container, type Path, type Workload } from '@bulwark/model';
import { secretByName } from './secret-by-name.ts';
import { secretIn } from './secret-value.ts';

/** A variable whose value is a secret, and what is said of it: never the value. */
export interface EnvSecret {
  readonly container: Container;
  readonly path: Path;
  readonly name: string;
  readonly says: string;
}

/** The environment variables of a workload that have a secret written into them. */
export function* envSecrets(workload: Workload): Iterable<EnvSecret> {
  for (const container of workload.containers) {
    for (const [index, variable] of listAt(container.value, 'env').entries()) {
      const name = stringAt(variable, 'name') ?? '';
      const says = secretOf(name, stringAt(variable, 'value') ?? '');
      if (says !== undefined) yield { container, path: [...container.path, 'env', index, 'value'], name, says };
    }
  }
}

const BY_NAME = {
  password: 'is a password by its name, and its value is written here',
  secret: 'is a secret by its name, and its value is written here',
  key: 'holds a value that looks like a secret key',
} as const;

/** What is said of a variable that holds a secret; undefined of one that holds none. */
function secretOf(name: string, value: string): string | undefined {
  const text = value.trim();
  const form = secretIn(text, name);
  if (form !== undefined) return `holds ${form}`;
  const says = secretByName(name, text);
  return says === undefined ? undefined : BY_NAME[says];
}
