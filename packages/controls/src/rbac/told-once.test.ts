import { scan } from '@bulwark/engine';
import { Inventory, kubeObject, type JsonObject, type KubeObject } from '@bulwark/model';
import { expect, test } from 'vitest';
import { controls } from '../registry.ts';

const RBAC = controls.filter(({ id, offByDefault }) => id.startsWith('rbac/') && offByDefault === undefined);
const apiVersion = 'rbac.authorization.k8s.io/v1';
const role = (...rules: readonly JsonObject[]): KubeObject =>
  kubeObject({ apiVersion, kind: 'ClusterRole', metadata: { name: 'operator' }, rules });
const binding = (kind = 'User'): KubeObject =>
  kubeObject({
    apiVersion,
    kind: 'ClusterRoleBinding',
    metadata: { name: 'operator' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'operator' },
    subjects: [{ kind, apiGroup: 'rbac.authorization.k8s.io', name: 'jane' }],
  });
const rule = (apiGroups: readonly string[], resources: readonly string[], verbs: readonly string[]): JsonObject => ({
  apiGroups,
  resources,
  verbs,
});
const said = (objects: readonly KubeObject[], chosen = RBAC, complete = false): readonly string[] =>
  scan(Inventory.of(objects, { complete }), { controls: chosen })
    .findings.map(({ control, severity }) => `${control} ${severity}`)
    .toSorted();
const saidOf = (...rules: readonly JsonObject[]): readonly string[] => said([role(...rules), binding()]);

test('a rule about everything of all groups is told once, whatever it grants', () => {
  expect(saidOf(rule(['*'], ['*'], ['*']))).toEqual(['rbac/wildcard-all critical']);
  expect(saidOf(rule(['*'], ['*'], ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete']))).toEqual([
    'rbac/wildcard-all critical',
  ]);
  expect(saidOf(rule(['*'], ['*'], ['get', 'patch', 'delete']))).toEqual(['rbac/wildcard-resources critical']);
  expect(saidOf(rule([''], ['*'], ['*']))).toEqual(['rbac/wildcard-resources critical']);
  expect(saidOf(rule(['*'], ['*'], ['get', 'list', 'watch']))).toEqual(['rbac/wildcard-resources high']);
});

test('where the control that would tell it is not asked, the single rights are told', () => {
  const secretsRead = controls.filter(({ id }) => id === 'rbac/secrets-read');
  expect(said([role(rule(['*'], ['*'], ['get'])), binding()], secretsRead)).toEqual(['rbac/secrets-read high']);
});

test('what only a verb of its own grants is told beside the wildcard', () => {
  expect(saidOf(rule(['*'], ['*'], ['impersonate']))).toContain('rbac/impersonate critical');
  expect(saidOf(rule(['rbac.authorization.k8s.io'], ['*'], ['bind']))).toContain('rbac/escalate critical');
});

test('wildcards over custom kinds are low, and so are those over paths', () => {
  expect(saidOf(rule(['source.toolkit.fluxcd.io'], ['*'], ['*']))).toEqual(['rbac/wildcard-resources low']);
  expect(saidOf(rule(['cert-manager.io'], ['certificates'], ['*']))).toEqual(['rbac/wildcard-verbs low']);
  expect(saidOf(rule(['cert-manager.io', 'apps'], ['*'], ['get']))).toEqual(['rbac/wildcard-resources high']);
  expect(saidOf({ nonResourceURLs: ['*'], verbs: ['*'] })).toEqual(['rbac/wildcard-verbs low']);
});

test('who reads Secrets and writes them is told of once, and who only writes is told of too', () => {
  expect(saidOf(rule([''], ['secrets'], ['get', 'create', 'update', 'delete']))).toEqual(['rbac/secrets-read high']);
  expect(saidOf(rule([''], ['secrets'], ['create']))).toEqual(['rbac/secrets-write medium']);
  expect(saidOf(rule(['apps'], ['deployments'], ['create', 'delete']))).toEqual(['rbac/workloads-create high']);
  expect(saidOf(rule([''], ['pods', 'pods/status'], ['patch']))).toEqual(['rbac/pods-create high']);
  expect(saidOf(rule([''], ['pods/status'], ['patch']))).toEqual(['rbac/pods-status-write medium']);
  expect(saidOf(rule([''], ['pods'], ['delete']))).toEqual(['rbac/delete-broad medium']);
});

test('every verb on several kinds is told once, beside what weighs more', () => {
  expect(saidOf(rule([''], ['events', 'services', 'endpoints', 'configmaps', 'persistentvolumeclaims'], ['*']))).toEqual([
    'rbac/wildcard-verbs medium',
  ]);
  expect(saidOf(rule([''], ['events', 'configmaps', 'secrets', 'pods'], ['*']))).toEqual([
    'rbac/pods-create high',
    'rbac/secrets-read high',
    'rbac/wildcard-verbs medium',
  ]);
  expect(saidOf(rule([''], ['configmaps'], ['*']))).toEqual(['rbac/config-maps-write medium', 'rbac/wildcard-verbs medium']);
  const alone = controls.filter(({ id }) => id === 'rbac/config-maps-write');
  const three = role(rule([''], ['events', 'configmaps', 'endpoints'], ['*']));
  expect(said([three, binding()], alone)).toEqual(['rbac/config-maps-write medium']);
});

test("a group that is none of Kubernetes' own may serve what it likes", () => {
  expect(saidOf(rule(['metrics.k8s.io'], ['pods', 'nodes'], ['get', 'list', 'create', 'delete']))).toEqual([]);
  expect(saidOf(rule(['apps'], ['secrets'], ['get']))).toEqual(['rbac/secrets-read low']);
});

test('a subject of a kind that no authorizer knows is nobody', () => {
  const objects = [role(rule([''], ['secrets'], ['get'])), binding('Robot')];
  expect(said(objects, RBAC, true)).toEqual([]);
});
