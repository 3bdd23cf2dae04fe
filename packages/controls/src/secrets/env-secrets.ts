import { listAt, stringAt, type Container, type Path, type Workload } from '@bulwark/model';
import { namedSecret } from './named-secret.ts';

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
      const says = namedSecret(name, stringAt(variable, 'value') ?? '');
      if (says !== undefined) yield { container, path: [...container.path, 'env', index, 'value'], name, says };
    }
  }
}
