/** Who asks, as the gateway has found out and the subgraphs are told. */
export interface Caller {
  /** One role; the contract lists them. */
  readonly role: string;
  /** The subject of the token; null for who has shown none. */
  readonly subject: string | null;
  /** What narrows the role, by name. Rows outside it do not exist for the caller. */
  readonly scopes: Readonly<Record<string, string>>;
  readonly posts: readonly string[];
}

/** Who has shown no token. */
export const publicCaller: Caller = { role: 'PUBLIC', subject: null, scopes: {}, posts: [] };
