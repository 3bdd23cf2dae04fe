import { objectsByVerdict, verdictsOf } from '@bulwark/engine';
import { SEVERITIES, type Edit, type Finding, type KubeObject } from '@bulwark/model';
import type { AppliedFix, FixedFile, FixedObject, FixInput, LeftFinding, Scanned } from './fix-result.ts';
import { mergeEdits, type Candidate } from './merge-edits.ts';
import { proveVerdicts } from './prove-verdicts.ts';
import { mergedEdits, Texts, type Part } from './texts.ts';
import type { Tree } from './tree.ts';
import { pairedFindings } from './worse.ts';

interface Input extends Omit<FixInput<Scanned>, 'rescan'> {
  /** Why an object is left as it is, by its number. */
  readonly whyNotObject: (at: number) => string | undefined;
}

/** What was made of one object so far. */
interface Work {
  readonly edits: Edit[];
  readonly fixes: AppliedFix[];
  /** The files that were changed for it. */
  readonly paths: Set<string>;
}

/**
 * Where fixes are made and proved, round by round: what another fix stands in the way of may be possible in the next one. When a
 * round makes nothing any more, nor would another run.
 */
export class Workshop {
  readonly #input: Input;
  readonly #original: readonly KubeObject[];
  /** What counts, by the number of its object. */
  readonly #targets = new Map<number, Finding[]>();
  readonly #texts: Texts;
  readonly #works = new Map<number, Work>();
  /** Why a fix was not made, by the finding as it was first told. */
  readonly #reasons = new Map<Finding, string>();
  #tree: Tree;

  constructor(input: Input) {
    this.#input = input;
    this.#texts = new Texts(input);
    this.#original = input.scan.inventory.objects;
    this.#tree = { inventory: input.scan.inventory, result: input.scan };
    const numbers = new Map(this.#original.map((object, at) => [object, at] as const));
    const holders = objectsByVerdict(input.scan);
    for (const finding of input.counted) {
      const holder = holders.get(finding);
      const at = holder === undefined ? undefined : numbers.get(holder);
      if (at === undefined) continue;
      const known = this.#targets.get(at);
      if (known === undefined) this.#targets.set(at, [finding]);
      else known.push(finding);
    }
  }

  get tree(): Tree {
    return this.#tree;
  }

  /** The files that are different now. */
  get texts(): ReadonlyMap<string, string> {
    return new Map(this.#texts.changed.map(({ path, text }) => [path, text]));
  }

  /** The numbers of the objects that are different now and were made of sources. */
  get made(): readonly number[] {
    return [...this.#works.keys()].filter((at) => {
      const object = this.#original[at];
      return object !== undefined && this.#texts.isMade(object);
    });
  }

  run(): void {
    while (this.#round());
  }

  #round(): boolean {
    let sets = this.#plan();
    this.#textFailures(sets);
    while (sets.size > 0) {
      const proved = proveVerdicts(this.#tree, sets, (fix) => this.#isAsked(fix));
      for (const { candidate, reason } of proved.failed) this.#reasons.set(candidate.counted, reason);
      const isSame = [...sets].every(([at, candidates]) => proved.sets.get(at) === candidates);
      sets = proved.sets;
      // Other edits make another text.
      if (!isSame && this.#textFailures(sets).size > 0) continue;
      this.#accept(sets, proved.tree);
      return sets.size > 0;
    }
    return false;
  }

  /** The fixes that are wanted and go together. */
  #plan(): Map<number, readonly Candidate[]> {
    const sets = new Map<number, readonly Candidate[]>();
    for (const at of this.#targets.keys()) {
      const object = this.#tree.inventory.objects[at];
      if (object === undefined) continue;
      const candidates = this.#candidates(at, object);
      if (candidates.length === 0) continue;
      const { chosen, against } = mergeEdits(object.value, candidates);
      for (const [{ counted }, reason] of against) this.#reasons.set(counted, reason);
      sets.set(at, chosen);
    }
    return sets;
  }

  #candidates(at: number, object: KubeObject): readonly Candidate[] {
    const wanted = new Set(this.#targets.get(at));
    return [...this.#stillThere(at, object)].flatMap(([counted, finding]): Candidate[] => {
      const { fix } = finding;
      if (fix === undefined || !wanted.has(counted) || !this.#isAsked(fix)) return [];
      const reason = this.#input.whyNotObject(at) ?? this.#texts.whyNot(object);
      if (reason !== undefined) this.#reasons.set(counted, reason);
      return reason === undefined ? [{ counted, finding, fix }] : [];
    });
  }

  /** The findings of an object that were there at first, as they are told now: worst first. */
  #stillThere(at: number, object: KubeObject): ReadonlyMap<Finding, Finding> {
    const original = this.#original[at];
    if (original === undefined) return new Map();
    const before = verdictsOf(this.#input.scan, original).findings;
    return pairedFindings(before.toSorted(compareSeverity), verdictsOf(this.#tree.result, object).findings).pairs;
  }

  #isAsked({ kind, edits }: Candidate['fix']): boolean {
    return edits.length > 0 && (kind === 'fix' || this.#input.suggestions);
  }

  #partsOf(sets: ReadonlyMap<number, readonly Candidate[]>): readonly Part[] {
    return [...sets].flatMap(([at, candidates]): Part[] => {
      const object = this.#tree.inventory.objects[at];
      return object === undefined ? [] : [{ at, object, candidates }];
    });
  }

  #textFailures(sets: Map<number, readonly Candidate[]>): ReadonlyMap<Candidate, string> {
    const failed = this.#texts.failures(this.#partsOf(sets));
    this.#drop(sets, failed);
    return failed;
  }

  #drop(sets: Map<number, readonly Candidate[]>, failed: ReadonlyMap<Candidate, string>): void {
    for (const [at, candidates] of sets) {
      const left = candidates.filter((candidate) => !failed.has(candidate));
      for (const candidate of candidates) {
        const reason = failed.get(candidate);
        if (reason === undefined) continue;
        // With what it brings to light, more edits are its own.
        this.#reasons.set(
          candidate.counted,
          candidate.followers === undefined ? reason : `it brings to light what stays: ${reason}`,
        );
      }
      if (left.length > 0) sets.set(at, left);
      else sets.delete(at);
    }
  }

