import type { SmallGrant } from '../../../packages/rbac/src/testing/small-policy.ts';
import type { EscalationCase } from './escalation-case.ts';

const AS_USER = 'impersonate:user-info users.authn';
const common = { id: 'impersonate-on', since: 36 };
const jane: SmallGrant = { to: '{ns}-jane', rules: ['list secrets'] };

/** By default from 1.36 on. */
export const CONSTRAINED_CASES: readonly EscalationCase[] = [
  { ...common, everywhere: true, rules: [`${AS_USER} {ns}-jane`, 'impersonate-on:user-info:list secrets'], others: [jane] },
  {
    ...common,
    everywhere: true,
    rules: [`${AS_USER} {ns}-root`, 'impersonate-on:user-info:create clusterrolebindings.rbac'],
    others: [{ to: '{ns}-root', rules: ['* *.*'] }],
  },
  {
    ...common,
    everywhere: true,
    rules: [AS_USER, 'impersonate:user-info groups.authn {ns}-devs', 'impersonate-on:user-info:create pods'],
    others: [{ to: '@{ns}-devs', in: '{ns}', rules: ['create pods'] }],
  },
  {
    ...common,
    rules: [
      'impersonate:serviceaccount serviceaccounts.authn',
      'impersonate-on:serviceaccount:create serviceaccounts/token default',
    ],
    others: [{ to: '{ns}/minter', in: '{ns}', rules: ['create serviceaccounts/token'] }],
  },
  {
    ...common,
    rules: ['impersonate-on:serviceaccount:list secrets'],
    others: [
      { to: '{ns}/who', rules: ['impersonate:serviceaccount serviceaccounts.authn default'] },
      { to: 'default/default', in: '{ns}', rules: ['list secrets'] },
    ],
  },
  {
    ...common,
    everywhere: true,
    rules: ['impersonate:arbitrary-node nodes.authn {ns}', 'impersonate-on:arbitrary-node:get secrets any'],
    others: [{ to: '@system:nodes', in: '{ns}', rules: ['get secrets'] }],
  },
  {
    ...common,
    everywhere: true,
    rules: [`${AS_USER} {ns}-jane`, 'impersonate-on:user-info:create pods/exec'],
    others: [{ to: '{ns}-jane', in: '{ns}', rules: ['create pods/exec any'] }],
  },
];

const kinds = 'kustomizations.kustomize.toolkit.fluxcd.io';
const flux = [`get,list,watch,patch ${kinds},${kinds}/status`, '* *.*'];

/** An operator of the kinds, in whatever namespace. */
export const DEPUTY_CASES: readonly EscalationCase[] = [
  { id: 'apply-by-operator', rules: [`create ${kinds}`], bound: [{ to: 'flux/controller', rules: flux }] },
  { id: 'apply-by-operator', rules: [`patch ${kinds} any`], bound: [{ to: 'flux/controller', rules: flux }] },
  {
    id: 'run-by-operator',
    rules: ['create workflows.argoproj.io'],
    bound: [{ to: 'argo/argo', rules: ['watch,update workflows.argoproj.io', 'create pods'] }],
  },
];
