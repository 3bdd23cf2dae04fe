import type { ObjectData, FindingData, ScanData } from '../src/html/scan-data.ts';

/** What is shown: undefined where it does not matter. */
export interface Filter {
  readonly words: readonly string[];
  readonly severities: ReadonlySet<number>;
  readonly namespace: string | undefined;
  readonly kind: string | undefined;
  readonly control: string | undefined;
}

export interface Match {
  readonly object: ObjectData;
  readonly findings: readonly FindingData[];
}

/** Finds what a filter lets through. The text to search is made once, when it is searched first. */
export class Finder {
  readonly #data: ScanData;
  readonly #texts = new Map<FindingData, string>();

  constructor(data: ScanData) {
    this.#data = data;
  }

  matches(filter: Filter): readonly Match[] {
    const found: Match[] = [];
    for (const object of this.#data.objects) {
      if (filter.namespace !== undefined && (object.namespace ?? '') !== filter.namespace) continue;
      if (filter.kind !== undefined && object.kind !== filter.kind) continue;
      const findings = object.findings.filter((finding) => this.#lets(filter, object, finding));
      if (findings.length > 0) found.push({ object, findings });
    }
    return found;
  }

  #lets(filter: Filter, object: ObjectData, finding: FindingData): boolean {
    if (!filter.severities.has(finding.severity)) return false;
    if (filter.control !== undefined && this.#data.controls[finding.control]?.id !== filter.control) return false;
    if (filter.words.length === 0) return true;
    const text = this.#textOf(object, finding);
    return filter.words.every((word) => text.includes(word));
  }

  #textOf(object: ObjectData, finding: FindingData): string {
    const known = this.#texts.get(finding);
    if (known !== undefined) return known;
    const control = this.#data.controls[finding.control];
    const parts = [
      `${object.kind} ${object.namespace === null ? '' : `${object.namespace}/`}${object.name}`,
      object.file ?? '',
      finding.message,
      finding.path,
      control?.id ?? '',
      control?.title ?? '',
      this.#data.remedies[finding.remedy] ?? '',
    ];
    const text = parts.join('\n').toLowerCase();
    this.#texts.set(finding, text);
    return text;
  }
}