  #accept(sets: ReadonlyMap<number, readonly Candidate[]>, tree: Tree): void {
    for (const [part, paths] of this.#texts.accept(this.#partsOf(sets))) {
      const work = this.#works.get(part.at) ?? { edits: [], fixes: [], paths: new Set() };
      this.#works.set(part.at, work);
      work.edits.push(...mergedEdits(part));
      work.fixes.push(...part.candidates.map(({ counted, fix }) => ({ finding: counted, fix })));
      for (const path of paths) work.paths.add(path);
    }
    this.#tree = tree;
  }

  files(): readonly FixedFile[] {
    const works = [...this.#works].toSorted(([a], [b]) => a - b);
    return this.#texts.changed.map(({ path, before, text }) => {
      const objects = works.flatMap(([at, { edits, fixes, paths }]): FixedObject[] => {
        const object = this.#original[at];
        return object !== undefined && paths.has(path) ? [{ object, edits, fixes }] : [];
      });
      return { path, before, after: text, objects };
    });
  }

  /** What became of the findings that no fix was made of. */
  rest(): { readonly alongside: readonly Finding[]; readonly left: readonly LeftFinding[] } {
    const alongside: Finding[] = [];
    const left: LeftFinding[] = [];
    const made = new Set([...this.#works.values()].flatMap(({ fixes }) => fixes.map(({ finding }) => finding)));
    for (const [at, targets] of this.#targets) {
      const object = this.#tree.inventory.objects[at];
      if (object === undefined) continue;
      const now = this.#stillThere(at, object);
      for (const finding of targets) {
        if (made.has(finding)) continue;
        if (now.has(finding)) left.push({ finding, ...this.#why(finding) });
        else alongside.push(finding);
      }
    }
    return { alongside, left };
  }

  #why(finding: Finding): Pick<LeftFinding, 'kind' | 'reason'> {
    const { fix, remediation } = finding;
    if (fix === undefined || fix.edits.length === 0) return { kind: 'no-fix', reason: remediation };
    const reason = this.#reasons.get(finding);
    return reason === undefined ? { kind: 'suggestion', reason: remediation } : { kind: 'refused', reason };
  }
}

function compareSeverity(a: Finding, b: Finding): number {
  return SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity);
}
