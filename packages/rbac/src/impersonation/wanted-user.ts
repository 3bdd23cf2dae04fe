/** Whom somebody wants to be, as the impersonation headers say it; only the name must be there. */
export interface WantedUser {
  /** Empty where there is no `Impersonate-User`: then nothing else may be asked for. */
  readonly name: string;
  readonly groups?: readonly string[];
  readonly uid?: string;
  /** By the key as it is decoded: in lower case, without percent signs. */
  readonly extra?: ReadonlyMap<string, readonly string[]>;
}

export const NO_LIST: readonly string[] = [];

export function hasMoreThanName({ groups = [], uid = '', extra }: WantedUser): boolean {
  return groups.length > 0 || uid !== '' || (extra?.size ?? 0) > 0;
}
