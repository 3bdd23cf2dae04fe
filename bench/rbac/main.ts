/**
 * `npm run bench:rbac`: the index over a policy as large as the largest published, against its bars and against the plain
 * authorizer. Fails where a bar does not hold.
 */
import { authorizeNaively, findEscalations, RbacIndex, resourceRequest } from '@bulwark/rbac';
import { largePolicy } from './large-policy.ts';

const QUESTIONS = 200_000;
const NAIVE_QUESTIONS = 500;
const RUNS = 7;

/**
 * Milliseconds of the quickest of some runs, as this thread was running: not those in which others were busy on the machine.
 */
function quickest(runs: number, work: () => unknown, times = 1): number {
  return Math.min(
    ...Array.from({ length: runs }, () => {
      const start = process.threadCpuUsage();
      for (let time = 0; time < times; time++) work();
      const { user, system } = process.threadCpuUsage(start);
      return (user + system) / 1000 / times;
    }),
  );
}

const { policy, accounts, questions } = largePolicy(QUESTIONS);
const { roles, bindings } = policy;
const local = bindings.filter(({ namespace }) => namespace !== '').length;
const index = new RbacIndex(policy);
const secrets = resourceRequest({ verb: 'get', resource: 'secrets', namespace: 'team-7' });
const allowed = questions.filter(([user, request]) => index.authorize(user, request).verdict === 'allow').length;
console.log(
  `${local} RoleBindings, ${bindings.length - local} ClusterRoleBindings, ${roles.length} roles, ${accounts.length} service accounts; ${((allowed / QUESTIONS) * 100).toFixed(0)} % of ${QUESTIONS} questions are allowed`,
);

const askAll = (): void => {
  for (const [user, request] of questions) index.authorize(user, request);
};
const askPlainly = (): void => {
  for (const [user, request] of questions.slice(0, NAIVE_QUESTIONS)) authorizeNaively(policy, user, request);
};
const plainly = (quickest(3, askPlainly) * 1000) / NAIVE_QUESTIONS;
const bars: readonly (readonly [what: string, measured: number, limit: number, unit: string])[] = [
  ['index', quickest(RUNS, () => new RbacIndex(policy)), 50, 'ms'],
  ['a decision', (quickest(RUNS, askAll) * 1000) / QUESTIONS, 2, 'µs'],
  ['who can', quickest(RUNS, () => index.whoCan(secrets), 100), 50, 'ms'],
  ['who can, with every service account', quickest(RUNS, () => index.whoCan(secrets, { members: accounts }), 100), 50, 'ms'],
  ['all grants of every service account', quickest(RUNS, () => accounts.map((user) => index.grantsOf(user))), 200, 'ms'],
  ['escalations of everybody, with proofs', quickest(3, () => findEscalations(policy, { includeDefaults: true })), 1000, 'ms'],
];
for (const [what, measured, limit, unit] of bars) {
  console.log(`${measured <= limit ? 'ok  ' : 'MISS'} ${what}: ${measured.toFixed(2)} ${unit} (at most ${limit})`);
}
console.log(`     a plain decision, to compare: ${plainly.toFixed(0)} µs`);
process.exitCode = bars.every(([, measured, limit]) => measured <= limit) ? 0 : 1;
