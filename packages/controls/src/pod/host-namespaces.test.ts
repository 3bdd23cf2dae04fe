import { scan } from '@bulwark/engine';
import { exampleInventory } from '../testing/example-inventory.ts';
import { expect, test } from 'vitest';
import { formatPath } from '@bulwark/model';
import control from './host-namespaces.ts';

test('a field that stands elsewhere than in the pod spec is shown where it stands', () => {
  const yaml = `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {name: build}
spec:
  hostNetwork: true
  templates:
    - name: main
      container: {image: "busybox:1.37"}
`;
  const { findings } = scan(exampleInventory({ name: 'workflow', yaml }), { controls: [control] });
  expect(findings.map(({ path, place }) => [formatPath(path), place?.line, place?.exact])).toEqual([
    ['spec.hostNetwork', 5, true],
  ]);
});
