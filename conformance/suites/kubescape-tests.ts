import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { controls, type Control } from '@bulwark/controls';
import { scan } from '@bulwark/engine';
import { KindSchemas, type KubeObject } from '@bulwark/model';
import { loadSchema } from '@bulwark/schema';
import { load } from '@bulwark/source';
import type { Apart, Case, Suite } from '../suite.ts';
import { controlIds, ruleName, ruleTests, type RuleTest } from './regolibrary-rules.ts';
import { parametersOf } from './regolibrary-settings.ts';

const kinds = new KindSchemas(await loadSchema());

/** Collections of rules that have little in common: a control that has such an id answers for one rule among them. */
const COLLECTIONS: ReadonlySet<string> = new Set(['C-0211']);

/** A collection of Kubescape's rules, with their tests. */
export interface Rules {
  readonly id: string;
  readonly title: string;
  /** Its folder among the corpora. */
  readonly folder: string;
  /** The folder of the controls, which say by their ids what their rules are about. */
  readonly controls: string;
  /** The controls of ours that answer a rule together, by ids: those that no alias says. */
  readonly byRule: Readonly<Record<string, readonly string[]>>;
  /** Why a test is no question to us. */
  readonly apart: (test: RuleTest, objects: readonly KubeObject[]) => string | undefined;
  /** Why we answer a single test otherwise than it expects, by `rule/test`. */
  readonly decided: Readonly<Record<string, string>>;
}

export function rulesSuite(rules: Rules): Suite {
  return {
    id: rules.id,
    title: rules.title,
    oracle: 'the objects that expected.json of each test alerts on',
    exceptions: [],
    run: (corpora) => (existsSync(join(corpora, rules.folder)) ? cases(rules, corpora) : undefined),
    apart: (corpora) => [...asked(rules, corpora)].flatMap((each) => ('apart' in each ? [each.apart] : [])),
  };
}

type Asked = { readonly judged: Case } | { readonly apart: Apart };

function* cases(rules: Rules, corpora: string): Iterable<Case> {
  for (const each of asked(rules, corpora)) if ('judged' in each) yield each.judged;
}

/** Every test, as the controls that ask the same answer it, or with why none does. */
function* asked(rules: Rules, corpora: string): Iterable<Asked> {
  for (const question of questions(rules, corpora)) {
    if ('why' in question) yield { apart: { group: question.test.rule, why: question.why } };
    else yield decide(question.test.rule, judge(question.test, question.chosen), rules.decided);
  }
}

export type RuleQuestion =
  | { readonly test: RuleTest; readonly chosen: readonly Control[] }
  | { readonly test: RuleTest; readonly why: string };

/** Every test with the controls that ask the same, or with why it is no question to us. */
export function* questions({ folder, controls: ofIds, byRule, apart }: Rules, corpora: string): Iterable<RuleQuestion> {
  const ids = controlIds(join(corpora, ofIds));
  const rules = join(corpora, folder, 'rules');
  for (const test of ruleTests(rules)) {
    const why = apart(test, load([test.folder]).inventory.objects);
    const chosen = controlsFor(byRule[test.rule], ids.get(ruleName(rules, test.rule)) ?? []);
    if (why !== undefined) yield { test, why };
    else if (chosen.length === 0) yield { test, why: 'no control here says that it asks the same' };
    else yield { test, chosen };
  }
}

/** What is decided otherwise is apart; where the answer is the expected one all the same, the list is wrong. */
function decide(group: string, judged: Case, decided: Rules['decided']): Asked {
  const why = decided[judged.id];
  if (why === undefined) return { judged };
  return judged.agrees
    ? { judged: { ...judged, agrees: false, detail: 'is decided otherwise, but agrees' } }
    : { apart: { group, why } };
}

function controlsFor(named: readonly string[] | undefined, ids: readonly string[]): readonly Control[] {
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
