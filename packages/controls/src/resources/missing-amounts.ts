import {
  effectiveResources,
  parseQuantity,
  refOf,
  set,
  type Container,
  type Evidence,
  type Hazard,
  type Scope,
  type Workload,
} from '@bulwark/model';
import { NOTHING, type Failure, type Outcome } from '../control.ts';
import { nameOf, shown } from '../wording.ts';
import { isInjected } from './injected.ts';
import { amountPath, gapOf, type Gap } from './amount-of.ts';
import type { ResourceField } from './open-limit-range.ts';

export interface Wanted {
  readonly field: ResourceField;
  readonly resource: string;
  /** How a message calls it: `memory limit`. */
  readonly name: string;
  /** What a container does without it. */
  readonly effect: string;
  /** Where a case is worse or better than the control's own severity. */
  readonly severityOf?: (container: Container, gap: Gap) => Failure['severity'];
}

/** A gap that is one. */
type Known = Exclude<Gap, { readonly kind: 'open' }>;

/** One failure for each container that lacks an amount, at the place where it would stand. */
export function missingAmounts(workload: Workload, scope: Scope, wanted: Wanted): readonly Outcome[] {
  let outcomes: Outcome[] | undefined;
  for (const container of workload.containers) {
    const gap = gapOf(workload, container, scope, wanted);
    if (gap === undefined) continue;
    const at = amountPath(container, wanted.field, wanted.resource);
    if (workload.open !== undefined) return [{ at, unknown: workload.open }];
    outcomes ??= [];
    if (isInjected(container)) {
      outcomes.push({ at, unknown: 'the container stands for the proxy that Istio puts in, with amounts of its own' });
      continue;
    }
    if (gap.kind === 'open') {
      outcomes.push({ at, unknown: `the LimitRange "${gap.amount.object.name}" names no namespace, and may fill it in` });
      continue;
    }
    outcomes.push({
      at,
      message: messageOf(container, gap, wanted),
      severity: wanted.severityOf?.(container, gap),
      evidence: evidenceOf(gap),
      fix: fixOf(workload, container, scope, wanted),
    });
  }
  return outcomes ?? NOTHING;
}

function messageOf(container: Container, gap: Known, { name, effect }: Wanted): string {
  if (gap.kind === 'missing') return `${nameOf(container)} has no ${name}: ${effect}`;
  if (gap.kind === 'zero') return `${nameOf(container)} has a ${name} of 0, which is none: ${effect}`;
  return `${nameOf(container)} has no ${name} of its own: its limit of ${shown(gap.amount.value)} stands for it`;
}

function evidenceOf(gap: Known): readonly Evidence[] {
  if (gap.kind === 'missing' || gap.amount.from !== 'limit-range') return [];
  const { object, path } = gap.amount;
  return [{ text: `the LimitRange "${object.name}" sets it to 0`, object: refOf(object), path }];
}

/** The amount that the container has of the other kind: what it asks for is what it is given, or the other way round. */
function fixOf(workload: Workload, container: Container, scope: Scope, { field, resource }: Wanted): Failure['fix'] {
  const other = effectiveResources(workload, container, scope)[field === 'limits' ? 'requests' : 'limits'];
  const amount = Object.hasOwn(other, resource) ? other[resource] : undefined;
  if (amount === undefined || (parseQuantity(amount.value)?.value ?? 0n) <= 0n) return undefined;
  const edits = [set(amountPath(container, field, resource), amount.value)];
  return { kind: 'suggestion', edits, hazards: HAZARDS[field][resource] ?? HAZARDS[field]['memory'] ?? [] };
}

const HAZARDS: Readonly<Record<ResourceField, Readonly<Record<string, readonly Hazard[]>>>> = {
  limits: {
    memory: [
      {
        what: 'a program that takes more than its request is killed, or its pod is evicted',
        check:
          'kubectl top pod --containers at a busy time, or the highest container_memory_working_set_bytes of a week, is well below it',
      },
    ],
    cpu: [
      {
        what: 'a program that takes more than its request is slowed down, when it starts above all',
        check: 'container_cpu_cfs_throttled_periods_total does not grow in a copy that has the limit',
      },
    ],
  },
  requests: {
    memory: [
      {
        what: 'a pod finds no node where the sum of the requests is more than a node has free',
        check: 'kubectl describe nodes shows under Allocated resources how much is left',
      },
    ],
  },
};
