import type { Formats } from '../formats.ts';

/** An object's own members, of whatever type: rules see objects before anybody knows that they can be read. */
export type Members = Readonly<Record<string, unknown>>;

/** What a rule has against an object. */
export interface Complaint {
  readonly problem: 'missing-field' | 'invalid-value';
  /** From the object to the field. */
  readonly below: readonly (string | number)[];
  /** What is wrong, after the name of the field: `must be between 1 and 65535`. */
  readonly reason: string;
}

/** What the API server's validation demands of the objects of one definition beyond types, fields and enumerations. */
export type Rule = (value: Members, formats: Formats) => readonly Complaint[];

export const FINE: readonly Complaint[] = [];

/** A field that other fields make necessary. */
export function missing(...below: readonly (string | number)[]): Complaint {
  return { problem: 'missing-field', below, reason: 'is missing, and the API server demands it' };
}

export function invalid(reason: string, ...below: readonly (string | number)[]): Complaint {
  return { problem: 'invalid-value', below, reason };
}

/** A member; a null is as good as none. No object inherits one of the names that rules ask for. */
export function own(value: Members, name: string): unknown {
  return value[name] ?? undefined;
}

export function isEmpty(value: unknown): boolean {
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function membersOf(value: unknown): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : NOTHING;
}

const NOTHING: Members = {};
