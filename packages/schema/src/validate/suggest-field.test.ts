import { expect, test } from 'vitest';
import { loadSchema } from '../load-schema.ts';
import { problemsOf } from './problems.ts';
import { suggestField } from './suggest-field.ts';

const schema = await loadSchema(37);

/** What is suggested for the only unknown field: `name x` or `place path`. */
function suggestion(kind: string, spec: object, apiVersion = 'v1'): string | undefined {
  const type = schema.kind(apiVersion, kind)?.type;
  if (type === undefined) throw new Error(`no ${kind}`);
  const [problem] = problemsOf({ spec }, type, {
    formats: { isQuantity: () => true, isLabelKey: () => true, isLabelValue: () => true },
    partial: true,
  });
  if (problem?.problem !== 'unknown-field') throw new Error('no unknown field');
  const found = suggestField(problem);
  return found === undefined ? undefined : `${found.differs} ${[...found.from, ...found.below, found.name].join('.')}`;
}

const pod = (fields: object): string | undefined => suggestion('Pod', fields);
const container = (fields: object): string | undefined => pod({ containers: [fields] });

test.each<[string, () => string | undefined, string | undefined]>([
  ['another case', () => pod({ hostPid: true }), 'name spec.hostPID'],
  ['a letter too few', () => container({ securityContxt: {} }), 'name spec.containers.0.securityContext'],
  ['letters that are swapped', () => container({ evn: [] }), 'name spec.containers.0.env'],
  [
    'of two as near the one that only adds',
    () => container({ securityContext: { runAsRoot: false } }),
    'name spec.containers.0.securityContext.runAsNonRoot',
  ],
  ['not deep enough', () => container({ runAsUser: 1 }), 'place spec.containers.0.securityContext.runAsUser'],
  ['too deep', () => container({ securityContext: { ports: [] } }), 'place spec.containers.0.ports'],
  [
    'of the container, not of the pod',
    () => pod({ securityContext: { privileged: false }, containers: [{ name: 'a' }] }),
    'place spec.containers[].securityContext.privileged',
  ],
  ['of the object itself', () => pod({ metadata: {} }), 'place metadata'],
  ['nothing near', () => pod({ nonsense: 1 }), undefined],
  ['in too many places to tell', () => pod({ volumes: [{ fsType: 'ext4' }] }), undefined],
  [
    'in many places, of which one is there',
    () => pod({ volumes: [{ fsType: 'ext4', csi: {} }] }),
    'place spec.volumes.0.csi.fsType',
  ],
])('%s', (_, ask, expected) => {
  expect(ask()).toBe(expected);
});

test('a NetworkPolicy', () => {
  const policy = (spec: object): string | undefined => suggestion('NetworkPolicy', spec, 'networking.k8s.io/v1');
  expect(policy({ policyType: [] })).toBe('name spec.policyTypes');
  expect(policy({ ingress: [{ to: [] }], egress: [{}] })).toBe('place spec.egress[].to');
});
