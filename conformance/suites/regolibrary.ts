import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { controls, type Control } from '@bulwark/controls';
import { scan } from '@bulwark/engine';
import { KindSchemas } from '@bulwark/model';
import { loadSchema } from '@bulwark/schema';
import { load } from '@bulwark/source';
import type { Apart, Case, Suite } from '../suite.ts';
import { apartOf } from './regolibrary-apart.ts';
import { EXCEPTIONS } from './regolibrary-exceptions.ts';
import { controlIds, ruleName, ruleTests, type RuleTest } from './regolibrary-rules.ts';
import { parametersOf } from './regolibrary-settings.ts';

const FOLDERS = ['kubescape-regolibrary', 'kubescape-rules-new'] as const;
const kinds = new KindSchemas(await loadSchema());

/** Collections of rules that have little in common: a control that has such an id answers for one rule among them. */
const COLLECTIONS: ReadonlySet<string> = new Set(['C-0211']);
/** Rules that ask for more than the one control that has the id of theirs, and those that only a collection has. */
const BY_RULE: Readonly<Record<string, readonly string[]>> = {
  'rule-privileged-container': ['pod/privileged', 'KSV-0005'],
  'rule-credentials-configmap': ['KSV-0109'],
  'resource-policies': ['resources/memory-limit', 'resources/cpu-limit'],
  'resources-cpu-limit-and-request': ['resources/cpu-limit', 'resources/cpu-request', 'resources/out-of-range'],
  'resources-memory-limit-and-request': ['resources/memory-limit', 'resources/memory-request', 'resources/out-of-range'],
  'resources-memory-limits': ['resources/memory-limit', 'resources/out-of-range'],
  'resources-memory-requests': ['resources/memory-request', 'resources/out-of-range'],
};

/** Kubescape's own rules and their tests, wherever a control of ours says that it asks the same. */
export const regolibrary: Suite = {
  id: 'regolibrary',
  title: "Kubescape's rules and their tests, for every rule whose control has a counterpart here",
  oracle: 'the objects that expected.json of each test alerts on',
  exceptions: EXCEPTIONS,
  run: (corpora) => (existsSync(join(corpora, 'conformance', FOLDERS[0])) ? cases(corpora) : undefined),
  apart: (corpora) => [...asked(corpora)].flatMap((each) => ('apart' in each ? [each.apart] : [])),
};

type Asked = { readonly test: RuleTest; readonly with: readonly Control[] } | { readonly apart: Apart };

function* cases(corpora: string): Iterable<Case> {
  for (const each of asked(corpora)) if ('test' in each) yield judge(each.test, each.with);
}

/** Every test, with the controls that answer it or with why none does. */
function* asked(corpora: string): Iterable<Asked> {
  const ids = controlIds(join(corpora, 'conformance', FOLDERS[0], 'controls'));
  for (const folder of FOLDERS) {
    const rules = join(corpora, 'conformance', folder, 'rules');
    if (!existsSync(rules)) continue;
    for (const test of ruleTests(rules)) {
      const why = apartOf(test, load([test.folder]).inventory.objects);
      const found = why === undefined ? controlsFor(test.rule, ids.get(ruleName(rules, test.rule)) ?? []) : [];
      if (found.length > 0) yield { test, with: found };
      else yield { apart: { group: test.rule, why: why ?? 'no control here says that it asks the same' } };
    }
  }
}

function controlsFor(rule: string, ids: readonly string[]): readonly Control[] {
  const named = BY_RULE[rule];
  if (named !== undefined) {
    const found = named.map((name) => controls.find((control) => goesBy(control, name)));
    return found.every((control) => control !== undefined) ? found : [];
  }
  const wanted = new Set(ids.filter((id) => !COLLECTIONS.has(id)));
  return controls.filter(({ aliases }) => (aliases.kubescape ?? []).some((id) => wanted.has(id)));
}

/** A rule's counterpart is named by its id, or by what another scanner calls it. */
function goesBy({ id, aliases }: Control, name: string): boolean {
  return id === name || Object.values(aliases).some((ids) => ids.includes(name));
}

/** A test agrees where every alert has an object that a control fires on, and no object beside them is fired on. */
function judge(test: RuleTest, chosen: readonly Control[]): Case {
  const { inventory } = load([test.folder], { complete: true });
  const { findings } = scan(inventory, { controls: chosen, kinds, parameters: parametersOf(test.settings, chosen) });
  const fired = new Set(findings.map(({ object }) => `${object.kind}/${object.name}`));
  const alerts = test.alerts.map((objects) => objects.map(({ kind, name }) => `${kind}/${name}`));
  const alerted = new Set(alerts.flat());
  const missed = alerts.filter((objects) => !objects.some((object) => fired.has(object))).map((objects) => objects.join(' or '));
  const extra = [...fired].filter((object) => !alerted.has(object));
  return {
    id: `${test.rule}/${test.name}`,
    agrees: missed.length === 0 && extra.length === 0,
    detail: [
      ...(missed.length === 0 ? [] : [`silent on ${missed.join(', ')}`]),
      ...(extra.length === 0 ? [] : [`fires on ${extra.join(', ')}`]),
      `(${chosen.map(({ id }) => id).join(', ')})`,
    ].join(' '),
  };
}
