import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { controls as all, isOnByDefault } from '@bulwark/controls';
import { scan } from '@bulwark/engine';
import { KindSchemas } from '@bulwark/model';
import { loadSchema } from '@bulwark/schema';
import { load } from '@bulwark/source';

const HERE = import.meta.dirname;
/** Those that apply where nobody says which ones. */
const controls = all.filter(isOnByDefault);
const kinds = new KindSchemas(await loadSchema());

/** `severity control kind/name file:line`, in the order of the report. */
function findingsOf(path: string): string[] {
  const { inventory } = load([path], { cwd: HERE });
  return scan(inventory, { controls, kinds }).findings.map(
    ({ severity, control, object, place }) => `${severity} ${control} ${object.kind}/${object.name} ${place?.file}:${place?.line}`,
  );
}

/** What the files of the guide should give; a file that is not here should give nothing. */
const GUIDE: Readonly<Record<string, readonly string[]>> = {
  'security-contexts.yaml': ['high pod/run-as-root Pod/security-contexts guide/security-contexts.yaml:25'],
};

test.for(readdirSync(join(HERE, 'guide')))('guide/%s', (file) => {
  expect(findingsOf(`guide/${file}`)).toEqual(GUIDE[file] ?? []);
});

test('the guide names no file that is not there', () => {
  expect(readdirSync(join(HERE, 'guide'))).toEqual(expect.arrayContaining(Object.keys(GUIDE)));
});

test('online-shop: every mistake that was put in is found, and nothing else', () => {
  const base = 'online-shop/base';
  expect(findingsOf('online-shop')).toEqual([
    `critical pod/privileged StatefulSet/postgres ${base}/postgres.yaml:26`,
    `high secrets/literal-in-env Deployment/api ${base}/api.yaml:33`,
    `high pod/host-namespaces DaemonSet/log-shipper ${base}/log-shipper.yaml:24`,
    `high pod/host-namespaces DaemonSet/log-shipper ${base}/log-shipper.yaml:25`,
    `high namespace/pod-security-none Namespace/shop ${base}/namespace.yaml:5`,
    `high pod/run-as-root StatefulSet/postgres ${base}/postgres.yaml:27`,
    `medium service-account/automounted-token Deployment/api ${base}/api.yaml:18`,
    `medium pod/run-as-root Deployment/api ${base}/api.yaml:20`,
    `medium pod/run-as-root Deployment/api ${base}/api.yaml:24`,
    `medium pod/image-tag Deployment/api ${base}/api.yaml:25`,
    `medium service-account/automounted-token Pod/debug ${base}/debug.yaml:7`,
    `medium pod/run-as-root Pod/debug ${base}/debug.yaml:9`,
    `medium pod/image-tag Pod/debug ${base}/debug.yaml:10`,
    `medium service-account/automounted-token DaemonSet/log-shipper ${base}/log-shipper.yaml:22`,
    `medium pod/run-as-root DaemonSet/log-shipper ${base}/log-shipper.yaml:27`,
    `medium pod/image-tag DaemonSet/log-shipper ${base}/log-shipper.yaml:28`,
    `medium pod-security/baseline DaemonSet/log-shipper ${base}/log-shipper.yaml:35`,
    `low workload/naked-pod Pod/debug ${base}/debug.yaml:3`,
    `info pod-security/baseline DaemonSet/log-shipper ${base}/log-shipper.yaml:24`,
    `info pod-security/baseline StatefulSet/postgres ${base}/postgres.yaml:26`,
  ]);
});

test('online-shop: the patch of the overlay is unknown, not judged as a whole', () => {
  const { inventory } = load(['online-shop'], { cwd: HERE });
  const { unknown } = scan(inventory, { controls, kinds });
  expect(unknown.map(({ control, place }) => [control, place?.file])).toEqual([
    ['pod/run-as-root', 'online-shop/overlays/production/api-resources.yaml'],
    ['schema/required-field', 'online-shop/overlays/production/api-resources.yaml'],
    ['service-account/automounted-token', 'online-shop/overlays/production/api-resources.yaml'],
  ]);
});
