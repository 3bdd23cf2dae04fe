import type { Control, Framework as Requirement, ParameterValue } from '@bulwark/controls';

/** One demand of a framework: its id, and what it asks for in our own words. */
export interface Row {
  readonly id: string;
  /** A statement that holds where the row is met. */
  readonly title: string;
  /** The heading that it stands below, in our own words. */
  readonly section: string;
  /**
   * What answers the row where no control does, or where there is nothing that a control could have judged: a person, or
   * something that no manifest holds.
   */
  readonly otherwise: 'manual' | { readonly needs: string };
  /** A person decides whatever the controls find: they only show where to look. */
  readonly forPerson?: true;
  /** Controls can show that it is broken, but not that it is met: where they find nothing, the rest is for a person. */
  readonly onlyDisproved?: true;
  /**
   * What the row speaks of, where that is seldom among manifests: the names of programs of the control plane, and kinds. A
   * control that finds no fault with a web server says nothing of the API server's flags.
   */
  readonly about?: readonly string[];
  /**
   * Keys of fields: of a control that speaks to several rows, a finding counts for this one only where its path, or that of
   * its evidence, passes one of them.
   */
  readonly fields?: readonly string[];
  /** The controls that decide it, where that is not for their `requirements` to say. */
  readonly controls?: readonly string[];
}

export interface Framework {
  readonly id: string;
  readonly title: string;
  /** Where its own words are. */
  readonly reference: string;
  /** The key in `requirements` by which controls name its rows; undefined where the rows name their controls. */
  readonly requirement: Requirement | undefined;
  readonly rows: readonly Row[];
  /** What its rows demand of the controls beyond their defaults: by control id, then by the parameter's name. */
  readonly parameters?: Readonly<Record<string, Readonly<Record<string, ParameterValue>>>>;
}

/** What is asked of a control; its prose may be elsewhere. */
export type Speaker = Pick<Control, 'id' | 'requirements'>;

/** The controls that speak to a row, in the order of `controls`. */
export function speakersOf<C extends Speaker>(framework: Framework, row: Row, controls: readonly C[]): readonly C[] {
  const { requirement } = framework;
  return controls.filter(
    ({ id, requirements }) =>
      row.controls?.includes(id) === true || (requirement !== undefined && requirements[requirement]?.includes(row.id) === true),
  );
}

/** The controls that the rows of a framework ask for, in the order of `controls`. */
export function controlsFor<C extends Speaker>(framework: Framework, controls: readonly C[]): readonly C[] {
  const asked = new Set(framework.rows.flatMap((row) => speakersOf(framework, row, controls)));
  return controls.filter((control) => asked.has(control));
}
