import type { Binding } from '../../policy/binding.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Role } from '../../policy/role.ts';
import { resourceRequest } from '../../request.ts';
import { ruleAllows } from '../../rule/rule-allows.ts';
import { principalOf } from '../../subject/subject.ts';
import { splitServiceAccountName } from '../../subject/user.ts';
import { send } from '../act.ts';
import { apiVersionOf } from '../bodies.ts';
import { kindOf, type ResourceKind } from '../kind.ts';
import { need } from '../need.ts';
import type { Found, Gain, Primitive, Way } from '../primitive.ts';
import { isAlmighty, PROOF_NAME } from '../rbac-objects.ts';

/** Custom objects by which somebody has an operator do something, and what it is. */
interface Deputy {
  readonly kind: string;
  readonly objectKind: string;
  /** What the object says, as far as it steers the operator. */
  readonly spec: (account: string) => Readonly<Record<string, unknown>>;
  /** It is done once and over: to change it later has nothing done. */
  readonly isOnce?: boolean;
}

const CONTAINERS = [{ name: 'shell', image: 'registry.example/shell:1' }];

/** Their author chooses the service account of pods that the operator makes beside the object. */
const RUNNERS: readonly Deputy[] = [
  ...['Workflow', 'CronWorkflow'].map((objectKind): Deputy => {
    const workflow = (account: string): Readonly<Record<string, unknown>> => ({
      serviceAccountName: account,
      entrypoint: 'shell',
      templates: [{ name: 'shell', container: { image: 'registry.example/shell:1' } }],
    });
    const spec = (account: string): Readonly<Record<string, unknown>> =>
      objectKind === 'Workflow' ? workflow(account) : { schedule: '* * * * *', workflowSpec: workflow(account) };
    return { kind: `${objectKind.toLowerCase()}s.argoproj.io`, objectKind, spec, isOnce: objectKind === 'Workflow' };
  }),
  {
    kind: 'rollouts.argoproj.io',
    objectKind: 'Rollout',
    spec: (account) => ({
      selector: { matchLabels: { app: PROOF_NAME } },
      template: { metadata: { labels: { app: PROOF_NAME } }, spec: { serviceAccountName: account, containers: CONTAINERS } },
    }),
  },
  {
    kind: 'taskruns.tekton.dev',
    objectKind: 'TaskRun',
    isOnce: true,
    spec: (account) => ({ serviceAccountName: account, taskSpec: { steps: CONTAINERS } }),
  },
  {
    kind: 'pipelineruns.tekton.dev',
    objectKind: 'PipelineRun',
    isOnce: true,
    spec: (account) => ({
      taskRunTemplate: { serviceAccountName: account },
      pipelineSpec: { tasks: [{ name: 'shell', taskSpec: { steps: CONTAINERS } }] },
    }),
  },
  {
    kind: 'services.serving.knative.dev',
    objectKind: 'Service',
    spec: (account) => ({ template: { spec: { serviceAccountName: account, containers: CONTAINERS } } }),
  },
];

const ELSEWHERE = 'https://git.example/anything';

/** The operator applies what they say, whatever it is, by its own rights. */
const APPLIERS: readonly Deputy[] = [
  {
    kind: 'kustomizations.kustomize.toolkit.fluxcd.io',
    objectKind: 'Kustomization',
    spec: () => ({ interval: '1m', prune: false, sourceRef: { kind: 'GitRepository', name: PROOF_NAME } }),
  },
  {
    kind: 'helmreleases.helm.toolkit.fluxcd.io',
    objectKind: 'HelmRelease',
    spec: () => ({ interval: '1m', chartRef: { kind: 'OCIRepository', name: PROOF_NAME } }),
  },
  {
    kind: 'applications.argoproj.io',
    objectKind: 'Application',
    spec: () => ({
      project: 'default',
      source: { repoURL: ELSEWHERE, path: '.' },
      destination: { server: 'https://kubernetes.default.svc', namespace: 'default' },
    }),
  },
];

/** The operator runs pods for whoever asks, and does not ask who may use the service account. */
export const runByOperator: Primitive = {
  id: 'run-by-operator',
  title: 'has an operator run pods of its making, as any service account',
  techniques: ['T1610'],
  severity: { cluster: 'high', namespace: 'medium' },
  ways: RUNNERS.flatMap((deputy) => waysOf(deputy, ranBy)),
};

/**
 * Where an operator that may do everything takes orders from custom objects, those who write them may do it too, as far as its
 * settings let them (projects, accounts to act as): that is not among roles and bindings, and so nothing is built upon it.
 */
export const applyByOperator: Primitive = {
  id: 'apply-by-operator',
  title: 'has an operator that may do everything apply what it likes',
  techniques: ['T1098', 'T1610'],
  severity: { cluster: 'high', namespace: 'medium' },
  ways: APPLIERS.flatMap((deputy) => waysOf(deputy, appliedBy)),
};

type Gives = (found: Found, deputy: Deputy) => readonly Gain[];

