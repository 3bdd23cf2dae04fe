import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AuditReader } from '@bulwark/audit';
import { Observations, propose } from '@bulwark/least-privilege';
import { ruleWords } from '@bulwark/rbac';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { corporaFolder } from '../tools/corpora.ts';

const corpora = corporaFolder();
const folder = (...path: string[]): string => join(corpora ?? '', 'conformance', ...path);

interface Read {
  readonly observations: Observations;
  readonly events: number;
  readonly bad: readonly string[];
}

function read(logs: readonly Uint8Array[]): Read {
  const observations = new Observations();
  const bad: string[] = [];
  let events = 0;
  for (const log of logs) {
    const reader = new AuditReader({
      event: (event) => observations.add(event),
      bad: ({ reason }) => void bad.push(reason),
    });
    reader.push(log);
    reader.end();
    events += reader.counts.events;
  }
  return { observations, events, bad: bad.toSorted() };
}

function filesIn(...path: string[]): readonly Uint8Array[] {
  return readdirSync(folder(...path)).map((name) => readFileSync(folder(...path, name)));
}

function pantherLogs(): readonly Uint8Array[] {
  return ['kubernetes_rules', 'gcp_k8s_rules'].flatMap((rules) =>
    filesIn('panther-k8s-audit', 'rules', rules).flatMap((text) => {
      const { Tests: tests = [] } = load(new TextDecoder().decode(text)) as { Tests?: readonly { readonly Log: unknown }[] };
      return tests.map(({ Log: log }) => new TextEncoder().encode(`${JSON.stringify(log)}\n`));
    }),
  );
}

describe.runIf(corpora !== undefined)('audit logs of other projects', () => {
  test('traces of Falco are read to the last', () => {
    expect(read(filesIn('falco-k8saudit-traces', 'trace_files', 'k8s_audit'))).toMatchObject({ events: 27, bad: [] });
  });

  test('logs of EKS, GKE and AKS, but for pieces that say no verb, and for two that are no logs', () => {
    const none = Array.from({ length: 5 }, () => 'it has no verb');
    expect(read(pantherLogs())).toMatchObject({
      events: 129,
      bad: [...none, 'it is no audit event', 'it is no audit event'].toSorted(),
    });
  });

  test('roles of the log of rbac-tool: no names on create, a role a namespace, no verb that was not used', () => {
    const { observations, bad } = read(filesIn('rbac-tool-auditgen', 'testdata', 'auditgen'));
    const roles = [...observations.subjects.values()].map((log) => {
      const { scopes, proof } = propose(
        log,
        { policy: undefined, defaults: { roles: [], bindings: [] } },
        { names: 'keep', window: undefined },
      );
      expect(proof).toMatchObject({ replayed: 3, refused: [], beyond: [] });
      return scopes.map(({ namespace, rules }) => `${log.username} ${namespace}: ${rules.map(ruleWords).join('; ')}`);
    });
    const expected = (user: string): string[] => [
      `${user} ns1: create pods`,
      `${user} ns2: create configmaps`,
      `${user} ns3: create secrets`,
    ];
    expect(bad).toEqual([]);
    expect(roles.flat().toSorted()).toEqual([...expected('admin'), ...expected('diana')]);
  });
});
