import type { Path } from '@bulwark/model';
import type { Container } from '../pod/pod.ts';
import { contextField } from './offenders.ts';

/** Whether the container adds a capability that is not among the allowed ones. */
export function addsOtherThan({ security }: Container, allowed: ReadonlySet<string>): boolean {
  return security.capabilities?.add.some((name) => !allowed.has(name)) === true;
}

/** Where those stand. */
export function addedFields(container: Container, allowed: ReadonlySet<string>): readonly Path[] {
  return (container.security.capabilities?.add ?? []).flatMap((name, index) =>
    allowed.has(name) ? [] : [contextField(container, 'capabilities', 'add', index)],
  );
}
