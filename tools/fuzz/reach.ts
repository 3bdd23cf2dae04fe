import type { ScanResult } from '@bulwark/engine';

/** How far the cases got: laws that hold over nothing but broken text would say little. */
export class Reach {
  #files = 0;
  #scanned = 0;
  #objects = 0;
  #findings = 0;
  #unknown = 0;
  readonly #controls = new Set<string>();
  readonly #found = new Set<string>();

  see({ coverage, findings, unknown, verdicts, memory }: ScanResult): void {
    this.#files += coverage.files.length;
    this.#scanned += coverage.files.filter(({ status }) => status === 'scanned').length;
    this.#objects += memory.results.size;
    this.#findings += findings.length;
    this.#unknown += unknown.length;
    for (const id of verdicts.keys()) this.#controls.add(id);
    for (const { control } of findings) this.#found.add(control);
  }

  /** How many controls found something. */
  get found(): number {
    return this.#found.size;
  }

  /** The controls that found nothing in any case. */
  get silent(): readonly string[] {
    return [...this.#controls.difference(this.#found)];
  }

  toString(): string {
    const share = ((100 * this.#scanned) / Math.max(1, this.#files)).toFixed(0);
    return (
      `${share} % of the files were scanned: ${this.#objects} objects, ${this.#findings} findings, ${this.#unknown} unknown; ` +
      `${this.#found.size} of ${this.#controls.size} controls found something`
    );
  }
}
