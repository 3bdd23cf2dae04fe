/** What a server answers to who asks who they are. */
export interface Review {
  readonly status: {
    readonly userInfo: {
      readonly username: string;
      readonly groups?: readonly string[];
      readonly uid?: string;
      readonly extra?: Readonly<Record<string, readonly string[]>>;
    };
  };
}
