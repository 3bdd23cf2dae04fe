/** What the script of a scan's page gets. Positions in `controls` and `remedies` stand for the texts, which are long and often the same. */
export interface ScanData {
  readonly controls: readonly ControlData[];
  readonly remedies: readonly string[];
  readonly objects: readonly ObjectData[];
}

export interface ControlData {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly references: readonly string[];
}

export interface ObjectData {
  readonly kind: string;
  /** Null where the kind has none, or the manifest leaves it open. */
  readonly namespace: string | null;
  readonly name: string;
  /** Null for a live object. */
  readonly file: string | null;
  readonly findings: readonly FindingData[];
}

export interface FindingData {
  /** Position among the severities, from worst to least. */
  readonly severity: number;
  readonly control: number;
  readonly remedy: number;
  readonly message: string;
  readonly reason?: string | undefined;
  readonly path: string;
  /** Line and column, as people read them. */
  readonly at?: string | undefined;
  readonly link?: string | undefined;
  readonly evidence?: readonly string[] | undefined;
  readonly code?: readonly CodeLine[] | undefined;
}

/** A line of code: its number, and the text before, inside and behind the mark. */
export type CodeLine = readonly [number: number, before: string, marked: string, after: string];
