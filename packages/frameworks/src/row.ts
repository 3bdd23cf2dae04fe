import type { Row } from './framework.ts';

type Words = readonly [id: string, title: string, more?: Partial<Omit<Row, 'id' | 'title' | 'section'>>];

/** The rows of one section, which share what is not said of each. */
export function section(name: string, shared: Partial<Row>, rows: readonly Words[]): readonly Row[] {
  return rows.map(([id, title, more]) => ({ otherwise: 'manual', ...shared, id, title, section: name, ...more }));
}
