import type { Container, Json, Workload } from '@bulwark/model';
import { withoutSecrets } from './secrets/without-secrets.ts';

const WORD: Readonly<Record<Container['type'], string>> = {
  init: 'init container',
  sidecar: 'sidecar container',
  regular: 'container',
  ephemeral: 'ephemeral container',
};

/** How a message names a container: `init container "migrate"`. */
export function nameOf(container: Container): string {
  return container.name === '' ? `${WORD[container.type]} without a name` : `${WORD[container.type]} "${container.name}"`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}

const MOST_NAMES = 4;

/** `container "web" and init container "migrate"`; many are only counted: `all 7 containers`, `5 of 7 containers`. */
export function namesAmong({ containers }: Workload, some: readonly Container[]): string {
  if (some.length <= MOST_NAMES) return listed(some.map(nameOf));
  return some.length < containers.length ? `${some.length} of ${containers.length} containers` : `all ${some.length} containers`;
}

/** `1 workload`, `2 workloads`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

const LONGEST = 60;

/** A value as a message shows it: texts in quotes, long ones cut short. A secret would not be known by its half. */
export function shown(value: Json | undefined): string {
  const text = withoutSecrets(
    JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner)) ?? 'nothing',
  );
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}

/** Whether a switch holds something that the API server refuses: `"true"` in quotes. An explicit null is as good as nothing. */
export function isNoBoolean(value: Json | undefined): boolean {
  return value !== undefined && value !== null && typeof value !== 'boolean';
}

/** Why a switch that holds no boolean is unknown. */
export function noBoolean(field: string): string {
  return `${field} is neither true nor false, and the API server refuses it`;
}
