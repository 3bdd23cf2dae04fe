import { scan } from '@bulwark/engine';
import { Inventory, kubeObject, type Json } from '@bulwark/model';
import { expect, test } from 'vitest';
import control from './sudo-in-command.ts';

function fires(container: Readonly<Record<string, Json>>): boolean {
  const spec = { containers: [{ name: 'web', image: 'web:1', ...container }] };
  const pod = kubeObject({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec });
  return scan(Inventory.of([pod]), { controls: [control] }).findings.length > 0;
}

test.for<readonly Json[]>([
  ['sudo', 'id'],
  ['/usr/bin/sudo', 'id'],
  ['env', 'sudo', 'id'],
  ['sh', '-c', 'sudo id'],
  ['sh', '-c', 'cd / && sudo id'],
  ['sh', '-c', 'echo "$(sudo id)"'],
  ['sh', '-c', 'if true; then\n  sudo -n id\nfi'],
  ['sh', '-c', 'nohup /usr/bin/sudo id &'],
])('%j calls sudo', (command) => {
  expect(fires({ command })).toBe(true);
  expect(fires({ args: command })).toBe(true);
  expect(fires({ lifecycle: { postStart: { exec: { command } } } })).toBe(true);
  expect(fires({ readinessProbe: { exec: { command } } })).toBe(true);
});

test.for<readonly Json[]>([
  ['apt-get', 'install', 'sudo'],
  ['sh', '-c', 'apk add sudo bash'],
  ['sh', '-c', '# sudo id'],
  ['sh', '-c', 'id # ; sudo id'],
  ['sh', '-c', 'visudo -c /etc/sudoers'],
  ['sh', '-c', 'pseudo id'],
  ['run', '--sudo'],
  ['run', '--become=sudo'],
  [1, null, { sudo: 'sudo' }],
  [],
])('%j does not', (command) => {
  expect(fires({ command })).toBe(false);
});
