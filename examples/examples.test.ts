import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { controls as all, isOnByDefault } from '@bulwark/controls';
import { scan } from '@bulwark/engine';
import { atLeast, KindSchemas, type Finding } from '@bulwark/model';
import { loadSchema } from '@bulwark/schema';
import { load } from '@bulwark/source';

const HERE = import.meta.dirname;
const kinds = new KindSchemas(await loadSchema());
/** What a user meets who asks for nothing. */
const controls = all.filter(isOnByDefault);

/** `severity control kind/name file:line`, in the order of the report. */
function findingsOf(path: string): string[] {
  return scanned(path).map(lineOf);
}

function scanned(path: string): readonly Finding[] {
  const { inventory } = load([path], { cwd: HERE });
  return scan(inventory, { controls, kinds }).findings;
}

function lineOf({ severity, control, object, place }: Finding): string {
  return `${severity} ${control} ${object.kind}/${object.name} ${place?.file}:${place?.line}`;
}

/** What the files of the guide should give; a file that is not here should give nothing. */
const GUIDE: Readonly<Record<string, readonly string[]>> = {
  'application-secret.yaml': ['low secrets/secret-in-env Deployment/application guide/application-secret.yaml:42'],
  'security-contexts.yaml': [
    'high pod/run-as-root Pod/security-contexts guide/security-contexts.yaml:33',
  ],
};

test.for(readdirSync(join(HERE, 'guide')))('guide/%s', (file) => {
  expect(findingsOf(`guide/${file}`)).toEqual(GUIDE[file] ?? []);
});

test('the guide names no file that is not there', () => {
  expect(readdirSync(join(HERE, 'guide'))).toEqual(expect.arrayContaining(Object.keys(GUIDE)));
});

test('online-shop: every mistake that was put in is found, and nothing else', () => {
  const base = 'online-shop/base';
  const found = scanned('online-shop');
  expect(found.filter(({ severity }) => atLeast(severity, 'medium')).map(lineOf)).toEqual([
    `critical pod/privileged StatefulSet/postgres ${base}/postgres.yaml:26`,
    `high secrets/literal-in-env Deployment/api ${base}/api.yaml:33`,
    `high pod/host-namespaces DaemonSet/log-shipper ${base}/log-shipper.yaml:24`,
    `high pod/host-namespaces DaemonSet/log-shipper ${base}/log-shipper.yaml:25`,
    `high namespace/pod-security-none Namespace/shop ${base}/namespace.yaml:5`,
    `high pod/run-as-root StatefulSet/postgres ${base}/postgres.yaml:27`,
    `medium service-account/automounted-token Deployment/api ${base}/api.yaml:18`,
    `medium pod/kept-capabilities Deployment/api ${base}/api.yaml:20`,
    `medium pod/privilege-escalation Deployment/api ${base}/api.yaml:20`,
    `medium pod/run-as-root Deployment/api ${base}/api.yaml:20`,
    `medium pod/kept-capabilities Deployment/api ${base}/api.yaml:24`,
    `medium pod/privilege-escalation Deployment/api ${base}/api.yaml:24`,
    `medium pod/run-as-root Deployment/api ${base}/api.yaml:24`,
    `medium resources/memory-limit Deployment/api ${base}/api.yaml:24`,
    `medium pod/image-tag Deployment/api ${base}/api.yaml:25`,
    `medium service-account/automounted-token Pod/debug ${base}/debug.yaml:7`,
    `medium pod/kept-capabilities Pod/debug ${base}/debug.yaml:9`,
    `medium pod/privilege-escalation Pod/debug ${base}/debug.yaml:9`,
    `medium pod/run-as-root Pod/debug ${base}/debug.yaml:9`,
    `medium resources/memory-limit Pod/debug ${base}/debug.yaml:9`,
    `medium pod/image-tag Pod/debug ${base}/debug.yaml:10`,
    `medium service-account/automounted-token DaemonSet/log-shipper ${base}/log-shipper.yaml:22`,
    `medium pod/kept-capabilities DaemonSet/log-shipper ${base}/log-shipper.yaml:27`,
    `medium pod/privilege-escalation DaemonSet/log-shipper ${base}/log-shipper.yaml:27`,
    `medium pod/run-as-root DaemonSet/log-shipper ${base}/log-shipper.yaml:27`,
    `medium resources/memory-limit DaemonSet/log-shipper ${base}/log-shipper.yaml:27`,
    `medium pod/image-tag DaemonSet/log-shipper ${base}/log-shipper.yaml:28`,
    `medium volume/host-path DaemonSet/log-shipper ${base}/log-shipper.yaml:36`,
    `medium resources/memory-limit StatefulSet/postgres ${base}/postgres.yaml:32`,
    `medium pod/kept-capabilities StatefulSet/postgres ${base}/postgres.yaml:40`,
    `medium pod/privilege-escalation StatefulSet/postgres ${base}/postgres.yaml:40`,
  ]);
  // What is low besides is of the same workloads: the hardened one has nothing.
  const objects = new Set(found.map(({ object }) => `${object.kind}/${object.name}`));
  expect([...objects].toSorted()).toEqual([
    'DaemonSet/log-shipper',
    'Deployment/api',
    'Namespace/shop',
    'Pod/debug',
    'StatefulSet/postgres',
  ]);
});

test('online-shop: the patch of the overlay is unknown, not judged as a whole', () => {
  const { inventory } = load(['online-shop'], { cwd: HERE });
  const { findings, unknown } = scan(inventory, { controls, kinds });
  const patch = 'online-shop/overlays/production/api-resources.yaml';
  expect(new Set(unknown.map(({ place }) => place?.file))).toEqual(new Set([patch]));
  expect(unknown.map(({ control }) => control)).toEqual(
    expect.arrayContaining(['pod/run-as-root', 'schema/required-field', 'service-account/automounted-token']),
  );
  expect(findings.filter(({ place }) => place?.file === patch)).toEqual([]);
});