function waysOf(deputy: Deputy, gives: Gives): readonly Way[] {
  const orders: Way = {
    needs: [need('create', deputy.kind)],
    gives: (found) => gives(found, deputy),
    acts: ([create], { account, namespace }) => {
      if (create?.kind.kind !== 'resource') return [];
      const body = {
        apiVersion: apiVersionOf(create.kind),
        kind: deputy.objectKind,
        metadata: { name: PROOF_NAME },
        spec: deputy.spec(account),
      };
      return [send(create, { says: `orders a ${deputy.objectKind} in ${namespace}`, body })];
    },
  };
  const changes: Way = {
    needs: [need(['patch', 'update'], deputy.kind, 'target')],
    gives: (found) => gives(found, deputy),
    acts: ([write], { account, namespace, target }) => {
      if (write?.kind.kind !== 'resource') return [];
      const spec = deputy.spec(account);
      const whole = { apiVersion: apiVersionOf(write.kind), kind: deputy.objectKind, metadata: { name: target }, spec };
      const body = write.request.verb === 'patch' ? { spec } : whole;
      return [send(write, { says: `has ${deputy.objectKind} ${namespace}/${target} say something else`, body })];
    },
  };
  return deputy.isOnce === true ? [orders] : [orders, changes];
}

function ranBy({ policy, bound, namespace }: Found, { kind }: Deputy): readonly Gain[] {
  const operator = operatorsOf(policy, kind).find(({ roles }) => roles.some((role) => makesPods(role)));
  if (operator === undefined || bound.some(({ binding }) => operator.bindings.has(binding))) return [];
  return [
    {
      position: { kind: 'service-accounts', by: 'pod', namespace, names: undefined },
      assumes: `${operator.name} runs what ${kind} say`,
    },
  ];
}

function appliedBy({ policy, bound, namespace }: Found, { kind }: Deputy): readonly Gain[] {
  const operator = operatorsOf(policy, kind).find(({ isAdmin }) => isAdmin);
  if (operator === undefined || bound.some(({ binding }) => operator.bindings.has(binding))) return [];
  return [
    {
      position: { kind: 'other', text: `has ${operator.name} apply what it likes`, namespace },
      assumes: `the settings of ${operator.name} let it`,
    },
  ];
}

/** A service account that is given a kind of custom objects by name to work on, as its operator is. */
interface Operator {
  readonly name: string;
  readonly bindings: ReadonlySet<Binding>;
  readonly roles: readonly Role[];
  /** It may do everything in the whole cluster. */
  readonly isAdmin: boolean;
}

const OPERATORS = new WeakMap<Policy, Map<string, readonly Operator[]>>();

function operatorsOf(policy: Policy, text: string): readonly Operator[] {
  const known = OPERATORS.get(policy) ?? new Map<string, readonly Operator[]>();
  OPERATORS.set(policy, known);
  let operators = known.get(text);
  if (operators === undefined) known.set(text, (operators = findOperators(policy, kindOf(text) as ResourceKind)));
  return operators;
}

function findOperators(policy: Policy, kind: ResourceKind): readonly Operator[] {
  const held = new Map<string, { readonly binding: Binding; readonly role: Role }[]>();
  for (const binding of policy.bindings) {
    const role = policy.roleOf(binding);
    if (role === undefined) continue;
    for (const name of accountsIn(binding)) {
      const list = held.get(name);
      if (list === undefined) held.set(name, [{ binding, role }]);
      else list.push({ binding, role });
    }
  }
  return [...held].flatMap(([name, all]) => {
    if (!all.some(({ role }) => worksOn(role, kind))) return [];
    const isAdmin = all.some(({ binding, role }) => binding.namespace === '' && isAlmighty(role));
    return [{ name, bindings: new Set(all.map(({ binding }) => binding)), roles: all.map(({ role }) => role), isAdmin }];
  });
}

function accountsIn({ subjects, namespace }: Binding): ReadonlySet<string> {
  return new Set(
    subjects.flatMap((subject) => {
      const account = splitServiceAccountName(principalOf(subject, namespace)?.name ?? '');
      return account === undefined ? [] : `${account.namespace}/${account.name}`;
    }),
  );
}

/** To watch the objects and to write down how they do is what an operator must; a wildcard tells nothing. */
function worksOn(role: Role, { group, resource }: ResourceKind): boolean {
  const named = role.rules.filter(({ rule }) => rule.apiGroups.includes(group));
  const may = (verb: string, subresource = ''): boolean =>
    named.some(({ rule }) => ruleAllows(rule, resourceRequest({ verb, group, resource, subresource, name: 'any' })));
  return may('watch') && (may('update', 'status') || may('patch', 'status') || may('update') || may('patch'));
}

function makesPods(role: Role): boolean {
  return MADE.some(([group, resource]) =>
    role.rules.some(({ rule }) => ruleAllows(rule, resourceRequest({ verb: 'create', group, resource }))),
  );
}

const MADE = [
  ['', 'pods'],
  ['apps', 'deployments'],
  ['apps', 'replicasets'],
] as const;
